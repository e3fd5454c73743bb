import { createFailureLog } from '#worker/auth/failure-log.ts'
import { Generation } from '#worker/auth/generation.ts'
import { createKeyDirectory } from '#worker/auth/key-directory.ts'
import { createKeyUsage } from '#worker/auth/key-usage.ts'
import type { AuthPorts, KnownKey } from '#worker/auth/types.ts'
import { hashSecret } from '#worker/lib/secret.ts'

/** The one key this gateway knows: random once, and written down. */
export const benchKey = 'eck_f53F1YQqTP_HPDYO68eYjewsN604DCtv10K1JHbQnqtgZmD46hkK2Y3r5O8I'

const known: KnownKey = {
  keyId: 'key_bench',
  prefix: benchKey.slice(0, 14),
  hash: hashSecret(benchKey),
  notBefore: undefined,
  expiresAt: undefined,
  isRevoked: false,
  allowedNetworks: [],
  endpoints: [],
  isConsumerActive: true,
  principal: { id: 'con_bench', roles: [], scopes: [], claims: {} },
}

/** The parts of production over a storage in memory. */
export function benchAuthPorts(now: () => number): AuthPorts {
  const log = (message: string, details: object) => console.error(message, details)
  const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
  const write = () => Promise.resolve()
  const generation = new Generation({ read: () => Promise.resolve(1), now, log })
  const find = (prefix: string) => Promise.resolve(prefix === known.prefix ? known : undefined)
  return {
    keys: createKeyDirectory({ source: { find }, generation, log }),
    usage: createKeyUsage({ now, wait, log, write }),
    failures: createFailureLog({ now, wait, log, write, throttle: () => Promise.resolve(0) }),
  }
}
