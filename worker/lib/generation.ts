import { withDeadline } from './deadline.ts'
import type { WaitUntil } from './wait-until.ts'

/** Younger than this, the number is used without a question. */
const freshMs = 1_000
/** Nothing is decided by an older number: this is how fast a revocation or a purge works everywhere. */
const longestAgeMs = 5_000
/** The most a request waits for it. */
const longestWaitMs = 1_000

export interface GenerationDeps {
  readonly read: () => Promise<number>
  readonly now: () => number
  /** A read did not work. */
  readonly failed: (error: unknown) => void
}

/**
 * The state of something shared by all isolates as one number that moves with every change, kept fresh by the
 * requests that ask for it. It fails closed, where the route index (route/snapshot.ts) goes on with what it has.
 */
export class Generation {
  readonly #deps: GenerationDeps
  #value: number | undefined
  /** When the read that led to the value began. */
  #checkedAt = Number.NEGATIVE_INFINITY
  #attemptedAt = Number.NEGATIVE_INFINITY
  #running: Promise<boolean> | undefined

  constructor(deps: GenerationDeps) {
    this.#deps = deps
  }

  /** The number if it is known well enough, without waiting. Renews it in the background in good time. */
  known(waitUntil: WaitUntil): number | undefined {
    const ageMs = this.#ageMs()
    if (ageMs > longestAgeMs) return undefined
    if (ageMs > freshMs && this.#mayStart()) waitUntil(this.#start())
    return this.#value
  }

  /** Whether the number is known well enough at this moment. */
  isKnown(): boolean {
    return this.#ageMs() <= longestAgeMs
  }

  /** The number, read when it must be. Undefined: storage does not answer. */
  async current(waitUntil: WaitUntil): Promise<number | undefined> {
    const known = this.known(waitUntil)
    if (known !== undefined) return known
    if (this.#mayStart()) waitUntil(this.#start())
    if (this.#running !== undefined) await withDeadline(this.#running, longestWaitMs)
    return this.known(waitUntil)
  }

  /** Reads the number now, after a change. Answers whether it worked. */
  renew(): Promise<boolean> {
    return this.#start()
  }

  #ageMs(): number {
    return this.#deps.now() - this.#checkedAt
  }

  /** At most one attempt a second, so that failing storage is not asked by every request. */
  #mayStart(): boolean {
    return this.#deps.now() - this.#attemptedAt >= freshMs
  }

  #start(): Promise<boolean> {
    const startedAt = this.#deps.now()
    this.#attemptedAt = startedAt
    const work = this.#load(startedAt).finally(() => {
      if (this.#running === work) this.#running = undefined
    })
    this.#running = work
    return work
  }

  async #load(startedAt: number): Promise<boolean> {
    try {
      const value = await this.#deps.read()
      // A read that began later has already answered.
      if (startedAt < this.#checkedAt) return true
      this.#value = value
      this.#checkedAt = startedAt
      return true
    } catch (error) {
      this.#deps.failed(error)
      return false
    }
  }
}
