import type { Caching } from '#contract/caching.ts'

/** Dollars per million, list prices of Cloudflare beyond what a plan includes. */
const prices = { kv: 5, database: 1 } as const
const monthSeconds = 30 * 86_400

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
  { strategy, ttl }: Pick<Caching, 'strategy' | 'ttl'>,
  answers: number,
): CacheCost | undefined {
  if (strategy === 'memory') return undefined
  const writesEach = Math.ceil(monthSeconds / ttl)
  const writes = writesEach * answers
  const dollars = (writes / 1_000_000) * prices[strategy]
  return { tier: strategy, everySeconds: ttl, writesEach, writes, dollars }
}
