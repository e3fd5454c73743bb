import { add, type Ledger, takeOut, total, whenEnded } from './ledger.ts'
import type { Settlement } from './types.ts'

/** Up to so many tokens, a window remembers each at its own millisecond. */
const exactUpTo = 1_000

/**
 * A window that rolls: whatever interval of `lengthMs` is looked at, no more than `limit` tokens were spent in it.
 * A token counts until `lengthMs` after the last moment at which it may be spent. So when one is issued, every
 * token that may fall into an interval with it is still counted.
 */
export interface Rolling {
  readonly lengthMs: number
  readonly limit: number
}

export const second = (limit: number): Rolling => ({ lengthMs: 1_000, limit })

export function freeIn(ledger: Ledger, { limit }: Rolling): number {
  return limit - total(ledger)
}

/** Infinity when `count` is more than the window ever admits. */
export function readyIn(ledger: Ledger, now: number, count: number, { limit }: Rolling): number {
  const missing = total(ledger) + count - limit
  if (count > limit) return Infinity
  return missing <= 0 ? now : whenEnded(ledger, missing)
}

export function issueIn(
  ledger: Ledger,
  { leaseEnd, count }: { leaseEnd: number; count: number },
  window: Rolling,
): Ledger {
  return add(ledger, countedUntil(leaseEnd, window), count)
}

export function settleIn(
  ledger: Ledger,
  now: number,
  { leaseEnd, granted, unused }: Settlement,
  window: Rolling,
): Ledger {
  // Of a lease that has ended, what was not spent counts like the rest.
  if (now >= leaseEnd) return ledger
  const { ledger: rest, taken } = takeOut(ledger, countedUntil(leaseEnd, window), granted)
  const spent = Math.max(0, taken - unused)
  return spent === 0 ? rest : add(rest, countedUntil(now, window), spent)
}

/** Large windows round up to a thousandth, which bounds what is remembered and never admits too much. */
function countedUntil(spentBy: number, { lengthMs, limit }: Rolling): number {
  const grainMs = limit <= exactUpTo ? 1 : Math.max(1, lengthMs / exactUpTo)
  return Math.ceil((spentBy + lengthMs) / grainMs) * grainMs
}
