import { and, desc, eq, getTableColumns, lt, or, sql } from 'drizzle-orm'

import type { ConsumerKey } from '#contract/consumer.ts'

import type { KeyRow } from './consumer-keys.ts'
import type { ConsumerRow } from './consumers.ts'
import { containsText } from './contains-text.ts'
import type { Database } from './database.ts'
import { consumer, consumerKey, consumerKeyUsage } from './schema.ts'

/** A key with whose it is, and its requests by day such as 2026-11-24; days without any are left out. */
export interface KeyListRow {
  readonly key: KeyRow
  readonly consumer: Pick<ConsumerRow, 'id' | 'name' | 'isActive'>
  readonly requests: Readonly<Record<string, number>>
}

export interface KeyFilter {
  /** Text in the name, the prefix, or the name of the consumer. */
  readonly search?: string | undefined
  readonly consumerId?: string | undefined
  readonly state?: ConsumerKey['state'] | undefined
  /** Id of the last key already seen. */
  readonly before?: string | undefined
  readonly limit: number
}

/** Keys of all consumers, newest first, with their requests since `sinceDay`: one query. */
export async function listAllKeys(
  db: Database,
  { search, consumerId, state, before, limit }: KeyFilter,
  now: number,
  sinceDay: string,
): Promise<KeyListRow[]> {
  const { id, name, isActive } = consumer
  const usage = sql`select json_group_object(${consumerKeyUsage.day}, ${consumerKeyUsage.requests}) from ${consumerKeyUsage} where ${consumerKeyUsage.keyId} = ${consumerKey.id} and ${consumerKeyUsage.day} >= ${sinceDay}`
  const rows = await db
    .select({
      key: getTableColumns(consumerKey),
      consumer: { id, name, isActive },
      requests: sql<string>`(${usage})`,
    })
    .from(consumerKey)
    .innerJoin(consumer, eq(consumer.id, consumerKey.consumerId))
    .where(
      and(
        search
          ? or(
              containsText(consumerKey.name, search),
              containsText(consumerKey.prefix, search),
              containsText(consumer.name, search),
            )
          : undefined,
        consumerId ? eq(consumerKey.consumerId, consumerId) : undefined,
        state ? sql`${stateAt(now)} = ${state}` : undefined,
        before ? lt(consumerKey.id, before) : undefined,
      ),
    )
    .orderBy(desc(consumerKey.id))
    .limit(limit)
  return rows.map((row) => ({ ...row, requests: JSON.parse(row.requests) }))
}

/** The same decision, in the same order, as keyState makes of a row. */
function stateAt(now: number) {
  return sql`case when ${consumerKey.revokedAt} is not null then 'revoked' when ${consumerKey.expiresAt} <= ${now} then 'expired' when ${consumerKey.replacedBy} is not null then 'retiring' when ${consumerKey.notBefore} > ${now} then 'pending' else 'active' end`
}
