import { assembleAuthPorts } from '#worker/auth/ports.ts'
import type { AuthPorts, KnownKey } from '#worker/auth/types.ts'
import { prefixOfApiKey } from '#worker/lib/api-key-format.ts'
import { hashSecret } from '#worker/lib/secret.ts'

import { benchKeySet } from './token.ts'

/** A key of a consumer of its own. */
function knownKey(key: string, index: number): KnownKey {
  return {
    keyId: `key_${index}`,
    prefix: prefixOfApiKey(key) ?? '',
    hash: hashSecret(key),
    notBefore: undefined,
    expiresAt: undefined,
    isRevoked: false,
    allowedNetworks: [],
    endpoints: [],
    isConsumerActive: true,
    principal: { id: `con_${index}`, roles: [], scopes: [], claims: {} },
  }
}

/** The parts of production over a storage in memory that holds these API keys. */
export function benchAuthPorts(now: () => number, keys: readonly string[]): AuthPorts {
  const write = () => Promise.resolve()
  const known = new Map(keys.map(knownKey).map((key) => [key.prefix, key]))
  return assembleAuthPorts({
    source: {
      generation: () => Promise.resolve(1),
      find: (prefix) => Promise.resolve(known.get(prefix)),
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
