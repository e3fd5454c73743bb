import type { Caching } from '#contract/caching.ts'

import { type CacheAges, cachePhases } from './cache-ages.ts'

/** Dollars per million, list prices of Cloudflare beyond what a plan includes. */
const prices = { kv: 5, database: 1 } as const
const monthSeconds = 30 * 86_400
/** What lasts less is not written beyond memory. */
const leastSeconds = 60

export interface CacheCost {
  readonly tier: keyof typeof prices
  /** How long until an answer is written again. */
  readonly everySeconds: number
  /** Writes in 30 days. */
  readonly writesEach: number
  readonly writes: number
  readonly dollars: number
}

/** What `answers` different ones cost that are asked for all the time; undefined: memory is free. */
export function cacheCost(
  { strategy, ...ages }: CacheAges & Pick<Caching, 'strategy'>,
  answers: number,
): CacheCost | undefined {
  if (strategy === 'memory') return undefined
  const lastsSeconds = Math.max(...cachePhases(ages).map(({ toSeconds }) => toSeconds))
  const writesEach = lastsSeconds < leastSeconds ? 0 : Math.ceil(monthSeconds / ages.ttl)
  const writes = writesEach * answers
  const dollars = (writes / 1_000_000) * prices[strategy]
  return { tier: strategy, everySeconds: ages.ttl, writesEach, writes, dollars }
}
