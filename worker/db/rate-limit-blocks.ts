import { and, desc, eq, lt } from 'drizzle-orm'

import type { NewId } from '../platform/id.ts'
import type { BlockCount } from '../rate-limit/block-log.ts'
import type { Database } from './database.ts'
import { consumer, rateLimitBlock } from './schema.ts'

/** D1 takes 100 parameters a statement, and a row has 8. */
const rowsPerStatement = 12

export interface BlockRow {
  readonly block: typeof rateLimitBlock.$inferSelect
  /** Null: no consumer of this gateway, or deleted. */
  readonly consumerName: string | null
}

/** Newest first. `before` is the id of the last one already seen. */
export function listBlocks(
  db: Database,
  filter: {
    readonly endpointId?: string | undefined
    readonly limitName?: string | undefined
    readonly mode?: 'enforce' | 'shadow' | undefined
    readonly before?: string | undefined
    readonly limit: number
  },
): Promise<BlockRow[]> {
  const { endpointId, limitName, mode, before } = filter
  return db
    .select({ block: rateLimitBlock, consumerName: consumer.name })
    .from(rateLimitBlock)
    .leftJoin(consumer, eq(consumer.id, rateLimitBlock.consumer))
    .where(
      and(
        endpointId ? eq(rateLimitBlock.endpointId, endpointId) : undefined,
        limitName ? eq(rateLimitBlock.limit, limitName) : undefined,
        mode ? eq(rateLimitBlock.mode, mode) : undefined,
        before ? lt(rateLimitBlock.id, before) : undefined,
      ),
    )
    .orderBy(desc(rateLimitBlock.id))
    .limit(filter.limit)
}

export async function addBlocks(
  db: Database,
  blocks: readonly BlockCount[],
  newId: NewId,
): Promise<void> {
  const rows = blocks.map((block) => ({
    id: newId('rateLimitBlock'),
    ...block,
    consumer: block.consumer ?? null,
    ipAddress: block.ipAddress || null,
  }))
  const statements = []
  for (let at = 0; at < rows.length; at += rowsPerStatement)
    statements.push(db.insert(rateLimitBlock).values(rows.slice(at, at + rowsPerStatement)))
  const [first, ...rest] = statements
  if (first !== undefined) await db.batch([first, ...rest])
}

export async function removeBlocksBefore(db: Database, at: number): Promise<void> {
  await db.delete(rateLimitBlock).where(lt(rateLimitBlock.at, at))
}
