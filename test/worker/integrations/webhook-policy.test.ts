import { assert, constantFrom, double, infiniteStream, property } from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Receiver, SendingPlan } from '#durable-objects/webhook-delivery-types.ts'
import {
  afterAttempt,
  disableAfterMs,
  enabled,
  maxAttempts,
  newReceiver,
  receiverAfter,
} from '#durable-objects/webhook-policy.ts'

const scheduleMs = [0, 5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 36_000_000]
const plan: SendingPlan = { secrets: ['s'], timeoutMs: 15_000, scheduleMs }
const now = Date.UTC(2026, 10, 27)
const failed = { failure: 'status', retryAfterMs: undefined } as const
const at = (random: number) => ({ now, random })

describe('the schedule of a delivery', () => {
  it('is that of the configuration, drawn out by at most a fifth, and then it has failed', () => {
    for (const random of [0, 0.5, 0.999]) {
      let place = { step: 0, attempts: 1 }
      const waits: number[] = []
      for (;;) {
        const next = afterAttempt(place, plan, failed, at(random))
        if (next.dueAt === null) {
          expect(next.state).toBe('failed')
          break
        }
        waits.push(next.dueAt - now)
        place = { step: next.step, attempts: place.attempts + 1 }
      }
      expect(waits).toHaveLength(7)
      for (const [index, waitMs] of waits.entries()) {
        expect(waitMs).toBeGreaterThanOrEqual(scheduleMs[index + 1] ?? 0)
        expect(waitMs).toBeLessThanOrEqual((scheduleMs[index + 1] ?? 0) * 1.2)
      }
    }
  })

  it('waits as long as the receiver asks for, up to a day, and never shorter than it says', () => {
    const wait = (retryAfterMs: number) =>
      (afterAttempt({ step: 0, attempts: 1 }, plan, { ...failed, retryAfterMs }, at(0)).dueAt ??
        0) - now
    expect(wait(60_000)).toBe(60_000)
    expect(wait(1)).toBe(5_000)
    expect(wait(1e12)).toBe(86_400_000)
  })

  it('goes on at once, at the same step, after an attempt that was interrupted', () => {
    const outcome = { failure: 'interrupted', retryAfterMs: undefined } as const
    expect(afterAttempt({ step: 3, attempts: 4 }, plan, outcome, at(0.5))).toEqual({
      state: 'pending',
      step: 3,
      dueAt: now,
    })
  })

  it('always ends: whatever comes, there are never more attempts than 50', () => {
    const failures = constantFrom('status', 'timeout', 'interrupted', 'gone', 'secret')
    assert(
      property(
        infiniteStream(failures),
        double({ min: 0, max: 0.99, noNaN: true }),
        (stream, random) => {
          let place = { step: 0, attempts: 0 }
          for (const failure of stream) {
            place = { ...place, attempts: place.attempts + 1 }
            expect(place.attempts).toBeLessThanOrEqual(maxAttempts)
            const outcome = { failure, retryAfterMs: undefined } as const
            const next = afterAttempt(place, plan, outcome, at(random))
            if (next.dueAt === null) return
            expect(next.dueAt).toBeGreaterThanOrEqual(now)
            place = { ...place, step: next.step }
          }
        },
      ),
    )
  })
})

describe('a receiver', () => {
  const fail = (receiver: Receiver, when: number) =>
    receiverAfter(receiver, { failure: 'status' }, when)

  it('is disabled once it has done nothing but fail for 5 days, and not a moment earlier', () => {
    const first = fail(newReceiver, now)
    expect(first).toMatchObject({ disabled: undefined, failingSince: now })
    expect(fail(first, now + disableAfterMs - 1).disabled).toBeUndefined()
    expect(fail(first, now + disableAfterMs)).toMatchObject({
      disabled: { reason: 'failing' },
      since: now + disableAfterMs,
    })
  })

  it('starts anew with every success, and when it is enabled again', () => {
    const first = fail(newReceiver, now)
    const well = receiverAfter(first, { failure: undefined }, now + 1_000)
    expect(well).toMatchObject({ failingSince: undefined, lastSuccessAt: now + 1_000 })
    expect(fail(well, now + disableAfterMs).disabled).toBeUndefined()
    const gone = receiverAfter(newReceiver, { failure: 'gone' }, now)
    expect(gone.disabled?.reason).toBe('gone')
    const again = enabled(gone, now + 1)
    expect(fail(again, now + disableAfterMs)).toMatchObject({
      disabled: undefined,
      failingSince: now + disableAfterMs,
    })
  })

  it('is not judged by what the gateway interrupted', () => {
    expect(receiverAfter(newReceiver, { failure: 'interrupted' }, now)).toBe(newReceiver)
  })
})
