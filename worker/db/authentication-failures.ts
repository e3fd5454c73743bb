import { and, desc, eq, lt, or } from 'drizzle-orm'

import type { FailureCount } from '../auth/failure-log.ts'
import type { NewId } from '../platform/id.ts'
import { containsText } from './contains-text.ts'
import type { Database } from './database.ts'
import { authenticationFailure } from './schema.ts'

/** D1 takes 100 parameters a statement, and a row has 8. */
const rowsPerStatement = 12

/** Newest first. `before` is the id of the last one already seen. */
export function listFailures(
  db: Database,
  filter: {
    readonly endpointId?: string | undefined
    readonly kind?: string | undefined
    readonly reason?: string | undefined
    readonly search?: string | undefined
    readonly before?: string | undefined
    readonly limit: number
  },
): Promise<(typeof authenticationFailure.$inferSelect)[]> {
  return db
    .select()
    .from(authenticationFailure)
    .where(
      and(
        filter.endpointId ? eq(authenticationFailure.endpointId, filter.endpointId) : undefined,
        filter.kind ? eq(authenticationFailure.kind, filter.kind) : undefined,
        filter.reason ? eq(authenticationFailure.reason, filter.reason) : undefined,
        filter.search
          ? or(
              containsText(authenticationFailure.keyPrefix, filter.search),
              containsText(authenticationFailure.ipAddress, filter.search),
            )
          : undefined,
        filter.before ? lt(authenticationFailure.id, filter.before) : undefined,
      ),
    )
    .orderBy(desc(authenticationFailure.id))
    .limit(filter.limit)
}

export async function addFailures(
  db: Database,
  failures: readonly FailureCount[],
  newId: NewId,
): Promise<void> {
  const rows = failures.map((failure) => ({
    id: newId('authenticationFailure'),
    ...failure,
    keyPrefix: failure.keyPrefix ?? null,
    ipAddress: failure.ipAddress || null,
  }))
  const statements = []
  for (let at = 0; at < rows.length; at += rowsPerStatement)
    statements.push(db.insert(authenticationFailure).values(rows.slice(at, at + rowsPerStatement)))
  const [first, ...rest] = statements
  if (first !== undefined) await db.batch([first, ...rest])
}

export async function removeFailuresBefore(db: Database, at: number): Promise<void> {
  await db.delete(authenticationFailure).where(lt(authenticationFailure.at, at))
}
