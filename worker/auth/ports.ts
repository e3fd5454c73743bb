import { createFailureLog, type FailureLogDeps } from './failure-log.ts'
import { Generation } from './generation.ts'
import { createKeyDirectory } from './key-directory.ts'
import { createKeyUsage, type KeyUsageDeps } from './key-usage.ts'
import { createSecretReader } from './secret-reader.ts'
import type { AuthPorts, KeySource, SecretSource } from './types.ts'

/** What the parts below need of the world. */
export interface AuthWorld {
  readonly source: KeySource
  readonly secrets: SecretSource
  readonly now: () => number
  readonly wait: (ms: number) => Promise<void>
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
  readonly throttle: FailureLogDeps['throttle']
  readonly writeUsage: KeyUsageDeps['write']
  readonly writeFailures: FailureLogDeps['write']
}

/** What authentication kinds are given, whatever keys are stored in. One per isolate. */
export function assembleAuthPorts(world: AuthWorld): AuthPorts {
  const { source, now, wait, log, throttle } = world
  const generation = new Generation({ read: () => source.generation(), now, log })
  return {
    keys: createKeyDirectory({ source, generation, now, log }),
    usage: createKeyUsage({ now, wait, log, write: world.writeUsage }),
    failures: createFailureLog({ now, wait, log, throttle, write: world.writeFailures }),
    secrets: createSecretReader({ source: world.secrets, generation, now, log }),
  }
}
