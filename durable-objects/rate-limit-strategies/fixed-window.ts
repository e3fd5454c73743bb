import { countedAt, emptyLedger, endOf, type Ledger } from './ledger.ts'
import { freeIn, issueIn, readyIn, second, settleIn } from './rolling.ts'
import type { Policy, Strategy } from './types.ts'

export interface FixedWindow {
  readonly at: number
  /** The window lasts until before then. */
  readonly end: number
  readonly used: number
  /** Tokens that may have been spent within the last second; kept where there is a burst limit. */
  readonly burst: Ledger
}

/** Pure. So many tokens between two marks of the clock: each minute, calendar day or month (UTC). */
export const fixedWindow = {
  start: (now, policy) => ({
    at: now,
    end: endOfWindow(now, policy),
    used: 0,
    burst: emptyLedger,
  }),
  advance(state, clock, policy) {
    const at = Math.max(clock, state.at)
    const burst = countedAt(state.burst, at)
    const end = endOfWindow(at, policy)
    if (at < state.end && end === state.end) return { ...state, at, burst }
    // A window that has not ended when its period is changed goes on being counted: nobody gains by a change.
    return { at, end, used: at >= state.end ? 0 : state.used, burst }
  },
  free: ({ used, burst }, { limit, burst: cap }) =>
    Math.min(limit - used, cap === undefined ? Infinity : freeIn(burst, second(cap))),
  readyAt({ at, used, end, burst }, count, { limit, burst: cap }) {
    if (count > limit) return Infinity
    const inWindow = used + count <= limit ? at : end
    return cap === undefined ? inWindow : Math.max(inWindow, readyIn(burst, at, count, second(cap)))
  },
  leaseLimit: ({ end }) => end,
  issue: (state, count, leaseEnd, { burst: cap }) => ({
    ...state,
    used: state.used + count,
    burst: cap === undefined ? state.burst : issueIn(state.burst, { leaseEnd, count }, second(cap)),
  }),
  settle(state, lease, { burst: cap }) {
    if (state.at >= lease.leaseEnd || lease.leaseEnd > state.end) return state
    return {
      ...state,
      used: Math.max(0, state.used - lease.unused),
      burst: cap === undefined ? state.burst : settleIn(state.burst, state.at, lease, second(cap)),
    }
  },
  idleAt: ({ end, burst }) => Math.max(end, endOf(burst)),
} satisfies Strategy<FixedWindow>

const minuteMs = 60_000

function endOfWindow(now: number, { period }: Policy): number {
  if (period === 'minute') return now - (now % minuteMs) + minuteMs
  const date = new Date(now)
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
  return period === 'day' ? Date.UTC(year, month, day + 1) : Date.UTC(year, month + 1)
}
