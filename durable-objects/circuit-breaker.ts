import { DurableObject } from 'cloudflare:workers'

import {
  type Breaker,
  type BreakerConfig,
  type BreakerEvent,
  type BreakerState,
  newBreaker,
  next,
} from './circuit-breaker-policy.ts'
import type { BreakerReport, Standing, Transition } from './circuit-breaker-types.ts'
import { countsOf } from './circuit-breaker-window.ts'

interface Stored {
  readonly breaker: Breaker
  /** Newest first. */
  readonly transitions: readonly Transition[]
  readonly savedAt: number
}

const keptTransitions = 50
/** A window is written this often at most; a transition always, before its answer leaves. */
const saveEveryMs = 1_000
/** While somebody probes, or an operator keeps it open, isolates ask again after so long. */
const pollMs = 250
const forcedPollMs = 1_000
/** A breaker nobody used for so long is forgotten, unless an operator has set it. */
const forgetAfterMs = 30 * 86_400_000
const alarmEveryMs = 86_400_000

/** The breaker of one integration of one endpoint, for all isolates. */
export class CircuitBreaker extends DurableObject {
  #stored: Stored | undefined
  #alarmAt: number | null = null

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    void ctx.blockConcurrencyWhile(async () => {
      this.#stored = await ctx.storage.get<Stored>('breaker')
      this.#alarmAt = await ctx.storage.getAlarm()
    })
  }

  /** Tells what happened or asks to call; answers where the breaker stands. */
  tell(event: BreakerEvent, config: BreakerConfig): Standing {
    const now = Date.now()
    const { breaker, transition } = this.#apply(event, config, now)
    const isProbe = event.type === 'ask' && breaker.owner === event.owner
    return {
      state: breaker.state,
      epoch: breaker.epoch,
      waitMs: waitMs(breaker, now),
      isProbe,
      transition,
    }
  }

  /** Sets the state by hand. */
  set(state: BreakerState, config: BreakerConfig, by: string): BreakerReport {
    this.#apply({ type: 'set', state }, config, Date.now(), by)
    return this.report(config)
  }

  report(config: BreakerConfig): BreakerReport {
    const now = Date.now()
    const { breaker, transitions } = this.#stored ?? fresh(now)
    const { state, since, until, window } = breaker
    return {
      state,
      since,
      until: state === 'open' || state === 'half-open' ? until : undefined,
      transitions,
      ...countsOf(window, config, now),
    }
  }

  override async alarm(): Promise<void> {
    this.#alarmAt = null
    if (this.#stored !== undefined && isWorthKeeping(this.#stored, Date.now()))
      return this.#wakeAt(Date.now() + alarmEveryMs)
    this.#stored = undefined
    await this.ctx.storage.deleteAll()
  }

  #apply(event: BreakerEvent, config: BreakerConfig, now: number, by?: string) {
    const before = this.#stored ?? fresh(now)
    const breaker = next(before.breaker, event, now, config)
    const isChanged = breaker.epoch !== before.breaker.epoch
    const transition = isChanged ? transitionOf(before.breaker, breaker, config, by) : undefined
    const transitions =
      transition === undefined
        ? before.transitions
        : [transition, ...before.transitions].slice(0, keptTransitions)
    this.#stored = { ...before, breaker, transitions }
    // A lease must not be forgotten: another probe would be given out.
    const isUrgent = isChanged || breaker.owner !== before.breaker.owner
    if (isUrgent || (breaker !== before.breaker && now - before.savedAt >= saveEveryMs))
      this.#save({ ...this.#stored, savedAt: now })
    return { breaker, transition }
  }

  #save(stored: Stored): void {
    this.#stored = stored
    void this.ctx.storage.put('breaker', stored)
    if (this.#alarmAt === null) void this.#wakeAt(stored.savedAt + alarmEveryMs)
  }

  async #wakeAt(at: number): Promise<void> {
    this.#alarmAt = at
    await this.ctx.storage.setAlarm(at)
  }
}

function fresh(now: number): Stored {
  return { breaker: newBreaker(now), transitions: [], savedAt: 0 }
}

function isWorthKeeping({ breaker, savedAt }: Stored, now: number): boolean {
  return (
    now - savedAt < forgetAfterMs || breaker.state === 'forced-open' || breaker.state === 'disabled'
  )
}

function waitMs({ state, until }: Breaker, now: number): number {
  switch (state) {
    case 'open':
      return Math.max(0, until - now)
    case 'half-open':
      return Math.min(Math.max(0, until - now), pollMs)
    case 'forced-open':
      return forcedPollMs
    case 'closed':
    case 'disabled':
      return 0
  }
}

// oxlint-disable-next-line max-params -- before, after, and what else a record has
function transitionOf(
  before: Breaker,
  after: Breaker,
  config: BreakerConfig,
  by: string | undefined,
): Transition {
  const { state: to, cause, since: at } = after
  // The window as it was when it opened; the call that opened it included.
  const window = to === 'closed' ? before.window : after.window
  return { at, from: before.state, to, cause, by, ...countsOf(window, config, at) }
}
