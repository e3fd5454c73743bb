import { ByteLru } from '../../lib/byte-lru.ts'
import type { KeptAnswer, LastGood } from './types.ts'

const defaultMaxBytes = 8 * 1024 * 1024
/** What an entry takes beside its body, roughly. */
const overheadBytes = 1_024

/** Last good answers in the memory of the isolate. */
export class MemoryLastGood implements LastGood {
  readonly #answers: ByteLru<string, KeptAnswer>

  constructor(maxBytes = defaultMaxBytes) {
    this.#answers = new ByteLru(maxBytes)
  }

  get(key: string): KeptAnswer | undefined {
    return this.#answers.get(key)
  }

  put(key: string, answer: KeptAnswer): void {
    this.#answers.set(key, answer, sizeOf(answer))
  }
}

/** Characters of a string count twice, as V8 may store them. */
function sizeOf({ body }: KeptAnswer): number {
  return overheadBytes + (typeof body === 'string' ? body.length * 2 : body.byteLength)
}
