import { env } from 'cloudflare:workers'
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { BreakerConfig, BreakerEvent } from '#durable-objects/circuit-breaker-policy.ts'
import type { BreakerReport, Standing } from '#durable-objects/circuit-breaker-types.ts'

const config: BreakerConfig = {
  slidingWindowType: 'count-based',
  slidingWindowSize: 10,
  minimumNumberOfCalls: 4,
  failureRateThreshold: 50,
  slowCallRateThreshold: 100,
  waitDurationInOpenState: 30_000,
}
const start = Date.UTC(2026, 10, 24, 9)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(start)
})
afterEach(() => void vi.useRealTimers())

let objects = 0
const object = () => env.CIRCUIT_BREAKER.getByName(`breaker-${(objects += 1)}`)
type Stub = ReturnType<typeof object>
const tell = (stub: Stub, event: BreakerEvent) => stub.tell(event, config) as Promise<Standing>
const report = (stub: Stub, outcomes: string) =>
  tell(stub, { type: 'report', epoch: undefined, outcomes })
const ask = (stub: Stub, owner: string) => tell(stub, { type: 'ask', owner, leaseMs: 3_000 })
const later = (ms: number) => void vi.setSystemTime(Date.now() + ms)

describe('the object of a breaker', () => {
  it('gives one of many that ask at once the probe', async () => {
    const stub = object()
    expect(await report(stub, 'ffff')).toMatchObject({ state: 'open', waitMs: 30_000 })
    later(30_000)
    const standings = await Promise.all(Array.from({ length: 100 }, (_, n) => ask(stub, `o${n}`)))
    expect(standings.filter(({ isProbe }) => isProbe)).toHaveLength(1)
  })

  it('gives no second probe when it is evicted meanwhile, and a new one when the lease is over', async () => {
    const stub = object()
    await report(stub, 'ffff')
    await evictDurableObject(stub)
    later(30_000)
    expect((await ask(stub, 'a')).isProbe).toBe(true)
    await evictDurableObject(stub)
    later(2_999)
    expect(await ask(stub, 'b')).toMatchObject({ isProbe: false, state: 'half-open' })
    later(1)
    expect((await ask(stub, 'c')).isProbe).toBe(true)
    // Whoever lost the lease decides nothing any more.
    await tell(stub, { type: 'settle', owner: 'a', probe: 'good' })
    expect(await ask(stub, 'd')).toMatchObject({ state: 'half-open' })
    expect(await tell(stub, { type: 'settle', owner: 'c', probe: 'good' })).toMatchObject({
      state: 'closed',
    })
  })

  it('is never stuck: the owner of the probe is killed 100 times', async () => {
    const stub = object()
    for (let kill = 0; kill < 100; kill += 1) {
      /* oxlint-disable no-await-in-loop -- one kill after the other */
      await report(stub, 'ffff')
      later(30_000)
      expect((await ask(stub, `dead ${kill}`)).isProbe).toBe(true)
      if (kill % 10 === 0) await evictDurableObject(stub)
      later(3_000)
      expect((await ask(stub, `alive ${kill}`)).isProbe).toBe(true)
      const event = { type: 'settle', owner: `alive ${kill}`, probe: 'good' } as const
      expect((await tell(stub, event)).state).toBe('closed')
      /* oxlint-enable no-await-in-loop */
    }
  })

  it('counts no outcome of calls that were made in another state', async () => {
    const stub = object()
    const { epoch } = await report(stub, 'ffff')
    later(30_000)
    await ask(stub, 'a')
    await tell(stub, { type: 'settle', owner: 'a', probe: 'good' })
    expect((await tell(stub, { type: 'report', epoch, outcomes: 'ffffffff' })).state).toBe('closed')
  })

  it('remembers the last 50 changes, with what led to them', async () => {
    const stub = object()
    await report(stub, '.fff')
    await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        stub.set(n % 2 === 0 ? 'forced-open' : 'disabled', config, 'Olga'),
      ),
    )
    const { transitions } = (await stub.report(config)) as BreakerReport
    expect(transitions).toHaveLength(50)
    expect(transitions[0]).toMatchObject({ from: 'forced-open', to: 'disabled', by: 'Olga' })
  })

  it('writes a busy window once a second, not with every report', async () => {
    const stub = object()
    await report(stub, '.'.repeat(4))
    const saved = () =>
      runInDurableObject(stub, async (_, state) =>
        JSON.stringify(await state.storage.get('breaker')),
      )
    const first = await saved()
    for (let n = 0; n < 20; n += 1)
      // oxlint-disable-next-line no-await-in-loop -- one report after the other
      await report(stub, '.'.repeat(4))
    expect(await saved()).toBe(first)
    later(1_000)
    await report(stub, '....')
    expect(await saved()).not.toBe(first)
  })

  it('is forgotten after 30 days without a call, unless an operator keeps it', async () => {
    const idle = object()
    const forced = object()
    await report(idle, '....')
    await forced.set('forced-open', config, 'Olga')
    const stored = (stub: Stub) =>
      runInDurableObject(stub, async (_, state) => (await state.storage.list()).size)
    later(20 * 86_400_000)
    await runDurableObjectAlarm(idle)
    expect(await stored(idle)).toBe(1)
    later(11 * 86_400_000)
    await Promise.all([runDurableObjectAlarm(idle), runDurableObjectAlarm(forced)])
    expect([await stored(idle), await stored(forced)]).toEqual([0, 1])
    expect((await forced.report(config)).state).toBe('forced-open')
  })
})
