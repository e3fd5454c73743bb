import { and, desc, eq, getTableColumns, isNotNull, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'

import type { EndpointDraft, EndpointMethod, endpointStates } from '#contract/endpoint.ts'

import { endpointTag } from '../cache/tags.ts'
import { purgeTags } from './cache-purges.ts'
import { type AuditEntry, commit } from './commit.ts'
import { containsText } from './contains-text.ts'
import type { Database } from './database.ts'
import { endpoint, endpointVersion } from './schema.ts'
import { withoutRecorded } from './recorded-requests.ts'
import { nextRoutingRevision } from './routing.ts'

export type EndpointRow = typeof endpoint.$inferSelect
export type EndpointListRow = Omit<EndpointRow, 'draft'>

/** A route that cannot be told apart from another one: method and shape of its path. */
export interface RouteOwner {
  readonly id: string
  readonly name: string
}

export async function findEndpoint(db: Database, id: string): Promise<EndpointRow | undefined> {
  return (await db.select().from(endpoint).where(eq(endpoint.id, id)).limit(1))[0]
}

/** Newest first. `before` is the id of the last endpoint already seen. */
export function listEndpoints(
  db: Database,
  filter: {
    readonly q?: string | undefined
    readonly method?: string | undefined
    readonly state?: (typeof endpointStates)[number] | undefined
    readonly before?: string | undefined
    readonly limit: number
  },
): Promise<EndpointListRow[]> {
  const { draft: _draft, ...columns } = getTableColumns(endpoint)
  return db
    .select(columns)
    .from(endpoint)
    .where(
      and(
        filter.q
          ? or(containsText(endpoint.name, filter.q), containsText(endpoint.path, filter.q))
          : undefined,
        filter.method
          ? eq(endpoint.method, filter.method.toUpperCase() as EndpointMethod)
          : undefined,
        filter.state ? inState(filter.state) : undefined,
        filter.before ? lt(endpoint.id, filter.before) : undefined,
      ),
    )
    .orderBy(desc(endpoint.id))
    .limit(filter.limit)
}

/** The other endpoint whose draft or live version already has this route. */
export async function routeOwner(
  db: Database,
  routeKey: string,
  exceptId: string,
): Promise<RouteOwner | undefined> {
  const rows = await db
    .select({ id: endpoint.id, name: endpoint.name })
    .from(endpoint)
    .where(
      and(
        or(eq(endpoint.routeKey, routeKey), eq(endpoint.liveRouteKey, routeKey)),
        ne(endpoint.id, exceptId),
      ),
    )
    .limit(1)
  return rows[0]
}

/** Those of `ids` that no endpoint has. */
export async function unknownEndpoints(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  // One JSON parameter: D1 takes no more than 100, and a key may name 200 endpoints.
  const rows = await db.all<{ value: string }>(
    sql`select value from json_each(${JSON.stringify(ids)}) where value not in (select ${endpoint.id} from ${endpoint})`,
  )
  return new Set(rows.map((row) => row.value))
}

export function insertEndpoint(db: Database, row: typeof endpoint.$inferInsert, entry: AuditEntry) {
  return commit(db, entry, { statements: [db.insert(endpoint).values(row)] })
}

/** Replaces the draft if it still has `revision`; `undefined` replaces whatever is there. */
export function saveDraft(
  db: Database,
  id: string,
  save: {
    readonly revision: number | undefined
    readonly columns: DraftColumns
    readonly at: number
  },
  entry: AuditEntry,
) {
  return commit(db, entry, {
    precondition: existing(id, save.revision),
    statements: [
      db
        .update(endpoint)
        .set({ ...save.columns, revision: sql`${endpoint.revision} + 1`, updatedAt: save.at })
        .where(eq(endpoint.id, id)),
    ],
  })
}

type VersionColumns = typeof endpointVersion.$inferSelect

/** What becomes the next version. `config` has shared integrations written out. */
type NewVersion = Pick<VersionColumns, 'config' | 'note' | 'publishedBy' | 'publishedAt'>

/** Makes the draft that was read (`row`) the next version and live. Lost when it changed since. */
export function publishDraft(db: Database, row: EndpointRow, next: NewVersion, entry: AuditEntry) {
  const { method, path, routeKey, revision: draftRevision } = row
  const version = { ...next, method, path, routeKey, draftRevision }
  const isActive = row.isActive && next.config.isActive
  const condition = sql`${endpoint.revision} = ${row.revision}`
  return addVersion(db, { row, version, isActive, condition }, entry)
}

/** Makes the live version with `next` in its place the next version; the draft stays. Lost when another is live. */
export function renewLive(
  db: Database,
  { row, live }: { readonly row: EndpointRow; readonly live: VersionColumns },
  next: NewVersion,
  entry: AuditEntry,
) {
  const { version: old, endpointId: _, ...columns } = live
  const version = { ...columns, ...next }
  const condition = sql`${endpoint.liveVersion} = ${old}`
  return addVersion(db, { row, version, isActive: row.isActive, condition }, entry)
}

interface Addition {
  readonly row: EndpointRow
  readonly version: Omit<VersionColumns, 'endpointId' | 'version'>
  readonly isActive: boolean
  /** Lost when it does not hold any more. */
  readonly condition: SQL
}

function addVersion(
  db: Database,
  { row, version: columns, isActive, condition }: Addition,
  entry: AuditEntry,
) {
  const { id: endpointId, latestVersion } = row
  const version = latestVersion + 1
  return commit(db, entry, {
    precondition: sql`(select ${endpoint.id} from ${endpoint} where ${endpoint.id} = ${endpointId} and ${endpoint.latestVersion} = ${latestVersion} and ${condition})`,
    statements: [
      db.insert(endpointVersion).values({ ...columns, endpointId, version }),
      db
        .update(endpoint)
        .set({
          liveVersion: version,
          latestVersion: version,
          liveRouteKey: columns.routeKey,
          liveRevision: columns.draftRevision,
          isActive,
          updatedAt: columns.publishedAt,
        })
        .where(eq(endpoint.id, endpointId)),
      ...routingChange(db, endpointId),
    ],
  })
}

/** Makes an older version live again. */
export function makeLive(
  db: Database,
  id: string,
  target: typeof endpointVersion.$inferSelect,
  entry: AuditEntry,
) {
  const columns = {
    liveVersion: target.version,
    liveRouteKey: target.routeKey,
    liveRevision: target.draftRevision,
    updatedAt: entry.at,
  }
  return commitRouting(db, id, entry, { columns })
}

/** Lost when it was never published. */
export function setActive(db: Database, id: string, isActive: boolean, entry: AuditEntry) {
  const columns = { isActive, updatedAt: entry.at }
  return commitRouting(db, id, entry, { columns, condition: isNotNull(endpoint.liveVersion) })
}

export function removeEndpoint(db: Database, id: string, entry: AuditEntry) {
  return commit(db, entry, {
    precondition: existing(id, undefined),
    statements: [
      db.delete(endpointVersion).where(eq(endpointVersion.endpointId, id)),
      db.delete(endpoint).where(eq(endpoint.id, id)),
      ...withoutRecorded(db, id),
      ...routingChange(db, id),
    ],
  })
}

/** The draft and the columns that lists and routing read from it. */
export interface DraftColumns {
  readonly draft: EndpointDraft
  readonly routeKey: string
  readonly name: string
  readonly method: EndpointMethod
  readonly path: string
  readonly description: string
  readonly version: string
  readonly tags: string[]
}

function commitRouting(
  db: Database,
  id: string,
  entry: AuditEntry,
  change: { readonly columns: Partial<EndpointRow>; readonly condition?: SQL },
) {
  const update: BatchItem<'sqlite'> = db
    .update(endpoint)
    .set(change.columns)
    .where(eq(endpoint.id, id))
  const also = change.condition ?? sql`1`
  return commit(db, entry, {
    precondition: sql`(select ${endpoint.id} from ${endpoint} where ${endpoint.id} = ${id} and ${also})`,
    statements: [update, ...routingChange(db, id)],
  })
}

/** What was stored of an endpoint before is forgotten: writes may have passed by while it was not live. */
function routingChange(db: Database, id: string): readonly BatchItem<'sqlite'>[] {
  return [nextRoutingRevision(db), ...purgeTags(db, [endpointTag(id)])]
}

function existing(id: string, revision: number | undefined): SQL {
  return revision === undefined
    ? sql`(select ${endpoint.id} from ${endpoint} where ${endpoint.id} = ${id})`
    : sql`(select ${endpoint.id} from ${endpoint} where ${endpoint.id} = ${id} and ${endpoint.revision} = ${revision})`
}

function inState(state: (typeof endpointStates)[number]): SQL | undefined {
  if (state === 'draft') return eq(endpoint.latestVersion, 0)
  return and(isNotNull(endpoint.liveVersion), eq(endpoint.isActive, state === 'live'))
}
