import { and, desc, eq, gt, isNotNull, lt, ne, sql } from 'drizzle-orm'

import type { Authentication } from '#contract/authentication.ts'
import type { EndpointConfig } from '#contract/endpoint.ts'

import type { Database } from './database.ts'
import { endpoint, endpointVersion } from './schema.ts'

export type VersionRow = typeof endpointVersion.$inferSelect

const isLiveVersion = and(
  eq(endpointVersion.endpointId, endpoint.id),
  eq(endpointVersion.version, endpoint.liveVersion),
)

export async function findVersion(
  db: Database,
  endpointId: string,
  version: number,
): Promise<VersionRow | undefined> {
  const rows = await db
    .select()
    .from(endpointVersion)
    .where(and(eq(endpointVersion.endpointId, endpointId), eq(endpointVersion.version, version)))
    .limit(1)
  return rows[0]
}

/** Endpoints with what they answer with, newest first. */
export function endpointsWithLive(db: Database, ids: readonly string[]) {
  return db
    .select({ row: endpoint, live: endpointVersion })
    .from(endpoint)
    .leftJoin(endpointVersion, isLiveVersion)
    .where(sql`${endpoint.id} in (select value from json_each(${JSON.stringify(ids)}))`)
    .orderBy(desc(endpoint.id))
}

/** Newest first, without configurations. `before` is the last version already seen. */
export function listVersions(
  db: Database,
  endpointId: string,
  page: { readonly before?: number | undefined; readonly limit: number },
) {
  return db
    .select({
      version: endpointVersion.version,
      note: endpointVersion.note,
      publishedBy: endpointVersion.publishedBy,
      publishedAt: endpointVersion.publishedAt,
    })
    .from(endpointVersion)
    .where(
      and(
        eq(endpointVersion.endpointId, endpointId),
        page.before === undefined ? undefined : lt(endpointVersion.version, page.before),
      ),
    )
    .orderBy(desc(endpointVersion.version))
    .limit(page.limit)
}

/** Configurations that answer now: what the published OpenAPI document and KV copies are made of. */
export function liveVersions(
  db: Database,
  page: { readonly after: string; readonly limit: number },
): Promise<{ endpointId: string; version: number; config: EndpointConfig }[]> {
  return db
    .select({
      endpointId: endpointVersion.endpointId,
      version: endpointVersion.version,
      config: endpointVersion.config,
    })
    .from(endpoint)
    .innerJoin(endpointVersion, isLiveVersion)
    .where(
      and(
        eq(endpoint.isActive, true),
        isNotNull(endpoint.liveVersion),
        gt(endpoint.id, page.after),
      ),
    )
    .orderBy(endpoint.id)
    .limit(page.limit)
}

/** Live endpoints that write, oldest first. */
export function liveWriters(db: Database) {
  const { method, path } = endpointVersion
  return db
    .select({ id: endpoint.id, name: endpoint.name, method, path })
    .from(endpoint)
    .innerJoin(endpointVersion, isLiveVersion)
    .where(and(eq(endpoint.isActive, true), ne(method, 'GET')))
    .orderBy(endpoint.id)
}

/** A live endpoint that takes API keys. */
export interface KeyedEndpoint {
  readonly method: EndpointConfig['method']
  readonly path: string
  readonly authentication: Extract<Authentication, { type: 'api-key' }>
}

/** The newest 200 of them among `ids`, or among all when it is empty. */
export async function liveKeyedEndpoints(
  db: Database,
  ids: readonly string[],
): Promise<KeyedEndpoint[]> {
  const { method, path, config } = endpointVersion
  const authentication = sql<string>`json_extract(${config}, '$.authentication')`
  const rows = await db
    .select({ method, path, authentication })
    .from(endpoint)
    .innerJoin(endpointVersion, isLiveVersion)
    .where(
      and(
        eq(endpoint.isActive, true),
        sql`json_extract(${config}, '$.authentication.type') = 'api-key'`,
        // One JSON parameter: D1 takes no more than 100.
        ids.length > 0
          ? sql`${endpoint.id} in (select value from json_each(${JSON.stringify(ids)}))`
          : undefined,
      ),
    )
    .orderBy(desc(endpoint.id))
    .limit(200)
  return rows.map((row) => ({ ...row, authentication: JSON.parse(row.authentication) }))
}
