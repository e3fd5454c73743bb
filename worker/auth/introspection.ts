import type { Oauth2Settings } from '#contract/authentication.ts'
import type { FailureReason } from '#contract/failure-reason.ts'
import { isRecord } from '#contract/is-record.ts'

import { clientCredentials } from '../lib/basic-credentials.ts'
import { tooLate, withDeadline } from '../lib/deadline.ts'
import { type Claims, principalOf } from './claims.ts'
import { fetchText } from '../lib/fetch-text.ts'
import { claimsRefusal, type JwtRules } from './jwt-rules.ts'
import { refused, type TokenVerdict, type TokenVerifier } from './token-verdict.ts'
import type { AuthPorts } from './types.ts'
import type { WaitUntil } from '../lib/wait-until.ts'

type Settings = Oauth2Settings & {
  readonly introspection: NonNullable<Oauth2Settings['introspection']>
}
/** What the issuer says of a token, or why nobody knows. */
type Said = { readonly claims: Claims } | { readonly fault: string }

/** Longer than a question takes by itself. */
const waitMs = 4_000
const maxAnswerBytes = 64 * 1_024

/** Opaque tokens, asked of their issuer (RFC 7662). One question per token, however many requests wait for it. */
export class Introspection implements TokenVerifier {
  readonly #settings: Settings
  readonly #ports: Pick<AuthPorts, 'secrets' | 'issuers' | 'fetch'>
  readonly #asked = new Map<string, Promise<Said>>()

  constructor(settings: Settings, ports: Pick<AuthPorts, 'secrets' | 'issuers' | 'fetch'>) {
    this.#settings = settings
    this.#ports = ports
  }

  basis(waitUntil: WaitUntil): unknown {
    return this.#ports.secrets.recall(this.#settings.introspection.clientSecret, waitUntil)
  }

  async verify(token: string, now: number, waitUntil: WaitUntil) {
    // RFC 6750 2.1
    if (!/^[A-Za-z0-9._~+/-]{1,8192}=*$/.test(token))
      return { verdict: malformed, basis: undefined }
    const { clientSecret } = this.#settings.introspection
    const secret = await this.#ports.secrets.read(clientSecret, waitUntil)
    if (typeof secret === 'string') return unavailable(`The secret ${clientSecret} is ${secret}`)
    const url = await this.#endpoint(waitUntil)
    if (url === undefined) return unavailable(this.#noEndpoint())
    if (!mayLeaveFor(secret.allowedOrigins, url))
      return unavailable(`The secret ${clientSecret} is not allowed to leave for this origin`, url)
    const said = await this.#ask(url, token, secret.value, waitUntil)
    if ('fault' in said) return unavailable(said.fault, url)
    return { verdict: judge(said.claims, this.#settings, now), basis: secret.value }
  }

  async #endpoint(waitUntil: WaitUntil): Promise<string | undefined> {
    const { issuer, introspection } = this.#settings
    if (introspection.url !== undefined) return introspection.url
    const metadata = await this.#ports.issuers.metadataOf(issuer).load(waitUntil)
    return metadata?.introspectionEndpoint
  }

  #noEndpoint(): string {
    const fault = this.#ports.issuers.metadataOf(this.#settings.issuer).fault()
    return fault ?? 'Its metadata names no introspection_endpoint'
  }

  // oxlint-disable-next-line max-params -- one question with all it is made of
  async #ask(url: string, token: string, secret: string, waitUntil: WaitUntil): Promise<Said> {
    let question = this.#asked.get(token)
    if (question === undefined) {
      question = this.#post(url, token, secret).finally(() => this.#asked.delete(token))
      this.#asked.set(token, question)
      waitUntil(question)
    }
    const said = await withDeadline(question, waitMs)
    if (said !== tooLate) return said
    // The request that asked may be gone, and its answer with it.
    this.#asked.delete(token)
    return { fault: 'It did not answer in time' }
  }

  async #post(url: string, token: string, secret: string): Promise<Said> {
    try {
      const text = await fetchText(this.#ports.fetch, url, {
        method: 'POST',
        headers: {
          authorization: clientCredentials(this.#settings.introspection.clientId, secret),
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({ token, token_type_hint: 'access_token' }).toString(),
        maxBytes: maxAnswerBytes,
      })
      const claims: unknown = JSON.parse(text)
      if (!isRecord(claims) || typeof claims['active'] !== 'boolean')
        return { fault: 'It did not answer whether the token is active' }
      return { claims }
    } catch (error) {
      return { fault: error instanceof Error ? error.message : String(error) }
    }
  }
}

/** What an answer of the issuer means here. */
function judge(claims: Claims, settings: Settings, now: number): TokenVerdict {
  const { cacheSeconds } = settings.introspection
  const rememberedUntilMs = now + cacheSeconds * 1_000
  if (claims['active'] !== true)
    return refused('inactive', 'The token is not active', {
      mayBeGuess: true,
      validUntilMs: rememberedUntilMs,
    })
  const refusal =
    claimsRefusal(claims, noRules) ??
    timeRefusal(claims, settings, now) ??
    aimRefusal(claims, settings)
  if (refusal !== undefined) return refusal
  const principal = principalOf(withSubject(claims), settings, true)
  if (principal === undefined) return mistaken('missing_claim', { claim: settings.subjectClaim })
  return {
    outcome: 'accepted',
    principal,
    validUntilMs: Math.min(rememberedUntilMs, secondsOf(claims['exp']) * 1_000),
    facts: { issuer: settings.issuer, source: 'introspection' },
  }
}

function timeRefusal(claims: Claims, { leewaySeconds }: Settings, now: number) {
  if (now >= (secondsOf(claims['exp']) + leewaySeconds) * 1_000)
    return refused('expired', 'The token has expired', {
      facts: { claim: 'exp', found: claims['exp'] },
    })
  const { nbf } = claims
  return typeof nbf === 'number' && now < (nbf - leewaySeconds) * 1_000
    ? mistaken('not_yet_valid', { claim: 'nbf', found: nbf })
    : undefined
}

/** A token of another issuer, another resource (RFC 8707) or another kind, such as a refresh token. */
function aimRefusal(
  { iss, aud, token_type }: Claims,
  { issuer, audience, introspection }: Settings,
) {
  if (iss !== undefined && iss !== issuer)
    return mistaken('wrong_claim', { claim: 'iss', found: iss, expected: issuer })
  if (token_type !== undefined && String(token_type).toLowerCase() !== 'bearer')
    return mistaken('wrong_type', { claim: 'token_type', found: token_type })
  if (aud === undefined && !introspection.requireAudience) return undefined
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud]
  return audience.some((name) => audiences.includes(name))
    ? undefined
    : mistaken(aud === undefined ? 'missing_claim' : 'wrong_claim', {
        claim: 'aud',
        found: aud,
        expected: audience,
      })
}

/** A client that acts for itself is its own subject (RFC 9068 5). */
function withSubject(claims: Claims): Claims {
  return claims['sub'] === undefined ? { ...claims, sub: claims['client_id'] } : claims
}

function secondsOf(exp: unknown): number {
  return typeof exp === 'number' ? exp : Number.POSITIVE_INFINITY
}

/** A secret from before there were origins goes on where it went: no configuration can be published that moves it. */
function mayLeaveFor(origins: readonly string[] | null, url: string): boolean {
  return origins === null || origins.includes(new URL(url).origin)
}

function unavailable(fault: string, source?: string) {
  return {
    verdict: { outcome: 'unavailable', facts: { fault, source } } as const,
    basis: undefined,
  }
}

function mistaken(reason: FailureReason, facts: Readonly<Record<string, unknown>>) {
  return refused(reason, 'The token is not for this endpoint', { facts })
}

const malformed = refused('malformed_token', 'The token has characters no token has', {
  mayBeGuess: true,
})
const noRules: Pick<JwtRules, 'requiredClaims'> = { requiredClaims: {} }
