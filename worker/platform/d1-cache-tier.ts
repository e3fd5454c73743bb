import { decodeAnswers } from '../cache/answer-encoding.ts'
import type { CacheTier } from '../cache/types.ts'
import { findCached, putCached, removeCached } from '../db/cached-answers.ts'
import type { Database } from '../db/database.ts'
import { type AnswerTierDeps, encodeFitting, lastExpiry, usable } from './cache-tier.ts'

/** D1 takes rows of 2 MB, and base64 makes four bytes of three. */
export const largestD1ValueBytes = 1_400_000
/** D1 ends at 10 GB: cached answers must never keep a configuration from being saved. */
const largestDatabaseBytes = 5_000_000_000
const pauseMs = 60_000

export interface D1TierDeps extends AnswerTierDeps {
  /** A caller waits for it. */
  readonly readDb: Database
  readonly db: Database
  readonly largestDatabaseBytes?: number
}

/** Answers in D1, one row per key. */
export function createD1Tier({ readDb, db, ...deps }: D1TierDeps): CacheTier {
  const { now, log } = deps
  const limitBytes = deps.largestDatabaseBytes ?? largestDatabaseBytes
  let pausedUntil = Number.NEGATIVE_INFINITY
  return {
    async get(key) {
      const value = await findCached(readDb, key, now())
      return value === undefined ? undefined : usable(decodeAnswers(value), key, deps)
    },
    async put(key, answers) {
      const value = encodeFitting(answers, largestD1ValueBytes)
      if (value === undefined || now() < pausedUntil) return
      const row = { key, value, storedAt: now(), expiresAt: lastExpiry(answers) }
      const databaseBytes = await putCached(db, row)
      if (databaseBytes <= limitBytes) return
      pausedUntil = now() + pauseMs
      log('the database is too large to keep cached answers in it', { databaseBytes })
    },
    delete: (key) => removeCached(db, key),
  }
}
