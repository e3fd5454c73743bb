import { assembleAuthPorts } from '#worker/auth/ports.ts'
import type { AuthPorts, KnownKey } from '#worker/auth/types.ts'
import { hashSecret } from '#worker/lib/secret.ts'

import { benchKeySet } from './token.ts'

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
  const write = () => Promise.resolve()
  return assembleAuthPorts({
    source: {
      generation: () => Promise.resolve(1),
      find: (prefix) => Promise.resolve(prefix === known.prefix ? known : undefined),
    },
    secrets: { find: () => Promise.resolve(undefined) },
    upstream: {
      fetch: () => Promise.resolve(Response.json(benchKeySet)),
      refusal: () => undefined,
    },
    copies: { read: () => Promise.resolve(undefined), write },
    now,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    log: (message, details) => console.error(message, details),
    throttle: () => Promise.resolve(0),
    writeUsage: write,
    writeFailures: write,
  })
}
