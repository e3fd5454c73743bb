import { tooLate, withDeadline } from '../lib/deadline.ts'
import { Lru } from '../lib/lru.ts'

/** The most a request waits for a lookup; the one that asked may be gone, and its answer with it. */
const longestWaitMs = 1_000
/** After a failure the same question is not asked again at once, by every request. */
const pauseMs = 1_000

export interface LookupsDeps<Found> {
  /** Rejects when it cannot be found out. */
  readonly find: (key: string) => Promise<Found | undefined>
  readonly now: () => number
  readonly failed: (key: string, error: unknown) => void
  /** Answers that are remembered, those that there is nothing too. */
  readonly capacity: number
}

/** Answers of storage, remembered: one question per key, however many requests wait for it. */
export class Lookups<Found extends object> {
  readonly #deps: LookupsDeps<Found>
  readonly #found: Lru<string, Found | 'missing'>
  readonly #asked = new Map<string, Promise<Found | 'missing' | 'unavailable'>>()
  readonly #failedAt: Lru<string, number>

  constructor(deps: LookupsDeps<Found>) {
    this.#deps = deps
    this.#found = new Lru(deps.capacity)
    this.#failedAt = new Lru(deps.capacity)
  }

  recall(key: string): Found | 'missing' | undefined {
    return this.#found.get(key)
  }

  async read(key: string): Promise<Found | 'missing' | 'unavailable'> {
    const known = this.#found.get(key)
    if (known !== undefined) return known
    if (this.#deps.now() - (this.#failedAt.get(key) ?? Number.NEGATIVE_INFINITY) < pauseMs)
      return 'unavailable'
    const answer = await withDeadline(this.#ask(key), longestWaitMs)
    if (answer !== tooLate) return answer
    this.#asked.delete(key)
    return 'unavailable'
  }

  #ask(key: string): Promise<Found | 'missing' | 'unavailable'> {
    const running = this.#asked.get(key)
    if (running !== undefined) return running
    const question = this.#find(key).finally(() => {
      if (this.#asked.get(key) === question) this.#asked.delete(key)
    })
    this.#asked.set(key, question)
    return question
  }

  async #find(key: string): Promise<Found | 'missing' | 'unavailable'> {
    try {
      const found = (await this.#deps.find(key)) ?? 'missing'
      this.#found.set(key, found)
      return found
    } catch (error) {
      this.#failedAt.set(key, this.#deps.now())
      this.#deps.failed(key, error)
      return 'unavailable'
    }
  }
}
