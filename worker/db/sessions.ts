import { and, desc, eq, gt, lt, lte, ne, or } from 'drizzle-orm'

import { type AuditEntry, commit } from './commit.ts'
import type { Database } from './database.ts'
import { session, user } from './schema.ts'
import type { UserRow } from './users.ts'

export type SessionRow = typeof session.$inferSelect

/** The session with this token hash and its user. Whether it is still valid is the caller's decision. */
export async function findSession(
  db: Database,
  tokenHash: string,
): Promise<{ session: SessionRow; user: UserRow } | undefined> {
  const rows = await db
    .select()
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .where(eq(session.tokenHash, tokenHash))
    .limit(1)
  return rows[0]
}

/** Starts a session, notes the sign-in, and ends the session that the browser had before. */
export async function insertSession(
  db: Database,
  row: typeof session.$inferInsert,
  replacedTokenHash: string | undefined,
): Promise<void> {
  await db.batch([
    db.insert(session).values(row).onConflictDoNothing(),
    db.update(user).set({ lastSignInAt: row.createdAt }).where(eq(user.id, row.userId)),
    db.delete(session).where(eq(session.tokenHash, replacedTokenHash ?? '')),
  ])
}

export async function touchSession(db: Database, id: string, at: number): Promise<void> {
  await db.update(session).set({ lastSeenAt: at }).where(eq(session.id, id))
}

/** False when there is no such session of this user. */
export async function removeSession(db: Database, userId: string, id: string): Promise<boolean> {
  const removed = await db
    .delete(session)
    .where(and(eq(session.id, id), eq(session.userId, userId)))
    .returning({ id: session.id })
  return removed.length > 0
}

export function listSessions(
  db: Database,
  userId: string,
  page: { before?: string | undefined; limit: number; seenAfter: number; now: number },
): Promise<SessionRow[]> {
  return db
    .select()
    .from(session)
    .where(
      and(
        eq(session.userId, userId),
        gt(session.expiresAt, page.now),
        gt(session.lastSeenAt, page.seenAfter),
        page.before ? lt(session.id, page.before) : undefined,
      ),
    )
    .orderBy(desc(session.id))
    .limit(page.limit)
}

/** Sets the password and ends every other session of the user. */
export function changePassword(
  db: Database,
  change: { userId: string; passwordHash: string; keptSessionId: string },
  entry: AuditEntry,
) {
  return commit(db, entry, {
    statements: [
      db.update(user).set({ passwordHash: change.passwordHash }).where(eq(user.id, change.userId)),
      db
        .delete(session)
        .where(and(eq(session.userId, change.userId), ne(session.id, change.keptSessionId))),
    ],
  })
}

/** Housekeeping: sessions past their end, or unused since `seenBefore`. */
export async function removeExpiredSessions(
  db: Database,
  now: number,
  seenBefore: number,
): Promise<void> {
  await db
    .delete(session)
    .where(or(lte(session.expiresAt, now), lte(session.lastSeenAt, seenBefore)))
}
