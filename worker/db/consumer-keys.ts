import { and, desc, eq, gte, isNull, lt, sql } from 'drizzle-orm'

import { type AuditEntry, commit } from './commit.ts'
import { nextCredentialGeneration } from './credential-generation.ts'
import type { Database } from './database.ts'
import { consumer, consumerKey, consumerKeyUsage } from './schema.ts'

export type KeyRow = typeof consumerKey.$inferSelect
export type KeyColumns = Pick<
  KeyRow,
  'name' | 'notBefore' | 'expiresAt' | 'allowedIps' | 'endpoints' | 'roles'
>

/** Roles of the consumer that the key carries; a role the consumer lost is none of them. */
export function rolesOfKey(
  key: Pick<KeyRow, 'roles'>,
  consumer: { readonly roles: readonly string[] },
): readonly string[] {
  if (key.roles.length === 0) return consumer.roles
  return consumer.roles.filter((role) => key.roles.includes(role))
}

export async function findKey(db: Database, id: string): Promise<KeyRow | undefined> {
  return (await db.select().from(consumerKey).where(eq(consumerKey.id, id)).limit(1))[0]
}

/** Newest first. `before` is the id of the last key already seen. */
export function listKeys(
  db: Database,
  consumerId: string,
  page: { readonly before?: string | undefined; readonly limit: number },
): Promise<KeyRow[]> {
  return db
    .select()
    .from(consumerKey)
    .where(
      and(
        eq(consumerKey.consumerId, consumerId),
        page.before ? lt(consumerKey.id, page.before) : undefined,
      ),
    )
    .orderBy(desc(consumerKey.id))
    .limit(page.limit)
}

/** Lost when its consumer is gone. The generation moves: the new prefix may be remembered as unknown. */
export function insertKey(db: Database, row: KeyRow, entry: AuditEntry) {
  return commit(db, entry, {
    precondition: sql`(select ${row.id} from ${consumer} where ${consumer.id} = ${row.consumerId})`,
    statements: [db.insert(consumerKey).values(row), nextCredentialGeneration(db)],
  })
}

/** Lost when the key is gone or revoked. */
export function changeKey(db: Database, id: string, columns: KeyColumns, entry: AuditEntry) {
  return commit(db, entry, {
    precondition: unrevoked(id),
    statements: [
      db.update(consumerKey).set(columns).where(eq(consumerKey.id, id)),
      nextCredentialGeneration(db),
    ],
  })
}

/** Adds `next` and lets `old` end at `endsAt`. Lost when the old key is gone, revoked or already replaced. */
export function replaceKey(
  db: Database,
  old: { readonly id: string; readonly endsAt: number },
  next: KeyRow,
  entry: AuditEntry,
) {
  return commit(db, entry, {
    precondition: sql`(select ${consumerKey.id} from ${consumerKey} where ${consumerKey.id} = ${old.id} and ${consumerKey.revokedAt} is null and ${consumerKey.replacedBy} is null)`,
    statements: [
      db.insert(consumerKey).values(next),
      db
        .update(consumerKey)
        .set({ expiresAt: old.endsAt, replacedBy: next.id })
        .where(eq(consumerKey.id, old.id)),
      nextCredentialGeneration(db),
    ],
  })
}

/** Lost when the key is gone or revoked already. */
export function revokeKey(db: Database, id: string, entry: AuditEntry) {
  return commit(db, entry, {
    precondition: unrevoked(id),
    statements: [
      db
        .update(consumerKey)
        .set({ revokedAt: entry.at })
        .where(and(eq(consumerKey.id, id), isNull(consumerKey.revokedAt))),
      nextCredentialGeneration(db),
    ],
  })
}

/** Days on which the key was used, oldest first. `sinceDay`: such as 2026-11-24. */
export function usageOf(db: Database, keyId: string, sinceDay: string) {
  return db
    .select({
      day: consumerKeyUsage.day,
      requests: consumerKeyUsage.requests,
      refused: consumerKeyUsage.refused,
    })
    .from(consumerKeyUsage)
    .where(and(eq(consumerKeyUsage.keyId, keyId), gte(consumerKeyUsage.day, sinceDay)))
    .orderBy(consumerKeyUsage.day)
}

function unrevoked(id: string) {
  return sql`(select ${consumerKey.id} from ${consumerKey} where ${consumerKey.id} = ${id} and ${consumerKey.revokedAt} is null)`
}
