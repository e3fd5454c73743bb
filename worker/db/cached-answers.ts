import { Buffer } from 'node:buffer'

import { and, eq, gt, sql } from 'drizzle-orm'

import type { Database } from './database.ts'
import { cachedAnswer } from './schema.ts'

/** What stays after a sweep, newest first. */
const keptRows = 50_000
const keptBytes = 1_073_741_824

export async function findCached(
  db: Database,
  key: string,
  now: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const rows = await db
    .select({ value: cachedAnswer.value })
    .from(cachedAnswer)
    .where(and(eq(cachedAnswer.key, key), gt(cachedAnswer.expiresAt, now)))
    .limit(1)
  return rows[0] && new Uint8Array(Buffer.from(rows[0].value, 'base64'))
}

/** Replaces what was there. Answers how large the whole database is now, in bytes. */
export async function putCached(
  db: Database,
  row: {
    readonly key: string
    readonly value: Uint8Array<ArrayBuffer>
    readonly storedAt: number
    readonly expiresAt: number
  },
): Promise<number> {
  const columns = { ...row, value: Buffer.from(row.value).toString('base64') }
  const { meta } = await db
    .insert(cachedAnswer)
    .values(columns)
    .onConflictDoUpdate({ target: cachedAnswer.key, set: columns })
  return meta.size_after
}

export async function removeCached(db: Database, key: string): Promise<void> {
  await db.delete(cachedAnswer).where(eq(cachedAnswer.key, key))
}

/** Housekeeping: removes what has expired, then the oldest beyond so many rows and bytes. */
export async function sweepCached(
  db: Database,
  now: number,
  { rows = keptRows, bytes = keptBytes } = {},
): Promise<void> {
  const newest = sql`${cachedAnswer.storedAt} desc, ${cachedAnswer.key}`
  await db.batch([
    db.delete(cachedAnswer).where(sql`${cachedAnswer.expiresAt} <= ${now}`),
    db.delete(cachedAnswer).where(
      sql`${cachedAnswer.key} in (
        select key from (
          select ${cachedAnswer.key} as key,
            row_number() over (order by ${newest}) as place,
            sum(octet_length(${cachedAnswer.value})) over (order by ${newest} rows unbounded preceding) as total
          from ${cachedAnswer}
        ) where place > ${rows} or total > ${bytes})`,
    ),
  ])
}
