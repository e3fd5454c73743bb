import { and, desc, eq, getTableColumns, gt, lt, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'

import {
  keptRequests,
  recordedForMinutes,
  type RecordedScope,
} from '#contract/recorded-requests.ts'

import { type AuditEntry, commit } from './commit.ts'
import type { Database } from './database.ts'
import { nextRoutingRevision } from './routing.ts'
import { endpoint, recordedRequest, recording } from './schema.ts'

const keptMs = recordedForMinutes * 60_000
const mostListed = 100

/** A request as it is written down. */
export type RecordedRow = typeof recordedRequest.$inferInsert
export type RecordingRow = typeof recording.$inferSelect

/** Isolates see it with the next route index. Lost when the endpoint is not live. */
export function startRecording(db: Database, row: RecordingRow, entry: AuditEntry) {
  const { until, startedBy } = row
  return commit(db, entry, {
    precondition: sql`(select ${endpoint.id} from ${endpoint} where ${endpoint.id} = ${row.endpointId} and ${endpoint.liveVersion} is not null)`,
    statements: [
      db
        .insert(recording)
        .values(row)
        .onConflictDoUpdate({ target: recording.endpointId, set: { until, startedBy } }),
      nextRoutingRevision(db),
    ],
  })
}

export function stopRecording(db: Database, endpointId: string, entry: AuditEntry) {
  const statements = [endOf(db, endpointId), nextRoutingRevision(db)]
  return commit(db, entry, { statements })
}

export function forgetRecorded(db: Database, endpointId: string, entry: AuditEntry) {
  const statements = [...withoutRecorded(db, endpointId), nextRoutingRevision(db)]
  return commit(db, entry, { statements })
}

/** Belongs into the batch that removes an endpoint. */
export function withoutRecorded(db: Database, endpointId: string): readonly BatchItem<'sqlite'>[] {
  return [
    endOf(db, endpointId),
    db.delete(recordedRequest).where(eq(recordedRequest.endpointId, endpointId)),
  ]
}

/** Writes a request while its endpoint is recorded, whatever an isolate still believes, and removes what is too many. */
export async function addRecorded(db: Database, row: RecordedRow): Promise<void> {
  const { endpointId, at } = row
  const isOn = sql`exists (select 1 from ${recording} where ${recording.endpointId} = ${endpointId} and ${recording.until} > ${at})`
  const own = eq(recordedRequest.endpointId, endpointId)
  const firstTooMany = db
    .select({ id: recordedRequest.id })
    .from(recordedRequest)
    .where(own)
    .orderBy(desc(recordedRequest.id))
    .limit(1)
    .offset(keptRequests)
  await db.batch([
    db.insert(recordedRequest).select(sql`select ${valuesOf(row)} where ${isOn}`),
    db.delete(recordedRequest).where(and(own, sql`${recordedRequest.id} <= ${firstTooMany}`)),
  ])
}

/** Newest first, without what was recorded, and what is recorded now. `endpointId` undefined: of all. */
export async function listRecorded(db: Database, now: number, endpointId: string | undefined) {
  const { scope: _, ...columns } = getTableColumns(recordedRequest)
  const own = endpointId === undefined ? undefined : eq(recordedRequest.endpointId, endpointId)
  const [items, recordings] = await db.batch([
    db
      .select({ ...columns, endpointName: endpoint.name })
      .from(recordedRequest)
      .innerJoin(endpoint, eq(endpoint.id, recordedRequest.endpointId))
      .where(and(own, isKept(now)))
      .orderBy(desc(recordedRequest.at), desc(recordedRequest.id))
      .limit(mostListed),
    db
      .select()
      .from(recording)
      .where(
        and(
          gt(recording.until, now),
          endpointId === undefined ? undefined : eq(recording.endpointId, endpointId),
        ),
      )
      .limit(mostListed),
  ])
  return { items, recordings }
}

export async function findRecorded(db: Database, now: number, id: string) {
  const rows = await db
    .select({ ...getTableColumns(recordedRequest), endpointName: endpoint.name })
    .from(recordedRequest)
    .innerJoin(endpoint, eq(endpoint.id, recordedRequest.endpointId))
    .where(and(eq(recordedRequest.id, id), isKept(now)))
    .limit(1)
  return rows[0]
}

/** Nobody can read them any more. */
export async function removeExpiredRecordings(db: Database, now: number): Promise<void> {
  await db.batch([
    db.delete(recordedRequest).where(lt(recordedRequest.at, now - keptMs)),
    db.delete(recording).where(lt(recording.until, now)),
  ])
}

const isKept = (now: number) => gt(recordedRequest.at, now - keptMs)

const endOf = (db: Database, endpointId: string) =>
  db.delete(recording).where(eq(recording.endpointId, endpointId))

/** In the order of the columns. */
function valuesOf(row: RecordedRow): SQL {
  const scope: RecordedScope = row.scope
  const { id, endpointId, at, version, method, path, status } = row
  const values = [id, endpointId, at, version, method, path, status, JSON.stringify(scope)]
  return sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )
}
