import { countedAt, emptyLedger, endOf, type Ledger } from './ledger.ts'
import { freeIn, issueIn, readyIn, type Rolling, second, settleIn } from './rolling.ts'
import type { Strategy } from './types.ts'

export interface SlidingWindow {
  readonly at: number
  /** Tokens that may have been spent within the last minute. */
  readonly minute: Ledger
  /** Of these, within the last second; kept where there is a burst limit. */
  readonly burst: Ledger
}

const minute = (limit: number): Rolling => ({ lengthMs: 60_000, limit })

/** Pure. No minute, wherever it starts, holds more than the limit. */
export const slidingWindow = {
  start: (now) => ({ at: now, minute: emptyLedger, burst: emptyLedger }),
  advance(state, clock) {
    const at = Math.max(clock, state.at)
    return { at, minute: countedAt(state.minute, at), burst: countedAt(state.burst, at) }
  },
  free: (state, { limit, burst }) =>
    Math.min(
      freeIn(state.minute, minute(limit)),
      burst === undefined ? Infinity : freeIn(state.burst, second(burst)),
    ),
  readyAt({ at, ...state }, count, { limit, burst }) {
    const inMinute = readyIn(state.minute, at, count, minute(limit))
    return burst === undefined
      ? inMinute
      : Math.max(inMinute, readyIn(state.burst, at, count, second(burst)))
  },
  leaseLimit: () => Infinity,
  issue(state, count, leaseEnd, { limit, burst }) {
    const issued = { leaseEnd, count }
    return {
      at: state.at,
      minute: issueIn(state.minute, issued, minute(limit)),
      burst: burst === undefined ? state.burst : issueIn(state.burst, issued, second(burst)),
    }
  },
  settle: ({ at, ...state }, lease, { limit, burst }) => ({
    at,
    minute: settleIn(state.minute, at, lease, minute(limit)),
    burst: burst === undefined ? state.burst : settleIn(state.burst, at, lease, second(burst)),
  }),
  idleAt: ({ minute, burst }) => Math.max(endOf(minute), endOf(burst)),
} satisfies Strategy<SlidingWindow>
