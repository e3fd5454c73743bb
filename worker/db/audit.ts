import { and, desc, eq, lt } from 'drizzle-orm'

import type { Database } from './database.ts'
import { audit } from './schema.ts'

/** Newest first. `before` is the id of the last record already seen. */
export function listAudit(
  db: Database,
  filter: {
    readonly targetId?: string | undefined
    readonly before?: string | undefined
    readonly limit: number
  },
): Promise<(typeof audit.$inferSelect)[]> {
  return db
    .select()
    .from(audit)
    .where(
      and(
        filter.targetId ? eq(audit.targetId, filter.targetId) : undefined,
        filter.before ? lt(audit.id, filter.before) : undefined,
      ),
    )
    .orderBy(desc(audit.id))
    .limit(filter.limit)
}
