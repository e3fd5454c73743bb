import { assembleAuthPorts } from '../auth/ports.ts'
import type { AuthPorts } from '../auth/types.ts'
import { addFailures } from '../db/authentication-failures.ts'
import type { Database } from '../db/database.ts'
import { addKeyUsage, createKeySource } from '../db/key-source.ts'
import { createDocumentCopies } from './document-copies.ts'
import type { NewId } from './id.ts'
import type { Log } from './log.ts'
import type { LoginThrottlePort } from './login-throttle.ts'
import { createSecretSource } from './secret-source.ts'
import type { NoVault, Vault } from './vault.ts'
import { wait } from './wait.ts'

export interface AuthPortsDeps {
  /** Callers wait for its reads. */
  readonly gatewayDb: Database
  readonly db: Database
  readonly kv: KVNamespace
  readonly upstream: Pick<AuthPorts, 'fetch' | 'refusal'>
  readonly vault: Vault | NoVault
  readonly loginThrottle: LoginThrottlePort
  readonly now: () => number
  readonly newId: NewId
  readonly log: Log
}

/** What authentication needs, over D1 and the throttle's Durable Object. One per isolate. */
export function createAuthPorts(deps: AuthPortsDeps): AuthPorts {
  const { db, loginThrottle, now, newId, log } = deps
  return assembleAuthPorts({
    source: createKeySource(deps.gatewayDb),
    secrets: createSecretSource(deps.gatewayDb, deps.vault),
    upstream: deps.upstream,
    copies: createDocumentCopies(deps.kv),
    now,
    wait,
    log,
    throttle: (ipAddress) => loginThrottle.callerFailed(ipAddress),
    writeUsage: (counts) => addKeyUsage(db, counts),
    writeFailures: (failures) => addFailures(db, failures, newId),
  })
}
