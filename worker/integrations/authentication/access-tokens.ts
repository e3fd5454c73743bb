import type { AuthenticationOf } from '#contract/integration-authentication.ts'
import { isRecord } from '#contract/is-record.ts'

import type { RequestContext } from '../../context.ts'
import { clientCredentials } from '../../lib/basic-credentials.ts'
import { tooLate, withDeadline } from '../../lib/deadline.ts'
import { fetchText } from '../../lib/fetch-text.ts'
import type { Upstream } from '../types.ts'

type Config = AuthenticationOf<'oauth2'>
type Got = { readonly token: string } | { readonly fault: string }

/** Longer than a question takes by itself. */
const waitMs = 4_000
const maxAnswerBytes = 64 * 1_024
/** Of a token whose server does not say how long it lasts (RFC 6749 5.1). */
const unknownLifetimeSeconds = 300
/** Before its end a token is not used any more; a tenth of its lifetime when that is shorter. */
const longestReserveMs = 30_000
/** A failure is not asked again at once, by every request. */
const pauseMs = 1_000
/** A token this young that is refused is not refused for its age. */
const freshMs = 5_000

interface Kept {
  readonly got: Got
  /** Value of the client secret it was asked with: another one makes it void. */
  readonly secret: string
  readonly obtainedAt: number
  readonly usableUntil: number
}

interface Asked {
  readonly secret: string
  readonly answer: Promise<Got>
}

/** Access tokens of one client, one at a time: asked for once, however many requests wait for it. */
export class AccessTokens {
  readonly #config: Config
  readonly #upstream: Upstream
  #kept: Kept | undefined
  #asked: Asked | undefined

  constructor(config: Config, upstream: Upstream) {
    this.#config = config
    this.#upstream = upstream
  }

  async get(secret: string, ctx: RequestContext): Promise<Got> {
    const kept = this.#kept
    if (kept?.secret === secret && ctx.now() < kept.usableUntil) return kept.got
    const asked = this.#asked?.secret === secret ? this.#asked : this.#ask(secret, ctx)
    const got = await withDeadline(asked.answer, waitMs)
    if (got !== tooLate) return got
    // The request that asked may be gone, and its answer with it.
    if (this.#asked === asked) this.#asked = undefined
    return { fault: 'the token endpoint did not answer in time' }
  }

  /** After the service refused it. False: another one would be refused too. */
  forget(token: string, now: number): boolean {
    const kept = this.#kept
    if (kept === undefined || !('token' in kept.got) || kept.got.token !== token) return true
    if (now - kept.obtainedAt < freshMs) return false
    this.#kept = undefined
    return true
  }

  #ask(secret: string, ctx: RequestContext): Asked {
    ctx.subrequests += 1
    const answer = this.#request(secret, ctx.now).finally(() => {
      if (this.#asked === asked) this.#asked = undefined
    })
    const asked: Asked = { secret, answer }
    this.#asked = asked
    ctx.waitUntil(answer)
    return asked
  }

  async #request(secret: string, now: () => number): Promise<Got> {
    const obtainedAt = now()
    try {
      const text = await fetchText(
        (url, init) => this.#upstream.fetch(url, init),
        this.#config.tokenUrl,
        { ...tokenRequest(this.#config, secret), maxBytes: maxAnswerBytes },
      )
      const { token, lifetimeMs } = parseAnswer(text)
      const reserveMs = Math.min(longestReserveMs, lifetimeMs / 10)
      const usableUntil = obtainedAt + lifetimeMs - reserveMs
      this.#kept = { got: { token }, secret, obtainedAt, usableUntil }
      return { token }
    } catch (error) {
      const got = { fault: `the token endpoint: ${(error as Error).message}` }
      this.#kept = { got, secret, obtainedAt, usableUntil: now() + pauseMs }
      return got
    }
  }
}

/** RFC 6749 4.4.2, with the client's secret where the server wants it (2.3.1). */
function tokenRequest(config: Config, secret: string): RequestInit {
  const { clientId, clientAuthentication, scope, audience, resource } = config
  const isPost = clientAuthentication === 'client_secret_post'
  const form = {
    grant_type: 'client_credentials',
    ...(scope !== undefined && { scope }),
    ...(audience !== undefined && { audience }),
    ...(resource !== undefined && { resource }),
    ...(isPost && { client_id: clientId, client_secret: secret }),
  }
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(!isPost && { authorization: clientCredentials(clientId, secret) }),
    },
    body: new URLSearchParams(form).toString(),
  }
}

/** RFC 6749 5.1. Throws an Error that holds nothing of the answer. */
function parseAnswer(text: string): { token: string; lifetimeMs: number } {
  const answer = parseJson(text)
  const { access_token: token, token_type: type, expires_in: seconds } = answer
  if (typeof token !== 'string' || !/^[\x21-\x7e]{1,16384}$/.test(token))
    throw new Error('It answered no access token')
  if (String(type).toLowerCase() !== 'bearer')
    throw new Error('It answered a token that is no bearer token')
  const isKnown = Number.isFinite(Number(seconds ?? Number.NaN)) && Number(seconds) >= 0
  return { token, lifetimeMs: (isKnown ? Number(seconds) : unknownLifetimeSeconds) * 1_000 }
}

function parseJson(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    if (isRecord(value)) return value
  } catch {
    // The platform's message would quote the answer.
  }
  throw new Error('It answered no JSON object')
}
