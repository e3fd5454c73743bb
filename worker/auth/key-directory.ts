import { prefixOfApiKey } from '../lib/api-key-format.ts'
import type { Generation } from '../lib/generation.ts'
import { Lru } from '../lib/lru.ts'
import { hashSecret, secretsEqual } from '../lib/secret.ts'
import { Lookups } from './lookups.ts'
import { PerGeneration } from './per-generation.ts'
import type { KeyDirectory, KeySource, KnownKey } from './types.ts'

/** Keys, and as many prefixes, that an isolate remembers. */
const rememberedKeys = 5_000

export interface KeyDirectoryDeps {
  readonly source: Pick<KeySource, 'find'>
  readonly generation: Pick<Generation, 'known' | 'current'>
  readonly now: () => number
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}

/** Remembers what it learnt until any credential changes anywhere: then all of it is void. */
export function createKeyDirectory({
  source,
  generation,
  now,
  log,
}: KeyDirectoryDeps): KeyDirectory {
  const memory = new PerGeneration(generation, () => ({
    /** By the whole text: a hit saves the hash of it. */
    verified: new Lru<string, KnownKey>(rememberedKeys),
    /** By prefix, those that do not exist too: guesses cost one question each. */
    prefixes: new Lookups<KnownKey>({
      find: (prefix) => source.find(prefix),
      now,
      failed: (prefix, error) => log('an API key could not be looked up', { prefix, error }),
      capacity: rememberedKeys,
    }),
  }))
  return {
    recall: (text, waitUntil) => memory.known(waitUntil)?.verified.get(text),

    async verify(text, waitUntil) {
      const prefix = prefixOfApiKey(text)
      if (prefix === undefined) return 'unknown'
      const current = await memory.current(waitUntil)
      const found = (await current?.prefixes.read(prefix)) ?? 'unavailable'
      if (found === 'unavailable') return found
      // The same work for a prefix that does not exist: its answer must not take less time.
      const isRight = secretsEqual(hashSecret(text), found === 'missing' ? noHash : found.hash)
      if (found === 'missing' || !isRight) return 'unknown'
      current?.verified.set(text, found)
      return found
    },
  }
}

/** The hash of no key. */
const noHash = '0'.repeat(64)
