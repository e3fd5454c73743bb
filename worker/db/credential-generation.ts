import { sql } from 'drizzle-orm'

import type { Database } from './database.ts'
import { credentialState } from './schema.ts'

/** Belongs into the batch of every change of a consumer, key or secret: isolates then forget what they knew. */
export function nextCredentialGeneration(db: Database) {
  return db
    .insert(credentialState)
    .values({ id: 1, generation: 1 })
    .onConflictDoUpdate({
      target: credentialState.id,
      set: { generation: sql`${credentialState.generation} + 1` },
    })
}

/** 0 before the first change. */
export async function credentialGeneration(db: Database): Promise<number> {
  return (await db.select().from(credentialState).limit(1))[0]?.generation ?? 0
}
