import { and, eq, isNotNull, sql } from 'drizzle-orm'

import type { EndpointConfig } from '#contract/endpoint.ts'

import type { Database } from './database.ts'
import { endpoint, endpointVersion, routing } from './schema.ts'

/** One live route, as the index lists it. */
export interface LiveRoute {
  readonly endpointId: string
  readonly version: number
  readonly method: EndpointConfig['method']
  readonly path: string
}

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
export async function liveRoutes(
  db: Database,
): Promise<{ revision: number; entries: LiveRoute[] }> {
  const [revisions, entries] = await db.batch([
    db.select().from(routing).limit(1),
    db
      .select({
        endpointId: endpointVersion.endpointId,
        version: endpointVersion.version,
        method: endpointVersion.method,
        path: endpointVersion.path,
      })
      .from(endpoint)
      .innerJoin(
        endpointVersion,
        and(
          eq(endpointVersion.endpointId, endpoint.id),
          eq(endpointVersion.version, endpoint.liveVersion),
        ),
      )
      .where(and(eq(endpoint.isActive, true), isNotNull(endpoint.liveVersion)))
      .orderBy(endpoint.id),
  ])
  return { revision: revisions[0]?.revision ?? 0, entries }
}
