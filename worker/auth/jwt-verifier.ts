import { errors, jwtVerify, type JWTPayload, type JWTVerifyResult } from 'jose'

import type { FailureReason } from '#contract/failure-reason.ts'

import { type CompactJws, readCompactJws } from '../lib/compact-jws.ts'
import { duplicateKey } from '../lib/duplicate-keys.ts'
import { type Claims, type ClaimNames, principalOf } from './claims.ts'
import { claimsRefusal, endOf, headerRefusal, type JwtRules } from './jwt-rules.ts'
import type { FindKey, KeySet } from './key-set.ts'
import { refused, type TokenVerdict, type TokenVerifier } from './token-verdict.ts'
import type { WaitUntil } from '../lib/wait-until.ts'

interface Attempt {
  readonly verdict: TokenVerdict
  /** No key of the set fits: a newer set may have it. */
  readonly lacksKey?: boolean
}

/** JSON Web Tokens signed by a key of `keys` (RFC 7519, with the advice of RFC 8725). */
export class JwtVerifier implements TokenVerifier {
  readonly #rules: JwtRules
  readonly #names: ClaimNames
  readonly #keys: KeySet

  constructor(rules: JwtRules, names: ClaimNames, keys: KeySet) {
    this.#rules = rules
    this.#names = names
    this.#keys = keys
  }

  basis(waitUntil: WaitUntil): unknown {
    return this.#keys.known(waitUntil)
  }

  async verify(token: string, now: number, waitUntil: WaitUntil) {
    const read = readCompactJws(token)
    const refusal = read === undefined ? malformed : this.#textRefusal(read)
    if (refusal !== undefined) return { verdict: refusal, basis: undefined }
    const keys = this.#keys.known(waitUntil) ?? (await this.#keys.load(waitUntil))
    if (keys === undefined) return this.#unavailable()
    const first = await this.#attempt(token, keys, now)
    if (first.lacksKey !== true) return { verdict: first.verdict, basis: keys }
    const newer = await this.#keys.renew(waitUntil)
    if (newer === undefined || newer === keys) return { verdict: first.verdict, basis: keys }
    return { verdict: (await this.#attempt(token, newer, now)).verdict, basis: newer }
  }

  #textRefusal({ header, texts }: CompactJws): TokenVerdict | undefined {
    const twice = texts.map(duplicateKey).find((pointer) => pointer !== undefined)
    return twice === undefined
      ? headerRefusal(header, this.#rules)
      : refused('member_twice', malformed.detail, { mayBeGuess: true, facts: { pointer: twice } })
  }

  #unavailable() {
    const facts = { source: this.#keys.source, fault: this.#keys.fault() }
    return { verdict: { outcome: 'unavailable', facts } as const, basis: undefined }
  }

  async #attempt(token: string, keys: FindKey, now: number): Promise<Attempt> {
    try {
      const result = await jwtVerify(token, keys, optionsOf(this.#rules, now))
      return { verdict: this.#judge(result) }
    } catch (error) {
      return {
        verdict: refusalOf(error, this.#keys.source),
        lacksKey: error instanceof errors.JWKSNoMatchingKey,
      }
    }
  }

  #judge({ payload, protectedHeader }: JWTVerifyResult): TokenVerdict {
    const refusal = claimsRefusal(payload, this.#rules)
    if (refusal !== undefined) return refusal
    const principal = principalOf(payload as Claims, this.#names, this.#rules.issuer.length === 1)
    if (principal === undefined)
      return refused('missing_claim', 'The token does not say whose it is', {
        facts: { claim: this.#names.subjectClaim },
      })
    const { alg: algorithm, kid } = protectedHeader
    const facts = { algorithm, kid, issuer: payload.iss, source: this.#keys.source }
    const validUntilMs = endOf(payload, this.#rules)
    return { outcome: 'accepted', principal, validUntilMs, facts }
  }
}

const malformed = refused('malformed_token', 'The token is not a signed JWT', { mayBeGuess: true })

function optionsOf(rules: JwtRules, now: number) {
  return {
    algorithms: [...rules.algorithms],
    issuer: [...rules.issuer],
    audience: [...rules.audience],
    clockTolerance: rules.leewaySeconds,
    currentDate: new Date(now),
    requiredClaims: rules.requireExp ? ['exp'] : [],
    ...(rules.maxAgeSeconds !== undefined && { maxTokenAge: rules.maxAgeSeconds }),
  }
}

/** What the library refused a token for. Whatever else fails is a refusal too: of a key nobody can use. */
function refusalOf(error: unknown, source: string) {
  if (error instanceof errors.JWTExpired) return expired(error.payload)
  if (error instanceof errors.JWTClaimValidationFailed)
    return refused(reasonOf(error), 'The token is not for this endpoint', {
      facts: { claim: error.claim, found: error.payload[error.claim] },
    })
  const reason = reasons.get(error instanceof errors.JOSEError ? error.code : '') ?? 'unusable_key'
  return refused(reason, 'The token is not one this endpoint accepts', {
    // After a rotation everybody comes with a key that is not known yet: nobody is slowed down for that.
    mayBeGuess: reason !== 'unknown_key',
    facts: { source, ...(reason === 'unusable_key' && { fault: String(error) }) },
  })
}

const reasons: ReadonlyMap<string, FailureReason> = new Map<string, FailureReason>([
  [errors.JWSSignatureVerificationFailed.code, 'wrong_signature'],
  [errors.JWKSNoMatchingKey.code, 'unknown_key'],
  [errors.JWKSMultipleMatchingKeys.code, 'ambiguous_key'],
  [errors.JOSEAlgNotAllowed.code, 'algorithm_not_allowed'],
  [errors.JOSENotSupported.code, 'algorithm_not_allowed'],
  [errors.JWSInvalid.code, 'malformed_token'],
  [errors.JWTInvalid.code, 'malformed_token'],
])

function reasonOf({ claim, reason }: errors.JWTClaimValidationFailed): FailureReason {
  if (reason === 'missing') return 'missing_claim'
  if (reason === 'invalid') return 'malformed_claim'
  return claim === 'nbf' ? 'not_yet_valid' : 'wrong_claim'
}

function expired({ exp, iat }: JWTPayload) {
  const facts = { claim: 'exp', found: exp, issuedAt: iat }
  return refused('expired', 'The token has expired', { facts })
}
