import { Tally } from '../lib/tally.ts'
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

/** Counts in the isolate and writes now and then: usage may show less than there was, never more. */
export function createKeyUsage({ now, wait, write, log }: KeyUsageDeps): KeyUsage {
  const counts = new Tally<UsageCount>({
    delayMs: flushEveryMs,
    now,
    wait,
    write,
    failed: (rows, error) =>
      log('uses of API keys could not be written', { keys: rows.length, error }),
  })
  return {
    note(keyId, wasRefused, waitUntil) {
      const at = now()
      const count = counts.row(keyId, () => unused(keyId, at), waitUntil)
      if (wasRefused) count.refused += 1
      else count.requests += 1
      count.lastUsedAt = at
    },
  }
}

function unused(keyId: string, at: number): UsageCount {
  const day = new Date(at).toISOString().slice(0, 10)
  return { keyId, day, requests: 0, refused: 0, lastUsedAt: at }
}
