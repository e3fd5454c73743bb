import type { Database } from '../db/database.ts'
import { replaceSealed, secretsNotSealedWith, secretsSealedWith } from '../db/secrets.ts'
import type { Log } from './log.ts'
import { openSecret, sealSecret } from './sealed-secret.ts'
import type { NoVault, Vault } from './vault.ts'

/** Rows a run looks at; the rest waits for the next one. */
const rowsPerRun = 200

interface ResealDeps {
  readonly db: Database
  readonly vault: Vault | NoVault
  readonly log: Log
}

/**
 * Seals with the current key what an older one sealed, so that the older one can be dropped. What cannot be opened
 * is logged and kept: its key may come back.
 */
export async function resealSecrets({ db, vault, log }: ResealDeps): Promise<void> {
  if ('fault' in vault) return
  for (const row of await secretsSealedWith(db, vault.previousKeyIds, rowsPerRun)) {
    const value = await openSecret(vault, row).catch((error: unknown) => {
      log('a secret could not be sealed again', { name: row.name, keyId: row.keyId, error })
    })
    if (value !== undefined) await replaceSealed(db, row, await sealSecret(vault, row, value))
  }
  const keyIds = [vault.keyId, ...vault.previousKeyIds]
  for (const { name, keyId } of await secretsNotSealedWith(db, keyIds, rowsPerRun))
    log('a secret is sealed with a key that is not configured', { name, keyId })
}
