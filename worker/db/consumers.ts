import { and, desc, eq, lt, sql } from 'drizzle-orm'

import { type AuditEntry, commit } from './commit.ts'
import { containsText } from './contains-text.ts'
import { nextCredentialGeneration } from './credential-generation.ts'
import type { Database } from './database.ts'
import { consumer, consumerKey } from './schema.ts'

export type ConsumerRow = typeof consumer.$inferSelect
/** A consumer with what its keys come to. */
export interface ConsumerSummary {
  readonly consumer: ConsumerRow
  /** Keys that are neither revoked nor expired. */
  readonly keyCount: number
  readonly lastUsedAt: number | null
}
export type ConsumerColumns = Pick<
  ConsumerRow,
  'name' | 'description' | 'roles' | 'scopes' | 'metadata' | 'isActive'
>

export async function findConsumer(
  db: Database,
  id: string,
  now: number,
): Promise<ConsumerSummary | undefined> {
  return (await summaries(db, now).where(eq(consumer.id, id)).limit(1))[0]
}

/** Newest first. `before` is the id of the last consumer already seen. */
export function listConsumers(
  db: Database,
  filter: {
    readonly search?: string | undefined
    readonly before?: string | undefined
    readonly limit: number
  },
  now: number,
): Promise<ConsumerSummary[]> {
  return summaries(db, now)
    .where(
      and(
        filter.search ? containsText(consumer.name, filter.search) : undefined,
        filter.before ? lt(consumer.id, filter.before) : undefined,
      ),
    )
    .orderBy(desc(consumer.id))
    .limit(filter.limit)
}

export function insertConsumer(db: Database, row: ConsumerRow, entry: AuditEntry) {
  return commit(db, entry, { statements: [db.insert(consumer).values(row)] })
}

/** Lost when it is gone or no longer has `revision`; `undefined` replaces whatever is there. */
export function changeConsumer(
  db: Database,
  id: string,
  save: { readonly revision: number | undefined; readonly columns: ConsumerColumns },
  entry: AuditEntry,
) {
  const isExpected =
    save.revision === undefined ? sql`1` : sql`${consumer.revision} = ${save.revision}`
  return commit(db, entry, {
    precondition: sql`(select ${consumer.id} from ${consumer} where ${consumer.id} = ${id} and ${isExpected})`,
    statements: [
      db
        .update(consumer)
        .set({ ...save.columns, revision: sql`${consumer.revision} + 1`, updatedAt: entry.at })
        .where(eq(consumer.id, id)),
      nextCredentialGeneration(db),
    ],
  })
}

/** Its keys go with it. Lost when it is gone. */
export function removeConsumer(db: Database, id: string, entry: AuditEntry) {
  return commit(db, entry, {
    precondition: sql`(select ${consumer.id} from ${consumer} where ${consumer.id} = ${id})`,
    statements: [db.delete(consumer).where(eq(consumer.id, id)), nextCredentialGeneration(db)],
  })
}

function summaries(db: Database, now: number) {
  const ofConsumer = sql`from ${consumerKey} where ${consumerKey.consumerId} = ${consumer.id}`
  const isUsable = sql`${consumerKey.revokedAt} is null and (${consumerKey.expiresAt} is null or ${consumerKey.expiresAt} > ${now})`
  return db
    .select({
      consumer,
      keyCount: sql<number>`(select count(*) ${ofConsumer} and ${isUsable})`,
      lastUsedAt: sql<number | null>`(select max(${consumerKey.lastUsedAt}) ${ofConsumer})`,
    })
    .from(consumer)
    .$dynamic()
}
