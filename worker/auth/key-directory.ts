import { prefixOfApiKey } from '../lib/api-key-format.ts'
import { tooLate, withDeadline } from '../lib/deadline.ts'
import { Lru } from '../lib/lru.ts'
import { hashSecret, secretsEqual } from '../lib/secret.ts'
import type { Generation } from './generation.ts'
import type { KeyDirectory, KeySource, KnownKey } from './types.ts'

/** Keys, and as many unknown prefixes, that an isolate remembers. */
const rememberedKeys = 5_000
/** The most a request waits for a lookup; the one that asked may be gone, and its answer with it. */
const longestWaitMs = 1_000

export interface KeyDirectoryDeps {
  readonly source: Pick<KeySource, 'find'>
  readonly generation: Pick<Generation, 'known' | 'current'>
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}

type WaitUntil = (work: Promise<unknown>) => void
type Lookup = KnownKey | 'unknown' | 'unavailable'

/** Remembers what it learnt until any credential changes anywhere: then all of it is void. */
export function createKeyDirectory(deps: KeyDirectoryDeps): KeyDirectory {
  return new Directory(deps)
}

class Directory implements KeyDirectory {
  readonly #deps: KeyDirectoryDeps
  #generation: number | undefined
  /** By the whole text: a hit saves the hash of it. */
  readonly #verified = new Lru<string, KnownKey>(rememberedKeys)
  /** By prefix, those that do not exist too: guesses cost one question each. */
  readonly #found = new Lru<string, KnownKey | 'unknown'>(rememberedKeys)
  /** One question per prefix, however many requests wait for it. */
  readonly #asked = new Map<string, Promise<Lookup>>()

  constructor(deps: KeyDirectoryDeps) {
    this.#deps = deps
  }

  recall(text: string, waitUntil: WaitUntil): KnownKey | undefined {
    const generation = this.#deps.generation.known(waitUntil)
    return generation !== undefined && generation === this.#generation
      ? this.#verified.get(text)
      : undefined
  }

  async verify(text: string, waitUntil: WaitUntil): Promise<Lookup> {
    const prefix = prefixOfApiKey(text)
    if (prefix === undefined) return 'unknown'
    const generation = await this.#deps.generation.current(waitUntil)
    if (generation === undefined) return 'unavailable'
    if (generation !== this.#generation) this.#forgetAll(generation)
    const found = this.#found.get(prefix) ?? (await this.#answer(prefix, generation))
    if (found === 'unavailable') return found
    // The same work for a prefix that does not exist: its answer must not take less time.
    const isRight = secretsEqual(hashSecret(text), found === 'unknown' ? noHash : found.hash)
    if (found === 'unknown' || !isRight) return 'unknown'
    if (generation === this.#generation) this.#verified.set(text, found)
    return found
  }

  #forgetAll(generation: number): void {
    this.#generation = generation
    this.#verified.clear()
    this.#found.clear()
    this.#asked.clear()
  }

  async #answer(prefix: string, generation: number): Promise<Lookup> {
    const answer = await withDeadline(this.#ask(prefix, generation), longestWaitMs)
    if (answer !== tooLate) return answer
    this.#asked.delete(prefix)
    return 'unavailable'
  }

  #ask(prefix: string, generation: number): Promise<Lookup> {
    const under = this.#asked.get(prefix)
    if (under !== undefined) return under
    const question = this.#find(prefix, generation).finally(() => {
      if (this.#asked.get(prefix) === question) this.#asked.delete(prefix)
    })
    this.#asked.set(prefix, question)
    return question
  }

  async #find(prefix: string, generation: number): Promise<Lookup> {
    try {
      const found = (await this.#deps.source.find(prefix)) ?? 'unknown'
      // Read under an older state, it may already be wrong under the new one.
      if (generation === this.#generation) this.#found.set(prefix, found)
      return found
    } catch (error) {
      this.#deps.log('an API key could not be looked up', { prefix, error })
      return 'unavailable'
    }
  }
}

/** The hash of no key. */
const noHash = '0'.repeat(64)
