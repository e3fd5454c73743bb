import { and, desc, eq, lt, sql } from 'drizzle-orm'

import { keptCalls } from '#contract/integration-calls.ts'

import type { CallRow } from '../integrations/call-log.ts'
import type { Database } from './database.ts'
import { integrationCall } from './schema.ts'

/** D1 takes 100 parameters a statement, and a row has 14. */
const rowsPerStatement = 7

interface Shelf {
  readonly endpointId: string
  readonly integrationId: string
  readonly isFailure: boolean
}

/** Newest first; `isFailure` undefined: both. */
export function listCalls(
  db: Database,
  {
    endpointId,
    integrationId,
    isFailure,
  }: Omit<Shelf, 'isFailure'> & { readonly isFailure: boolean | undefined },
): Promise<(typeof integrationCall.$inferSelect)[]> {
  return db
    .select()
    .from(integrationCall)
    .where(
      and(
        eq(integrationCall.endpointId, endpointId),
        eq(integrationCall.integrationId, integrationId),
        isFailure === undefined ? undefined : eq(integrationCall.isFailure, isFailure),
      ),
    )
    .orderBy(desc(integrationCall.at), desc(integrationCall.requestId))
    .limit(2 * keptCalls)
}

/** Adds calls, and removes those of the same integration and outcome that are too many, in one batch. */
export async function addCalls(db: Database, calls: readonly CallRow[]): Promise<void> {
  const rows = calls.map((call) => ({
    ...call,
    status: call.status ?? null,
    code: call.code ?? null,
    fallback: call.fallback ?? null,
    breaker: call.breaker ?? null,
  }))
  const shelves = new Map(rows.map((row) => [shelfKey(row), row]))
  const statements = []
  for (let at = 0; at < rows.length; at += rowsPerStatement)
    statements.push(
      db
        .insert(integrationCall)
        .values(rows.slice(at, at + rowsPerStatement))
        // Two that began in the same millisecond of the same request count as one.
        .onConflictDoNothing(),
    )
  const trims = [...shelves.values()].map((row) => trim(db, row))
  const [first, ...rest] = [...statements, ...trims]
  if (first !== undefined) await db.batch([first, ...rest])
}

export async function removeCallsBefore(db: Database, at: number): Promise<void> {
  await db.delete(integrationCall).where(lt(integrationCall.at, at))
}

const shelfKey = ({ endpointId, integrationId, isFailure }: Shelf): string =>
  JSON.stringify([endpointId, integrationId, isFailure])

/** Failures have room of their own: no number of successes displaces them. */
function trim(db: Database, { endpointId, integrationId, isFailure }: Shelf) {
  const own = and(
    eq(integrationCall.endpointId, endpointId),
    eq(integrationCall.integrationId, integrationId),
    eq(integrationCall.isFailure, isFailure),
  )
  const tooOld = db
    .select({ at: integrationCall.at })
    .from(integrationCall)
    .where(own)
    .orderBy(desc(integrationCall.at), desc(integrationCall.requestId))
    .limit(1)
    .offset(keptCalls)
  return db.delete(integrationCall).where(and(own, sql`${integrationCall.at} <= ${tooOld}`))
}
