import { tooLate, withDeadline } from '../lib/deadline.ts'
import type { StoredAnswers } from './types.ts'

/** The most a request waits for another one. A leader that was cut off holds nobody up for longer. */
const longestWaitMs = 10_000

interface Flight {
  readonly work: Promise<StoredAnswers | undefined>
  readonly startedAt: number
}

/** Requests of this isolate that are asking for an answer right now, by their key. */
export class Flights {
  readonly #byKey = new Map<string, Flight>()

  /** What another request is about to store, or undefined at once when none is asking. */
  join(key: string, now: number): Promise<StoredAnswers | undefined> | undefined {
    const flight = this.#byKey.get(key)
    if (flight === undefined || now - flight.startedAt >= longestWaitMs) return undefined
    return this.#wait(flight)
  }

  /** Others wait for `work` from now on. It may reject; those who wait are released then. */
  lead(key: string, work: Promise<StoredAnswers | undefined>, now: number): void {
    const flight = { work: work.catch(() => undefined), startedAt: now }
    this.#byKey.set(key, flight)
    void flight.work.finally(() => {
      if (this.#byKey.get(key) === flight) this.#byKey.delete(key)
    })
  }

  async #wait({ work }: Flight): Promise<StoredAnswers | undefined> {
    const answers = await withDeadline(work, longestWaitMs)
    return answers === tooLate ? undefined : answers
  }
}
