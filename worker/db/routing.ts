import { and, eq, isNotNull, sql } from 'drizzle-orm'

import { caching } from '#contract/caching.ts'

import { withInvalidations } from '../route/invalidations.ts'
import type { RouteEntry, RouteIndex } from '../route/types.ts'
import type { Database } from './database.ts'
import { endpoint, endpointVersion, recording, routing } from './schema.ts'

/** Belongs into the batch of every change that moves, adds or removes a live route. */
export function nextRoutingRevision(db: Database) {
  return db
    .insert(routing)
    .values({ id: 1, revision: 1 })
    .onConflictDoUpdate({ target: routing.id, set: { revision: sql`${routing.revision} + 1` } })
}

/** Revision of the route index; 0 before the first publish. */
export async function routingRevision(db: Database): Promise<number> {
  return (await db.select().from(routing).limit(1))[0]?.revision ?? 0
}

/** Revision and live routes of one moment: one batch, hence one transaction. */
export async function liveRoutes(db: Database): Promise<RouteIndex> {
  const { config } = endpointVersion
  const isLive = and(eq(endpoint.isActive, true), isNotNull(endpoint.liveVersion))
  const ofLiveVersion = and(
    eq(endpointVersion.endpointId, endpoint.id),
    eq(endpointVersion.version, endpoint.liveVersion),
  )
  const [revisions, entries, readers, recordings] = await db.batch([
    db.select().from(routing).limit(1),
    db
      .select({
        endpointId: endpointVersion.endpointId,
        version: endpointVersion.version,
        method: endpointVersion.method,
        path: endpointVersion.path,
      })
      .from(endpoint)
      .innerJoin(endpointVersion, ofLiveVersion)
      .where(isLive)
      .orderBy(endpoint.id),
    db
      .select({
        endpointId: endpointVersion.endpointId,
        method: endpointVersion.method,
        path: endpointVersion.path,
        rules: sql<string | null>`json_extract(${config}, '$.caching.invalidationRules')`,
      })
      .from(endpoint)
      .innerJoin(endpointVersion, ofLiveVersion)
      .where(and(isLive, sql`json_extract(${config}, '$.caching.enabled')`)),
    db.select().from(recording),
  ])
  const until = new Map(recordings.map((one) => [one.endpointId, one.until]))
  const caches = readers.map((reader) => ({ ...reader, rules: readRules(reader.rules) }))
  const routes = withInvalidations(entries, caches).map((entry) => recordedRoute(entry, until))
  return { revision: revisions[0]?.revision ?? 0, entries: routes }
}

function recordedRoute(entry: RouteEntry, until: ReadonlyMap<string, number>): RouteEntry {
  const recordsUntil = until.get(entry.endpointId)
  return recordsUntil === undefined ? entry : { ...entry, recordsUntil }
}

/** Rules that cannot be read any more are none: they must not cost all routes their lives. */
function readRules(json: string | null) {
  return caching.shape.invalidationRules.safeParse(JSON.parse(json ?? '[]')).data ?? []
}
