import type { BreakerState, Cause } from './circuit-breaker-policy.ts'
import type { Counts } from './circuit-breaker-window.ts'

/** What an isolate goes by until it asks again. Durations, because clocks differ. */
export interface Standing {
  readonly state: BreakerState
  readonly epoch: number
  /** Not closed: how long there is no use in asking. Unit: ms. */
  readonly waitMs: number
  /** The one who asked may call, alone in the world. */
  readonly isProbe: boolean
  /** What this very message has changed. */
  readonly transition: Transition | undefined
}

export interface Transition extends Counts {
  readonly at: number
  readonly from: BreakerState
  readonly to: BreakerState
  readonly cause: Cause
  /** Name of the operator. */
  readonly by: string | undefined
}

/** A breaker as it is shown. */
export interface BreakerReport extends Counts {
  readonly state: BreakerState
  readonly since: number
  readonly until: number | undefined
  readonly transitions: readonly Transition[]
}
