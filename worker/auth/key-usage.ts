import { Later } from '../lib/later.ts'
import type { KeyUsage } from './types.ts'

/** How long uses are only counted before they are written down. */
const flushEveryMs = 10_000

/** Uses of one key on one day (UTC). */
export interface UsageCount {
  readonly keyId: string
  /** `2026-11-24` */
  readonly day: string
  requests: number
  refused: number
  lastUsedAt: number
}

export interface KeyUsageDeps {
  readonly now: () => number
  readonly wait: (ms: number) => Promise<void>
  readonly write: (counts: readonly UsageCount[]) => Promise<void>
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}

/**
 * Counts in the isolate and writes now and then. A count whose write failed is dropped and logged: it may have
 * been written all the same, and usage must never show more than there was.
 */
export function createKeyUsage(deps: KeyUsageDeps): KeyUsage {
  let counts = new Map<string, UsageCount>()
  const later = new Later({
    ...deps,
    delayMs: flushEveryMs,
    run: async () => {
      const written = [...counts.values()]
      counts = new Map()
      try {
        await deps.write(written)
      } catch (error) {
        deps.log('uses of API keys could not be written', { keys: written.length, error })
      }
    },
  })
  return {
    note(keyId, wasRefused, waitUntil) {
      const at = deps.now()
      let count = counts.get(keyId)
      if (count === undefined) {
        const day = new Date(at).toISOString().slice(0, 10)
        count = { keyId, day, requests: 0, refused: 0, lastUsedAt: at }
        counts.set(keyId, count)
      }
      if (wasRefused) count.refused += 1
      else count.requests += 1
      count.lastUsedAt = at
      later.ask(waitUntil)
    },
  }
}
