import { reject, type Rejection } from '../../rejection.ts'

/** Those who wait look again so often: waking another request up from here is not allowed on every platform. */
const pollMs = 5

const full = Object.freeze(reject('bulkhead_full', { headers: { 'retry-after': '1' } }))

export interface BulkheadConfig {
  readonly maxConcurrentCalls: number
  readonly maxWaitDuration: number
}

/** Calls of one integration that are under way in this isolate. */
export class Bulkhead {
  #calls = 0

  /** Takes a place, or refuses. Whoever got one must `leave`. */
  enter(
    { maxConcurrentCalls, maxWaitDuration }: BulkheadConfig,
    wait: (ms: number) => Promise<void>,
  ): Rejection | undefined | Promise<Rejection | undefined> {
    if (this.#calls < maxConcurrentCalls) {
      this.#calls += 1
      return undefined
    }
    return maxWaitDuration === 0 ? full : this.#waited(maxConcurrentCalls, maxWaitDuration, wait)
  }

  leave(): void {
    this.#calls -= 1
  }

  async #waited(
    most: number,
    maxWaitMs: number,
    wait: (ms: number) => Promise<void>,
  ): Promise<Rejection | undefined> {
    for (let waitedMs = 0; waitedMs < maxWaitMs; waitedMs += pollMs) {
      // oxlint-disable-next-line no-await-in-loop -- one look after the other
      await wait(Math.min(pollMs, maxWaitMs - waitedMs))
      if (this.#calls < most) {
        this.#calls += 1
        return undefined
      }
    }
    return full
  }
}
