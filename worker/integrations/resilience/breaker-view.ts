import type { BreakerState } from '#durable-objects/circuit-breaker-policy.ts'
import { maxWindowCalls } from '#durable-objects/circuit-breaker-window.ts'

import type { Standing } from './types.ts'

/** A report that is so long overdue was cut off with the request whose time it ran in. */
const lostAfterMs = 1_000
/** From then on an answer with a lower epoch is no late one. */
const renewedAfterMs = 5_000

/** What one isolate knows of a breaker, and what it has not told it yet. */
export class BreakerView {
  #state: BreakerState = 'closed'
  #epoch: number | undefined
  #askAt = 0
  #heardAt = Number.NEGATIVE_INFINITY
  #reportAt = Number.NEGATIVE_INFINITY
  #outcomes = ''

  get state(): BreakerState {
    return this.#state
  }

  get epoch(): number | undefined {
    return this.#epoch
  }

  /** True when calls need leave. */
  get isShut(): boolean {
    return this.#state !== 'closed' && this.#state !== 'disabled'
  }

  /** How long there is no use in asking for leave. Unit: ms. */
  waitMs(now: number): number {
    return Math.max(0, this.#askAt - now)
  }

  /** Somebody asks: until `until` nobody else need. */
  asking(until: number): void {
    this.#askAt = until
  }

  learn({ state, epoch, waitMs }: Standing, now: number): void {
    // Answers may overtake each other; an object that was made anew counts from 0 again.
    const isOlder = this.#epoch !== undefined && epoch < this.#epoch
    if (isOlder && now < this.#heardAt + renewedAfterMs) return
    // Outcomes of the past say nothing about a state that began after them.
    if (this.#epoch !== undefined && epoch !== this.#epoch) this.#outcomes = ''
    this.#state = state
    this.#epoch = epoch
    this.#askAt = now + waitMs
    this.#heardAt = now
  }

  /** Leave cannot be asked for: nobody is refused for that. */
  giveUp(): void {
    this.#state = 'closed'
  }

  /** An outcome of a call that began while `epoch` was known. */
  note(outcome: string, epoch: number | undefined): void {
    if (epoch !== undefined && epoch !== this.#epoch) return
    this.#outcomes = (this.#outcomes + outcome).slice(-maxWindowCalls)
  }

  isSilentFor(ms: number, now: number): boolean {
    return now - this.#heardAt >= ms
  }

  /** True when a report at `at` is to be made: none is on its way that early. */
  schedules(at: number, now: number): boolean {
    if (this.#reportAt <= at && now < this.#reportAt + lostAfterMs) return false
    this.#reportAt = at
    return true
  }

  /** What is to be told, once. */
  takeOutcomes(): string {
    const outcomes = this.#outcomes
    this.#outcomes = ''
    this.#reportAt = Number.NEGATIVE_INFINITY
    return outcomes
  }
}
