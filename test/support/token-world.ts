import { Buffer } from 'node:buffer'

import { SignJWT } from 'jose'
import { expect } from 'vitest'

import { type CallResult, callerOf } from './caller.ts'
import { FakeIssuer } from './fake-issuer.ts'
import { KnownKeys } from './known-keys.ts'

type Call = ReturnType<typeof callerOf>

export const audience = 'https://api.example'

/** One issuer with the key `one`, a clock, and endpoints that take its JWTs. */
export class TokenWorld {
  readonly known = new KnownKeys()
  readonly issuer = new FakeIssuer()

  static async create(): Promise<TokenWorld> {
    const world = new TokenWorld()
    world.known.fetch = world.issuer.fetch
    await world.issuer.addKey('one')
    return world
  }

  /** An endpoint in an isolate of its own. */
  caller(settings: Record<string, unknown> = {}, roles: string[] = []): Call {
    return this.callerIn(this.known.ports(), settings, roles)
  }

  callerIn(
    auth: ReturnType<KnownKeys['ports']>,
    settings: Record<string, unknown> = {},
    roles: string[] = [],
  ): Call {
    const all = {
      algorithms: ['ES256', 'RS256'],
      keys: { source: 'jwks', url: this.issuer.jwksUrl },
      issuer: [this.issuer.url],
      audience: [audience],
      ...settings,
    }
    return callerOf({ type: 'jwt', settings: all as never, roles }, { auth, now: this.known.now })
  }

  get seconds(): number {
    return Math.floor(this.known.nowMs / 1_000)
  }

  token(
    claims: Record<string, unknown> = {},
    header: Record<string, unknown> = {},
  ): Promise<string> {
    return this.issuer.token(this.known.nowMs, 'one', claims, header)
  }

  /** A token of this issuer that the test signs with a key of its own. */
  signer(claims: Record<string, unknown> = {}): SignJWT {
    const all = { iss: this.issuer.url, aud: audience, sub: 'ada', ...claims }
    return new SignJWT(all).setExpirationTime(this.seconds + 60)
  }
}

export const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

/** A part of a token, whatever its value. */
export const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Why the authentication stage refused. */
export function reasonOf({ trace }: CallResult): unknown {
  return trace.find((span) => span.stage === 'authenticate')?.detail['refusedFor']
}

/** Why each of these tokens is refused, none of which may reach the upstream. */
export async function reasonsOf(call: Call, tokens: readonly string[]): Promise<unknown[]> {
  const reasons = []
  for (const token of tokens) {
    const result = await call(bearer(token))
    expect(result.outcome).toBe('invalid_token')
    expect(result.received).toBeUndefined()
    reasons.push(reasonOf(result))
  }
  return reasons
}
