import type { RequestContext } from '../../context.ts'
import { tooLate, withDeadline } from '../../lib/deadline.ts'

/** What requests of this isolate are waiting for right now, by key. */
export class InFlight<T> {
  readonly #byKey = new Map<string, Promise<T>>()

  /** What another request asked for already, or undefined at once when none has. */
  join(key: string, limitMs: number): Promise<T | undefined> | undefined {
    const work = this.#byKey.get(key)
    return work && this.#wait(key, work, limitMs)
  }

  /** Others wait for `work` from now on: plain data, for nothing of this request's I/O is theirs. It outlives its caller. */
  lead(key: string, work: Promise<T>, ctx: RequestContext): Promise<T> {
    this.#byKey.set(key, work)
    const ended = work
      .catch(() => undefined)
      .finally(() => {
        if (this.#byKey.get(key) === work) this.#byKey.delete(key)
      })
    ctx.waitUntil(ended)
    return work
  }

  /** Undefined after `limitMs`: the request that asked may be gone, and its promise with it. */
  async #wait(key: string, work: Promise<T>, limitMs: number): Promise<T | undefined> {
    const result = await withDeadline(work, limitMs)
    if (result !== tooLate) return result
    if (this.#byKey.get(key) === work) this.#byKey.delete(key)
    return undefined
  }
}
