import type { Generation } from '../lib/generation.ts'
import { Lookups } from './lookups.ts'
import { PerGeneration } from './per-generation.ts'
import type { KnownSecret, SecretReader, SecretSource } from './types.ts'

/** Secrets that an isolate remembers. */
const rememberedSecrets = 500

export interface SecretReaderDeps {
  readonly source: SecretSource
  readonly generation: Pick<Generation, 'known' | 'current'>
  readonly now: () => number
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}

/** Remembers values until any credential changes anywhere: then all of them are void. */
export function createSecretReader({
  source,
  generation,
  now,
  log,
}: SecretReaderDeps): SecretReader {
  const memory = new PerGeneration(
    generation,
    () =>
      new Lookups<KnownSecret>({
        find: (name) => source.find(name),
        now,
        failed: (name, error) => log('a secret could not be read', { name, error }),
        capacity: rememberedSecrets,
      }),
  )
  return {
    recall(name, waitUntil) {
      const found = memory.known(waitUntil)?.recall(name)
      return found === 'missing' ? undefined : found?.value
    },
    async read(name, waitUntil) {
      const current = await memory.current(waitUntil)
      return current === undefined ? 'unavailable' : current.read(name)
    },
  }
}
