import type { FailureReason } from '#contract/failure-reason.ts'

import type { RequestContext } from '../context.ts'
import type { Guard } from '../pipeline.ts'
import { isRejection, reject, type Rejection } from '../rejection.ts'
import { bearerPlace, readBearer } from './bearer.ts'
import { challenge } from './challenge.ts'
import { hideCredential } from './credential.ts'
import { tooManyAttempts, unavailable } from './refusals.ts'
import { refuseMissingScopes } from './require-scopes.ts'
import type { Facts, SureVerdict, TokenVerdict, TokenVerifier } from './token-verdict.ts'
import type { AuthDeps } from './types.ts'

interface TokenSettings {
  readonly requiredScopes: readonly string[]
  readonly forwardCredential: boolean
}

/** Callers with a bearer token that `verifier` accepts. `kind` is the name failures are recorded under. */
export function tokenGuard(
  kind: string,
  verifier: TokenVerifier,
  settings: TokenSettings,
  deps: AuthDeps,
): Guard {
  return new TokenCheck(kind, verifier, settings, deps).guard
}

const missing = Object.freeze(
  reject('credentials_required', {
    detail: 'Send an access token in the header authorization: Bearer <token>',
    headers: challenge('Bearer'),
  }),
)

class TokenCheck {
  readonly #kind: string
  readonly #verifier: TokenVerifier
  readonly #deps: AuthDeps
  readonly #forwards: boolean
  readonly #scopes: ReturnType<typeof refuseMissingScopes>

  constructor(kind: string, verifier: TokenVerifier, settings: TokenSettings, deps: AuthDeps) {
    this.#kind = kind
    this.#verifier = verifier
    this.#deps = deps
    this.#forwards = settings.forwardCredential
    this.#scopes = refuseMissingScopes(settings.requiredScopes, 'Bearer')
  }

  readonly guard: Guard = (ctx) => {
    const token = readBearer(ctx)
    if (token === undefined) return missing
    if (isRejection(token)) {
      this.#note(ctx, 'ambiguous', false)
      return token
    }
    if (!this.#forwards) hideCredential(ctx, bearerPlace)
    const remembered = this.#recall(ctx, token)
    if (remembered === undefined) return this.#verify(ctx, token)
    if (remembered.outcome === 'refused') this.#note(ctx, remembered.reason, false)
    return this.#decide(ctx, remembered, 'memory')
  }

  /** What was found before, while it holds: not past its time, and by the same keys. */
  #recall(ctx: RequestContext, token: string): SureVerdict | undefined {
    const remembered = this.#deps.tokens.get(this, token)
    if (remembered === undefined) return undefined
    const holds =
      ctx.now() < remembered.validUntilMs &&
      remembered.basis === this.#verifier.basis(ctx.waitUntil)
    return holds ? remembered.verdict : undefined
  }

  async #verify(ctx: RequestContext, token: string): Promise<Rejection | undefined> {
    const waitMs = this.#deps.failures.waitMs(ctx.clientIp)
    if (waitMs > 0) return tooManyAttempts(waitMs)
    const { verdict, basis } = await this.#verifier.verify(token, ctx.now(), ctx.waitUntil)
    if (verdict.outcome !== 'unavailable' && verdict.validUntilMs !== undefined)
      this.#deps.tokens.set(this, token, { basis, verdict, validUntilMs: verdict.validUntilMs })
    if (verdict.outcome === 'refused') this.#note(ctx, verdict.reason, verdict.mayBeGuess)
    return this.#decide(ctx, verdict, 'verified')
  }

  #decide(ctx: RequestContext, verdict: TokenVerdict, how: string): Rejection | undefined {
    if (ctx.trace !== undefined) ctx.decision = decisionOf(verdict, how)
    if (verdict.outcome === 'unavailable') return unavailable
    if (verdict.outcome === 'refused') return invalid(verdict.detail)
    ctx.principal = verdict.principal
    return this.#scopes(ctx)
  }

  #note(ctx: RequestContext, reason: FailureReason, mayBeGuess: boolean): void {
    const { endpointId, failures } = this.#deps
    const failure = { endpointId, kind: this.#kind, reason, ipAddress: ctx.clientIp, mayBeGuess }
    failures.note(failure, ctx.waitUntil)
  }
}

function decisionOf(verdict: TokenVerdict, how: string): Facts {
  const { outcome, facts } = verdict
  if (outcome === 'accepted') return { ...facts, subject: verdict.principal.id, how }
  return { ...facts, refusedFor: outcome === 'refused' ? verdict.reason : 'unavailable' }
}

/** RFC 6750 3.1 */
function invalid(detail: string): Rejection {
  return reject('invalid_token', {
    detail,
    headers: challenge('Bearer', { error: 'invalid_token', error_description: detail }),
  })
}
