import { add, countedAt, emptyLedger, endOf, type Ledger, takeOut, total } from './ledger.ts'
import type { Policy, Strategy } from './types.ts'

export interface TokenBucket {
  readonly at: number
  /** Sixty-thousandths of a token, whole: a bucket gains its limit of them each millisecond. */
  readonly level: number
  /** Tokens issued, and possibly not spent yet. */
  readonly leases: Ledger
}

/** Units in a token: milliseconds in a minute, so refilling needs no fractions. */
const unit = 60_000

/**
 * Pure. A bucket of `burst` tokens that refills evenly. What it holds and what it has lent never exceed its size
 * together, so in any time d no more than size + rate × d are spent.
 */
export const tokenBucket = {
  start: (now, policy) => ({ at: now, level: sizeOf(policy) * unit, leases: emptyLedger }),
  advance(state, clock, policy) {
    const at = Math.max(clock, state.at)
    let { level, leases, at: from } = state
    // Room is made whenever a lease ends, and only refills from then on.
    for (const { until } of leases) {
      if (until > at) break
      level = refilled(level, until - from, total(leases), policy)
      leases = countedAt(leases, until)
      from = until
    }
    return { at, level: refilled(level, at - from, total(leases), policy), leases }
  },
  free: ({ level }) => Math.floor(level / unit),
  readyAt({ at, level, leases }, count, policy) {
    if (count * unit <= level) return at
    if (count > sizeOf(policy)) return Infinity
    let from = at
    for (const { until } of leases) {
      const lent = total(countedAt(leases, from))
      const filledAt = from + Math.ceil((count * unit - level) / policy.limit)
      if (filledAt <= until && count + lent <= sizeOf(policy)) return filledAt
      level = refilled(level, until - from, lent, policy)
      from = until
    }
    return from + Math.max(0, Math.ceil((count * unit - level) / policy.limit))
  },
  leaseLimit: () => Infinity,
  issue: (state, count, leaseEnd) => ({
    at: state.at,
    level: state.level - count * unit,
    leases: leaseEnd > state.at ? add(state.leases, leaseEnd, count) : state.leases,
  }),
  settle(state, { leaseEnd, granted, unused }) {
    const { ledger, taken } = takeOut(state.leases, leaseEnd, granted)
    const back = Math.min(taken, unused)
    return { at: state.at, level: state.level + back * unit, leases: ledger }
  },
  idleAt({ at, level, leases }, policy) {
    const missing = Math.max(0, sizeOf(policy) * unit - level)
    return Math.max(at, endOf(leases)) + Math.ceil(missing / policy.limit)
  },
} satisfies Strategy<TokenBucket>

function sizeOf({ burst, limit }: Policy): number {
  return burst ?? limit
}

/** Never above the room that leases leave, which is below 0 when the size was lowered while they are out. */
function refilled(level: number, elapsedMs: number, lent: number, policy: Policy): number {
  const room = (sizeOf(policy) - lent) * unit
  const enough = Math.max(0, Math.ceil((room - level) / policy.limit))
  return Math.min(room, level + Math.min(elapsedMs, enough) * policy.limit)
}
