import type { KeptAnswer, LastGood } from './types.ts'

const defaultMaxBytes = 8 * 1024 * 1024
/** What an entry takes beside its body, roughly. */
const overheadBytes = 1_024

/** Last good answers in the memory of the isolate, the one that was kept longest ago forgotten first. */
export class MemoryLastGood implements LastGood {
  readonly #maxBytes: number
  readonly #answers = new Map<string, KeptAnswer>()
  #bytes = 0

  constructor(maxBytes = defaultMaxBytes) {
    this.#maxBytes = maxBytes
  }

  get(key: string): KeptAnswer | undefined {
    return this.#answers.get(key)
  }

  put(key: string, answer: KeptAnswer): void {
    this.#forget(key)
    this.#answers.set(key, answer)
    this.#bytes += sizeOf(answer)
    for (const oldest of this.#answers.keys()) {
      if (this.#bytes <= this.#maxBytes) return
      this.#forget(oldest)
    }
  }

  #forget(key: string): void {
    const answer = this.#answers.get(key)
    if (answer === undefined) return
    this.#answers.delete(key)
    this.#bytes -= sizeOf(answer)
  }
}

/** Characters of a string count twice, as V8 may store them. */
function sizeOf({ body }: KeptAnswer): number {
  return overheadBytes + (typeof body === 'string' ? body.length * 2 : body.byteLength)
}
