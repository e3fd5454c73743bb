import { eq } from 'drizzle-orm'

import type { Database } from './database.ts'
import { secret } from './schema.ts'

export type SecretRow = typeof secret.$inferSelect

export async function findSecret(db: Database, name: string): Promise<SecretRow | undefined> {
  return (await db.select().from(secret).where(eq(secret.name, name)).limit(1))[0]
}
