import { eq, lt, sql } from 'drizzle-orm'

import type { UsageCount } from '../auth/key-usage.ts'
import type { KeySource, KnownKey } from '../auth/types.ts'
import { readIpNetwork } from '../lib/ip-network.ts'
import { type KeyRow, rolesOfKey } from './consumer-keys.ts'
import type { ConsumerRow } from './consumers.ts'
import { credentialGeneration } from './credential-generation.ts'
import type { Database } from './database.ts'
import { consumer, consumerKey, consumerKeyUsage } from './schema.ts'

/** Keys out of D1: it decides alone, as KV may be a minute old. */
export function createKeySource(db: Database): KeySource {
  return {
    generation: () => credentialGeneration(db),
    async find(prefix) {
      const rows = await db
        .select({ key: consumerKey, consumer })
        .from(consumerKey)
        .innerJoin(consumer, eq(consumer.id, consumerKey.consumerId))
        .where(eq(consumerKey.prefix, prefix))
        .limit(1)
      return rows[0] && knownKey(rows[0].key, rows[0].consumer)
    },
  }
}

/** Adds to what is counted already. A key that was deleted meanwhile has no use any more. */
export async function addKeyUsage(db: Database, counts: readonly UsageCount[]): Promise<void> {
  const statements = counts.flatMap(({ keyId, day, requests, refused, lastUsedAt }) => [
    db
      .insert(consumerKeyUsage)
      .select(
        sql`select ${keyId}, ${day}, ${requests}, ${refused} from ${consumerKey} where ${consumerKey.id} = ${keyId}`,
      )
      .onConflictDoUpdate({
        target: [consumerKeyUsage.keyId, consumerKeyUsage.day],
        set: {
          requests: sql`${consumerKeyUsage.requests} + excluded.requests`,
          refused: sql`${consumerKeyUsage.refused} + excluded.refused`,
        },
      }),
    db
      .update(consumerKey)
      .set({ lastUsedAt: sql`max(coalesce(${consumerKey.lastUsedAt}, 0), ${lastUsedAt})` })
      .where(eq(consumerKey.id, keyId)),
  ])
  const [first, ...rest] = statements
  if (first !== undefined) await db.batch([first, ...rest])
}

export async function removeUsageBefore(db: Database, day: string): Promise<void> {
  await db.delete(consumerKeyUsage).where(lt(consumerKeyUsage.day, day))
}

function knownKey(key: KeyRow, of: ConsumerRow): KnownKey {
  return {
    keyId: key.id,
    prefix: key.prefix,
    hash: key.hash,
    notBefore: key.notBefore ?? undefined,
    expiresAt: key.expiresAt ?? undefined,
    isRevoked: key.revokedAt !== null,
    allowedNetworks: key.allowedIps.map(networkOf),
    endpoints: key.endpoints,
    isConsumerActive: of.isActive,
    principal: {
      id: of.id,
      roles: rolesOfKey(key, of),
      scopes: of.scopes,
      claims: { ...of.metadata, name: of.name, keyId: key.id },
      keyPrefix: key.prefix,
    },
  }
}

/** Checked when it was written. One that cannot be read must not open the key to everybody. */
function networkOf(text: string) {
  const network = readIpNetwork(text)
  if (network === undefined) throw new TypeError(`not a network: ${text}`)
  return network
}
