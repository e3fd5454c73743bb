import { count, desc, eq, lt, sql } from 'drizzle-orm'

import type { Role } from '#contract/account.ts'

import { type AuditEntry, commit } from './commit.ts'
import type { Database } from './database.ts'
import { user } from './schema.ts'

export type UserRow = typeof user.$inferSelect

export async function findUser(db: Database, id: string): Promise<UserRow | undefined> {
  return (await db.select().from(user).where(eq(user.id, id)).limit(1))[0]
}

/** `email` in lower case. */
export async function findUserByEmail(db: Database, email: string): Promise<UserRow | undefined> {
  return (await db.select().from(user).where(eq(user.email, email)).limit(1))[0]
}

/** The owner who has been here longest: whom the development sign-in link signs in. */
export async function firstOwner(db: Database): Promise<UserRow | undefined> {
  return (await db.select().from(user).where(eq(user.role, 'owner')).orderBy(user.id).limit(1))[0]
}

export async function hasUsers(db: Database): Promise<boolean> {
  return ((await db.select({ users: count() }).from(user))[0]?.users ?? 0) > 0
}

export function listUsers(db: Database, page: { before?: string | undefined; limit: number }) {
  return db
    .select()
    .from(user)
    .where(page.before ? lt(user.id, page.before) : undefined)
    .orderBy(desc(user.id))
    .limit(page.limit)
}

/** Lost when anybody exists already, however many ask at once. */
export function insertFirstOwner(db: Database, row: typeof user.$inferInsert, entry: AuditEntry) {
  return commit(db, entry, {
    precondition: sql`(select ${row.id} where not exists (select 1 from ${user}))`,
    statements: [db.insert(user).values(row)],
  })
}

export function insertUser(db: Database, row: typeof user.$inferInsert, entry: AuditEntry) {
  return commit(db, entry, { statements: [db.insert(user).values(row)] })
}

/** Lost when the member is gone, has another role than `role` by now, or is the last owner and would not stay one. */
export function changeUser(
  db: Database,
  member: { readonly id: string; readonly role: Role },
  columns: { name?: string; role?: Role },
  entry: AuditEntry,
) {
  const staysOwner = member.role !== 'owner' || (columns.role ?? 'owner') === 'owner'
  return commit(db, entry, {
    precondition: memberWithRole(member, staysOwner),
    statements: [db.update(user).set(columns).where(eq(user.id, member.id))],
  })
}

/** Their sessions and tokens go with them. Lost as in changeUser. */
export function removeUser(
  db: Database,
  member: { readonly id: string; readonly role: Role },
  entry: AuditEntry,
) {
  return commit(db, entry, {
    precondition: memberWithRole(member, member.role !== 'owner'),
    statements: [db.delete(user).where(eq(user.id, member.id))],
  })
}

function memberWithRole(member: { id: string; role: Role }, alsoLastOwner: boolean) {
  const another = sql`(select count(*) from ${user} where ${user.role} = 'owner') > 1`
  return sql`(select ${user.id} from ${user} where ${user.id} = ${member.id} and ${user.role} = ${member.role} and ${alsoLastOwner ? sql`1` : another})`
}
