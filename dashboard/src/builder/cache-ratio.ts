import type { CacheUsage } from '#contract/cache-routes.ts'

/** What the cache did, best first. */
export const cacheVerdicts = ['hit', 'stale', 'miss', 'bypass'] as const
export type CacheVerdict = (typeof cacheVerdicts)[number]

export interface CacheRatio {
  readonly requests: number
  readonly counts: Readonly<Record<CacheVerdict, number>>
  /** Of all requests, answered from the cache: hits and stale answers. From 0 to 1. */
  readonly fromCache: number
}

const dayMs = 86_400_000

/** The last days up to now, days of UTC; undefined: no request on them. */
export function cacheRatio(
  rows: readonly CacheUsage[],
  days: number,
  nowMs: number,
): CacheRatio | undefined {
  const since = new Date(nowMs - (days - 1) * dayMs).toISOString().slice(0, 10)
  const counts = { hit: 0, stale: 0, miss: 0, bypass: 0 }
  for (const row of rows.filter(({ day }) => day >= since))
    for (const verdict of cacheVerdicts) counts[verdict] += row[verdict]
  const { hit, stale, miss, bypass } = counts
  const requests = hit + stale + miss + bypass
  return requests === 0 ? undefined : { requests, counts, fromCache: (hit + stale) / requests }
}
