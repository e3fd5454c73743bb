import type { SecretSource } from '../auth/types.ts'
import type { Database } from '../db/database.ts'
import { findSecret } from '../db/secrets.ts'
import { openSecret } from './sealed-secret.ts'
import type { NoVault, Vault } from './vault.ts'

/** Secrets out of D1, opened. */
export function createSecretSource(db: Database, vault: Vault | NoVault): SecretSource {
  return {
    async find(name) {
      const row = await findSecret(db, name)
      if (row === undefined) return undefined
      if ('fault' in vault) throw new Error(vault.fault)
      return { value: await openSecret(vault, row), allowedOrigins: row.allowedOrigins }
    },
  }
}
