import { and, desc, eq, getTableColumns, lt, or, type SQL, sql } from 'drizzle-orm'

import type { EndpointMethod } from '#contract/endpoint.ts'

import type { SharedDefinitions } from '../shared-uses.ts'
import { type AuditEntry, commit } from './commit.ts'
import { containsText } from './contains-text.ts'
import type { Database } from './database.ts'
import { endpoint, endpointVersion, sharedIntegration } from './schema.ts'

export type IntegrationRow = typeof sharedIntegration.$inferSelect
export type IntegrationListRow = Omit<IntegrationRow, 'config'>
export type IntegrationColumns = Pick<IntegrationRow, 'config' | 'name' | 'type' | 'host'>

/** Endpoints that use a shared integration: one row per integration, revision and endpoint. */
interface Spread {
  readonly integration: string
  /** null: of drafts. */
  readonly revision: number | null
  readonly endpointId: string
}

/** An endpoint with its uses of one shared integration. */
export interface UseRow {
  readonly id: string
  readonly name: string
  readonly method: EndpointMethod
  readonly path: string
  readonly isActive: boolean
  readonly liveVersion: number | null
  /** `revision` null: in the draft. */
  readonly uses: readonly { readonly id: string; readonly revision: number | null }[]
}

export async function findIntegration(
  db: Database,
  id: string,
): Promise<IntegrationRow | undefined> {
  return (await db.select().from(sharedIntegration).where(eq(sharedIntegration.id, id)).limit(1))[0]
}

/** Those of `ids` that exist. */
export async function findIntegrations(
  db: Database,
  ids: readonly string[],
): Promise<SharedDefinitions> {
  if (ids.length === 0) return new Map()
  const { id, revision, config } = sharedIntegration
  const rows = await db
    .select({ id, revision, config })
    .from(sharedIntegration)
    // One JSON parameter: D1 takes no more than 100.
    .where(sql`${id} in (select value from json_each(${JSON.stringify(ids)}))`)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Newest first. `before` is the id of the last one already seen. */
export function listIntegrations(
  db: Database,
  filter: {
    readonly q?: string | undefined
    readonly before?: string | undefined
    readonly limit: number
  },
): Promise<IntegrationListRow[]> {
  const { config: _config, ...columns } = getTableColumns(sharedIntegration)
  const { id, name, host } = sharedIntegration
  return db
    .select(columns)
    .from(sharedIntegration)
    .where(
      and(
        filter.q ? or(containsText(name, filter.q), containsText(host, filter.q)) : undefined,
        filter.before ? lt(id, filter.before) : undefined,
      ),
    )
    .orderBy(desc(id))
    .limit(filter.limit)
}

/** Which endpoints use each of `ids`. */
export function spreadOf(db: Database, ids: readonly string[]): Promise<Spread[]> {
  if (ids.length === 0) return Promise.resolve([])
  const names = sql`select value from json_each(${JSON.stringify(ids)})`
  return db.all<Spread>(
    sql`select distinct integration, revision, endpoint_id as endpointId from (${uses(names)})`,
  )
}

/** Endpoints that use it, newest first. `before` is the id of the last one already seen. */
export async function usesOfIntegration(
  db: Database,
  id: string,
  page: { readonly before?: string | undefined; readonly limit: number },
): Promise<UseRow[]> {
  const { name, method, path, isActive, liveVersion } = endpoint
  const rows = await db.all<Omit<UseRow, 'uses' | 'isActive'> & { isActive: number; uses: string }>(
    sql`with used as (${uses(sql`${id}`)})
      select ${endpoint.id} as id, ${name} as name, ${method} as method, ${path} as path, ${isActive} as isActive, ${liveVersion} as liveVersion,
        (select json_group_array(json_object('id', use_id, 'revision', revision)) from used where endpoint_id = ${endpoint.id}) as uses
      from ${endpoint} where ${endpoint.id} in (select endpoint_id from used) and ${endpoint.id} < ${page.before ?? '~'}
      order by ${endpoint.id} desc limit ${page.limit}`,
  )
  return rows.map((row) => ({
    ...row,
    isActive: row.isActive === 1,
    uses: JSON.parse(row.uses) as UseRow['uses'],
  }))
}

export function insertIntegration(db: Database, row: IntegrationRow, entry: AuditEntry) {
  return commit(db, entry, { statements: [db.insert(sharedIntegration).values(row)] })
}

/** Lost when it is gone or no longer has `revision`. */
export function changeIntegration(
  db: Database,
  before: Pick<IntegrationRow, 'id' | 'revision'>,
  columns: IntegrationColumns,
  entry: AuditEntry,
) {
  const { id, revision } = sharedIntegration
  return commit(db, entry, {
    precondition: sql`(select ${id} from ${sharedIntegration} where ${id} = ${before.id} and ${revision} = ${before.revision})`,
    statements: [
      db
        .update(sharedIntegration)
        .set({
          ...columns,
          revision: before.revision + 1,
          updatedBy: entry.actorName,
          updatedAt: entry.at,
        })
        .where(eq(id, before.id)),
    ],
  })
}

/** Lost when it is gone, or an endpoint uses it. */
export function removeIntegration(db: Database, removed: string, entry: AuditEntry) {
  const { id } = sharedIntegration
  return commit(db, entry, {
    precondition: sql`(select ${id} from ${sharedIntegration} where ${id} = ${removed} and not exists (${uses(sql`${removed}`)}))`,
    statements: [db.delete(sharedIntegration).where(eq(id, removed))],
  })
}

/** Uses of the shared integrations `ids` in live versions, and in drafts (`revision` null). */
function uses(ids: SQL): SQL {
  const { draft, liveVersion } = endpoint
  const origin = sql`json_extract(item.value, '$.integration')`
  return sql`select ${origin} as integration, ${endpoint.id} as endpoint_id, item.key as use_id, json_extract(item.value, '$.revision') as revision
    from ${endpoint} join ${endpointVersion} on ${endpointVersion.endpointId} = ${endpoint.id} and ${endpointVersion.version} = ${liveVersion},
      json_each(${endpointVersion.config}, '$.shared') item where ${origin} in (${ids})
    union all
    select ${origin}, ${endpoint.id}, json_extract(item.value, '$.id'), null
    from ${endpoint}, json_each(${draft}, '$.integrations') item
    where json_extract(item.value, '$.type') = 'shared' and ${origin} in (${ids})`
}
