/** Failed attempts that may follow each other before waiting starts. */
const freeAttempts = 5
const firstWaitMs = 30_000
const longestWaitMs = 15 * 60_000
/** After this long without a failure everything is forgiven. */
const forgetAfterMs = 60 * 60_000

/** Failed sign-ins of one account or address. */
export interface ThrottleState {
  readonly failures: number
  readonly lastFailureAt: number
}

export const noFailures: ThrottleState = { failures: 0, lastFailureAt: 0 }

/** How long an attempt must still wait. 0: it may go ahead. Unit: ms. */
export function waitMs(state: ThrottleState, now: number, freeAttemptFactor = 1): number {
  if (isForgotten(state, now)) return 0
  const excess = state.failures - freeAttempts * freeAttemptFactor
  if (excess < 0) return 0
  const pauseMs = Math.min(firstWaitMs * 2 ** Math.min(excess, 10), longestWaitMs)
  return Math.max(0, state.lastFailureAt + pauseMs - now)
}

/** An attempt counts as failed from its start, so that parallel guesses count too; success clears it. */
export function withAttempt(state: ThrottleState, now: number): ThrottleState {
  const failures = isForgotten(state, now) ? 0 : state.failures
  return { failures: failures + 1, lastFailureAt: now }
}

/** Takes one attempt back. */
export function withoutAttempt(state: ThrottleState): ThrottleState {
  return { ...state, failures: Math.max(0, state.failures - 1) }
}

/** When the state can be dropped. */
export function forgetAt(state: ThrottleState): number {
  return state.lastFailureAt + forgetAfterMs
}

function isForgotten(state: ThrottleState, now: number): boolean {
  return now >= forgetAt(state)
}
