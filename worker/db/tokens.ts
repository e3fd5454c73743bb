import { and, desc, eq, lt, sql } from 'drizzle-orm'

import { type AuditEntry, commit } from './commit.ts'
import type { Database } from './database.ts'
import { apiToken, user } from './schema.ts'
import type { UserRow } from './users.ts'

export type TokenRow = typeof apiToken.$inferSelect

/** The token with this hash and its user. Whether it has expired is the caller's decision. */
export async function findToken(
  db: Database,
  tokenHash: string,
): Promise<{ token: TokenRow; user: UserRow } | undefined> {
  const rows = await db
    .select({ token: apiToken, user })
    .from(apiToken)
    .innerJoin(user, eq(user.id, apiToken.userId))
    .where(eq(apiToken.tokenHash, tokenHash))
    .limit(1)
  return rows[0]
}

export function listTokens(
  db: Database,
  userId: string,
  page: { before?: string | undefined; limit: number },
): Promise<TokenRow[]> {
  return db
    .select()
    .from(apiToken)
    .where(and(eq(apiToken.userId, userId), page.before ? lt(apiToken.id, page.before) : undefined))
    .orderBy(desc(apiToken.id))
    .limit(page.limit)
}

export function insertToken(db: Database, row: typeof apiToken.$inferInsert, entry: AuditEntry) {
  return commit(db, entry, { statements: [db.insert(apiToken).values(row)] })
}

/** Lost when there is no such token of this user. */
export function removeToken(
  db: Database,
  token: { readonly id: string; readonly userId: string },
  entry: AuditEntry,
) {
  return commit(db, entry, {
    precondition: sql`(select ${apiToken.id} from ${apiToken} where ${apiToken.id} = ${token.id} and ${apiToken.userId} = ${token.userId})`,
    statements: [db.delete(apiToken).where(eq(apiToken.id, token.id))],
  })
}

export async function noteTokenUse(db: Database, id: string, at: number): Promise<void> {
  await db.update(apiToken).set({ lastUsedAt: at }).where(eq(apiToken.id, id))
}
