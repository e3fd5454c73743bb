import type { JWTPayload } from 'jose'

import type { FailureReason } from '#contract/failure-reason.ts'

import { type Claims, claimAt } from './claims.ts'
import { refused, type RefusedToken } from './token-verdict.ts'

/** What a token must be besides well signed. */
export interface JwtRules {
  readonly algorithms: readonly string[]
  readonly issuer: readonly string[]
  readonly audience: readonly string[]
  /** Empty: JWT, at+jwt, or none. */
  readonly typ: readonly string[]
  readonly leewaySeconds: number
  readonly requireExp: boolean
  readonly maxAgeSeconds?: number | undefined
  /** Claim to its exact value; null: any. */
  readonly requiredClaims: Readonly<Record<string, string | number | boolean | null>>
}

/** The year 9999: a time beyond it is a mistake, and Infinity is what JSON.parse makes of 1e400. */
const latestSeconds = 253_402_300_799

const timeClaims = ['exp', 'nbf', 'iat'] as const

/** Header fields that change what a token means, none of which is supported (RFC 7515 4.1.11, RFC 7797). */
const unsupported = ['crit', 'b64', 'zip']

/** Refuses a header before any key is looked for. */
export function headerRefusal(
  header: Readonly<Record<string, unknown>>,
  rules: JwtRules,
): RefusedToken | undefined {
  const foreign = unsupported.find((name) => Object.hasOwn(header, name))
  if (foreign !== undefined) return made('unsupported_header', { header: foreign })
  const { alg, kid } = header
  if (typeof alg !== 'string' || !rules.algorithms.includes(alg))
    return made('algorithm_not_allowed', { found: alg, expected: rules.algorithms })
  if (kid !== undefined && typeof kid !== 'string') return made('malformed_kid', {})
  return typRefusal(header['typ'], rules.typ)
}

/** What the library does not check. `claims` are of a token with the right signature, issuer and audience. */
export function claimsRefusal(
  claims: JWTPayload,
  rules: Pick<JwtRules, 'requiredClaims'>,
): RefusedToken | undefined {
  const wrongTime = timeClaims.find((name) => !isTime(claims[name]))
  if (wrongTime !== undefined) return mistaken('malformed_claim', { claim: wrongTime })
  // A token bound to a key of its owner is worth nothing without the proof, which is not checked here (RFC 7800).
  if (Object.hasOwn(claims, 'cnf')) return mistaken('bound_token', { claim: 'cnf' })
  for (const [claim, expected] of Object.entries(rules.requiredClaims)) {
    const found = claimAt(claims as Claims, claim)
    if (found === undefined) return mistaken('missing_claim', { claim, expected })
    if (expected !== null && found !== expected)
      return mistaken('wrong_claim', { claim, expected, found })
  }
  return undefined
}

/** First moment at which the token is too old. Milliseconds since the epoch. */
export function endOf(claims: JWTPayload, { leewaySeconds, maxAgeSeconds }: JwtRules): number {
  const exp = claims.exp ?? Number.POSITIVE_INFINITY
  const oldest = maxAgeSeconds === undefined ? exp : (claims.iat ?? 0) + maxAgeSeconds
  return (Math.min(exp, oldest) + leewaySeconds) * 1_000
}

function typRefusal(typ: unknown, allowed: readonly string[]): RefusedToken | undefined {
  if (allowed.length === 0 && typ === undefined) return undefined
  const expected = allowed.length === 0 ? ['jwt', 'at+jwt'] : allowed
  const isRight =
    typeof typ === 'string' && expected.some((name) => mediaType(name) === mediaType(typ))
  return isRight ? undefined : made('wrong_type', { found: typ, expected })
}

/** RFC 7515 4.1.9: "application/" may be left out, and media types have no case. */
function mediaType(typ: string): string {
  return typ.toLowerCase().replace(/^application\//, '')
}

function isTime(value: unknown): boolean {
  if (value === undefined) return true
  return typeof value === 'number' && value >= 0 && value <= latestSeconds
}

/** Of a token that anybody may have written. */
function made(reason: FailureReason, facts: Readonly<Record<string, unknown>>): RefusedToken {
  return refused(reason, 'The token is not one this endpoint accepts', { mayBeGuess: true, facts })
}

/** Of a token that its issuer has signed. */
function mistaken(reason: FailureReason, facts: Readonly<Record<string, unknown>>): RefusedToken {
  return refused(reason, 'The token is not for this endpoint', { facts })
}
