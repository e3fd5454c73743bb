import type { CircuitBreaker } from '#contract/resilience.ts'

import {
  type Counts,
  countsOf,
  emptyWindow,
  type Outcomes,
  type Window,
  withOutcomes,
} from './circuit-breaker-window.ts'

/** Pure: (breaker, event, now, config) → breaker. No I/O, no clock. */

export type BreakerState = 'closed' | 'open' | 'half-open' | 'forced-open' | 'disabled'

/** What a breaker goes by. Which calls are slow is decided where they are made. */
export type BreakerConfig = Omit<CircuitBreaker, 'enabled' | 'slowCallDuration'>

/** Why a breaker came into its state. */
export type Cause = 'start' | 'failure-rate' | 'slow-call-rate' | 'wait-over' | 'probe' | 'operator'

export interface Breaker {
  readonly state: BreakerState
  /** Counts transitions: an outcome belongs to the state its call was made in. */
  readonly epoch: number
  readonly cause: Cause
  readonly since: number
  /** open: when a probe may go; half-open: when its lease ends and another may. */
  readonly until: number
  /** Who probes. Undefined: nobody yet. */
  readonly owner: string | undefined
  readonly window: Window
}

export type BreakerEvent =
  /** Outcomes of calls made in the state of that epoch; undefined: by an isolate that knows none. */
  | { readonly type: 'report'; readonly epoch: number | undefined; readonly outcomes: Outcomes }
  /** Somebody wants to call although it is not closed. */
  | { readonly type: 'ask'; readonly owner: string; readonly leaseMs: number }
  /** A probe has ended; released: without telling anything about the upstream. */
  | { readonly type: 'settle'; readonly owner: string; readonly probe: ProbeOutcome }
  | { readonly type: 'set'; readonly state: BreakerState }

export type ProbeOutcome = 'good' | 'bad' | 'released'

export function newBreaker(now: number): Breaker {
  return {
    state: 'closed',
    epoch: 0,
    cause: 'start',
    since: now,
    until: 0,
    owner: undefined,
    window: emptyWindow,
  }
}

/** The breaker after an event; the same object when nothing changes. */
export function next(
  breaker: Breaker,
  event: BreakerEvent,
  now: number,
  config: BreakerConfig,
): Breaker {
  switch (event.type) {
    case 'report':
      return reported(breaker, event, now, config)
    case 'ask':
      return asked(breaker, event, now)
    case 'settle':
      return settled(breaker, event, now, config)
    case 'set':
      return changed(breaker, event.state, 'operator', { now, until: untilOf(event, now, config) })
  }
}

/** Why the window opens the breaker; undefined: it does not. */
export function opensBy(counts: Counts, config: BreakerConfig): Cause | undefined {
  const { calls, failed, slow } = counts
  if (calls < config.minimumNumberOfCalls) return undefined
  if (failed * 100 >= config.failureRateThreshold * calls) return 'failure-rate'
  return slow * 100 >= config.slowCallRateThreshold * calls ? 'slow-call-rate' : undefined
}

function reported(
  breaker: Breaker,
  { epoch, outcomes }: Extract<BreakerEvent, { type: 'report' }>,
  now: number,
  config: BreakerConfig,
): Breaker {
  const isOfNow = epoch === undefined || epoch === breaker.epoch
  if (breaker.state !== 'closed' || !isOfNow || outcomes === '') return breaker
  const counting = { ...breaker, window: withOutcomes(breaker.window, outcomes, now) }
  const cause = opensBy(countsOf(counting.window, config, now), config)
  return cause === undefined
    ? counting
    : changed(counting, 'open', cause, { now, until: now + config.waitDurationInOpenState })
}

/** One probe for everybody: whoever asks first when the time has come, and again when its lease is over. */
function asked(
  breaker: Breaker,
  { owner, leaseMs }: Extract<BreakerEvent, { type: 'ask' }>,
  now: number,
): Breaker {
  const { state, until } = breaker
  if ((state !== 'open' && state !== 'half-open') || now < until) return breaker
  const lease = { owner, until: now + leaseMs }
  return state === 'half-open'
    ? { ...breaker, ...lease }
    : { ...changed(breaker, 'half-open', 'wait-over', { now, until: 0 }), ...lease }
}

function settled(
  breaker: Breaker,
  { owner, probe }: Extract<BreakerEvent, { type: 'settle' }>,
  now: number,
  { waitDurationInOpenState: waitMs }: BreakerConfig,
): Breaker {
  // Its lease is over and another probes, or an operator has decided: what it found counts no more.
  if (breaker.state !== 'half-open' || breaker.owner !== owner) return breaker
  if (probe === 'released') return { ...breaker, owner: undefined, until: now }
  return probe === 'good'
    ? changed(breaker, 'closed', 'probe', { now, until: 0 })
    : changed(breaker, 'open', 'probe', { now, until: now + waitMs })
}

function untilOf({ state }: { readonly state: BreakerState }, now: number, config: BreakerConfig) {
  if (state === 'open') return now + config.waitDurationInOpenState
  return state === 'half-open' ? now : 0
}

function changed(
  breaker: Breaker,
  state: BreakerState,
  cause: Cause,
  { now, until }: { readonly now: number; readonly until: number },
): Breaker {
  // What opened it is kept to be looked at; whatever closes it, it starts anew.
  const window = state === 'closed' ? emptyWindow : breaker.window
  return { state, epoch: breaker.epoch + 1, cause, since: now, until, owner: undefined, window }
}
