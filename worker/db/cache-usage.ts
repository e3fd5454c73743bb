import { and, eq, gte, lt, sql } from 'drizzle-orm'

import type { CacheCount } from '../cache/usage.ts'
import type { Database } from './database.ts'
import { cacheUsage, endpoint } from './schema.ts'

/** Adds to what is counted already. An endpoint that was deleted meanwhile has no use any more. */
export async function addCacheUsage(db: Database, counts: readonly CacheCount[]): Promise<void> {
  const statements = counts.map(({ endpointId, day, hit, stale, miss, bypass }) =>
    db
      .insert(cacheUsage)
      .select(
        sql`select ${endpointId}, ${day}, ${hit}, ${stale}, ${miss}, ${bypass} from ${endpoint} where ${endpoint.id} = ${endpointId}`,
      )
      .onConflictDoUpdate({
        target: [cacheUsage.endpointId, cacheUsage.day],
        set: {
          hit: sql`${cacheUsage.hit} + excluded.hit`,
          stale: sql`${cacheUsage.stale} + excluded.stale`,
          miss: sql`${cacheUsage.miss} + excluded.miss`,
          bypass: sql`${cacheUsage.bypass} + excluded.bypass`,
        },
      }),
  )
  const [first, ...rest] = statements
  if (first !== undefined) await db.batch([first, ...rest])
}

/** Days on which the cache was asked, oldest first. `sinceDay`: such as 2026-11-24. */
export function cacheUsageOf(db: Database, endpointId: string, sinceDay: string) {
  const { day, hit, stale, miss, bypass } = cacheUsage
  return db
    .select({ day, hit, stale, miss, bypass })
    .from(cacheUsage)
    .where(and(eq(cacheUsage.endpointId, endpointId), gte(day, sinceDay)))
    .orderBy(day)
}

export async function removeCacheUsageBefore(db: Database, day: string): Promise<void> {
  await db.delete(cacheUsage).where(lt(cacheUsage.day, day))
}
