import type { RateLimitStrategy } from '#contract/rate-limit.ts'

/** The numbers of one limit: what a strategy decides by. Part of the object's RPC: fields are only ever added. */
export interface Policy {
  readonly strategy: RateLimitStrategy
  /** Requests per period. */
  readonly limit: number
  /** `day` and `month` are calendar periods (UTC), for `fixed-window` only. */
  readonly period: 'minute' | 'day' | 'month'
  /** Size of the bucket; of windows the cap in any one second. Default: the limit; of windows none. */
  readonly burst?: number | undefined
}

/**
 * How a limit counts. Pure: (state, now, policy) → state. Time only comes in through `advance`; every other
 * function is about a state that was advanced. Times in milliseconds since the epoch.
 */
export interface Strategy<State> {
  /** Nothing spent. */
  start(now: number, policy: Policy): State
  /** The state at `now`, or at its own time where the clock has gone back. */
  advance(state: State, now: number, policy: Policy): State
  /** Tokens that may be issued now; below 0 when the limit has been lowered. */
  free(state: State, policy: Policy): number
  /** When `count` tokens would be free if nothing else came; Infinity: never. */
  readyAt(state: State, count: number, policy: Policy): number
  /** When a lease issued now must have ended; Infinity: whenever. */
  leaseLimit(state: State): number
  /** Counts tokens as possibly spent at any time from now until `leaseEnd`. */
  issue(state: State, count: number, leaseEnd: number, policy: Policy): State
  /** A lease was closed: the tokens that were spent were spent by now, the others never will be. */
  settle(state: State, lease: Settlement, policy: Policy): State
  /** From when on a state that has just been started decides the same. */
  idleAt(state: State, policy: Policy): number
}

/** A lease whose isolate has discarded what was left of it. */
export interface Settlement {
  /** The `leaseEnd` of its grant: which lease it was. */
  readonly leaseEnd: number
  readonly granted: number
  readonly unused: number
}
