import { DurableObject } from 'cloudflare:workers'

import {
  forgetAt,
  noFailures,
  type ThrottleState,
  waitMs,
  withAttempt,
  withoutAttempt,
} from './login-throttle-policy.ts'

/** Counts the sign-in attempts of one account or one address; one object each, so counts are exact. */
export class LoginThrottle extends DurableObject {
  /** Counts an attempt. Answers 0 if it may go ahead, else how long to wait. Unit: ms. */
  async attempt(freeAttemptFactor: number): Promise<number> {
    const now = Date.now()
    const state = (await this.ctx.storage.get<ThrottleState>('state')) ?? noFailures
    const wait = waitMs(state, now, freeAttemptFactor)
    if (wait > 0) return wait
    const next = withAttempt(state, now)
    await this.ctx.storage.put('state', next)
    await this.ctx.storage.setAlarm(forgetAt(next))
    return 0
  }

  /** The account's attempt succeeded: forget its failures. */
  async clear(): Promise<void> {
    await this.ctx.storage.deleteAlarm()
    await this.ctx.storage.deleteAll()
  }

  /** An attempt from this address succeeded: only that one no longer counts, or a guesser's own account would clear all. */
  async forgive(): Promise<void> {
    const state = await this.ctx.storage.get<ThrottleState>('state')
    if (state !== undefined) await this.ctx.storage.put('state', withoutAttempt(state))
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll()
  }
}
