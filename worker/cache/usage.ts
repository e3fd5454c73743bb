import { Tally } from '../lib/tally.ts'
import type { CacheUsage, CacheVerdict } from './types.ts'

/** How long verdicts are only counted before they are written down. */
const flushEveryMs = 10_000

/** What the cache did for one endpoint on one day (UTC). */
export interface CacheCount extends Record<CacheVerdict, number> {
  readonly endpointId: string
  /** `2026-11-24` */
  readonly day: string
}

export interface CacheUsageDeps {
  readonly now: () => number
  readonly wait: (ms: number) => Promise<void>
  readonly write: (counts: readonly CacheCount[]) => Promise<void>
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}

/** Counts in the isolate and writes now and then: usage may show less than there was, never more. */
export function createCacheUsage({ now, wait, write, log }: CacheUsageDeps): CacheUsage {
  const counts = new Tally<CacheCount>({
    delayMs: flushEveryMs,
    now,
    wait,
    write,
    failed: (rows, error) =>
      log('uses of the cache could not be written', { endpoints: rows.length, error }),
  })
  return {
    note(endpointId, verdict, waitUntil) {
      counts.row(endpointId, () => unused(endpointId, now()), waitUntil)[verdict] += 1
    },
  }
}

function unused(endpointId: string, at: number): CacheCount {
  const day = new Date(at).toISOString().slice(0, 10)
  return { endpointId, day, hit: 0, stale: 0, miss: 0, bypass: 0 }
}
