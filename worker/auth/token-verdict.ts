import type { FailureReason } from '#contract/failure-reason.ts'

import type { Principal } from '../context.ts'
import type { WaitUntil } from '../lib/wait-until.ts'

/** What decided, for the author's trace: names, places and claims of the token, never the token. */
export type Facts = Readonly<Record<string, unknown>>

export interface AcceptedToken {
  readonly outcome: 'accepted'
  readonly principal: Principal
  /** From then on it is not accepted any more. Milliseconds since the epoch; Infinity: never. */
  readonly validUntilMs: number
  readonly facts: Facts
}

export interface RefusedToken {
  readonly outcome: 'refused'
  /** Stable, such as `expired`. */
  readonly reason: FailureReason
  /** For the caller: says nothing of a token that is not known to be the issuer's. */
  readonly detail: string
  /** True when it may be made up, false when it was once good. */
  readonly mayBeGuess: boolean
  /** The same answer may be given until then. Absent: each time anew. */
  readonly validUntilMs?: number
  readonly facts: Facts
}

/** Nobody can tell whether the token is right. */
export interface UnknownToken {
  readonly outcome: 'unavailable'
  readonly facts: Facts
}

export type SureVerdict = AcceptedToken | RefusedToken
export type TokenVerdict = SureVerdict | UnknownToken

/** Tells what a token is worth, by one kind of authentication. */
export interface TokenVerifier {
  /**
   * What verdicts rest on beside the token itself: a verdict holds while this is the same. Undefined: nothing
   * may be said without asking.
   */
  basis(waitUntil: WaitUntil): unknown
  /** `basis` of the verdict too: what it rests on. */
  verify(
    token: string,
    now: number,
    waitUntil: WaitUntil,
  ): Promise<{ readonly verdict: TokenVerdict; readonly basis: unknown }>
}

export function refused(
  reason: FailureReason,
  detail: string,
  more: Partial<Pick<RefusedToken, 'mayBeGuess' | 'validUntilMs' | 'facts'>> = {},
): RefusedToken {
  return { outcome: 'refused', reason, detail, mayBeGuess: false, facts: {}, ...more }
}
