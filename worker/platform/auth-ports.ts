import { createFailureLog } from '../auth/failure-log.ts'
import { Generation } from '../auth/generation.ts'
import { createKeyDirectory } from '../auth/key-directory.ts'
import { createKeyUsage } from '../auth/key-usage.ts'
import type { AuthPorts } from '../auth/types.ts'
import { addFailures } from '../db/authentication-failures.ts'
import type { Database } from '../db/database.ts'
import { addKeyUsage, createKeySource } from '../db/key-source.ts'
import type { NewId } from './id.ts'
import type { Log } from './log.ts'
import type { LoginThrottlePort } from './login-throttle.ts'

export interface AuthPortsDeps {
  /** Callers wait for its reads. */
  readonly gatewayDb: Database
  readonly db: Database
  readonly loginThrottle: LoginThrottlePort
  readonly now: () => number
  readonly newId: NewId
  readonly log: Log
}

/** What authentication needs, over D1 and the throttle's Durable Object. One per isolate. */
export function createAuthPorts(deps: AuthPortsDeps): AuthPorts {
  const { db, loginThrottle, now, newId, log } = deps
  const source = createKeySource(deps.gatewayDb)
  const generation = new Generation({ read: source.generation, now, log })
  return {
    keys: createKeyDirectory({ source, generation, log }),
    usage: createKeyUsage({ now, wait, log, write: (counts) => addKeyUsage(db, counts) }),
    failures: createFailureLog({
      now,
      wait,
      log,
      throttle: (ipAddress) => loginThrottle.callerFailed(ipAddress),
      write: (failures) => addFailures(db, failures, newId),
    }),
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
