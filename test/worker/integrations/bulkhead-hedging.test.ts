import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { ResilienceWorld } from '../../support/resilience-world.ts'

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 10, 24, 9) }))
afterEach(() => void vi.useRealTimers())

const after = async (ms: number, text = 'ok', status = 200) => {
  await new Promise((resolve) => setTimeout(resolve, ms))
  return new Response(text, { status })
}

describe('a bulkhead', () => {
  it('refuses what is above its places, and frees them', async () => {
    const world = new ResilienceWorld(() => after(100))
    const call = world.isolate({ bulkhead: { enabled: true, maxConcurrentCalls: 3 } })
    const calls = Promise.all(Array.from({ length: 5 }, () => call()))
    await vi.runAllTimersAsync()
    const seen = await calls
    expect(seen.map(({ outcome }) => outcome)).toEqual([
      200,
      200,
      200,
      'bulkhead_full',
      'bulkhead_full',
    ])
    expect(seen[4]?.headers.get('retry-after')).toBe('1')
    const next = call()
    await vi.runAllTimersAsync()
    expect((await next).outcome).toBe(200)
  })

  it.each([
    [50, 'bulkhead_full'],
    [200, 200],
  ])('waits up to %d ms for a place', async (maxWaitDuration, outcome) => {
    const world = new ResilienceWorld(() => after(100))
    const bulkhead = { enabled: true, maxConcurrentCalls: 1, maxWaitDuration }
    const call = world.isolate({ bulkhead })
    const calls = Promise.all([call(), call()])
    await vi.runAllTimersAsync()
    expect((await calls)[1].outcome).toBe(outcome)
  })

  it('frees its place when a call breaks', async () => {
    const world = new ResilienceWorld(() => Promise.reject(new Error('reset')))
    const call = world.isolate({ bulkhead: { enabled: true, maxConcurrentCalls: 1 } })
    for (let sent = 0; sent < 5; sent += 1)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect((await call()).outcome).toBe('upstream_unreachable')
  })
})

describe('hedged requests', () => {
  const hedging = { enabled: true, delay: 100 }

  async function run(first: () => Promise<Response>, second: () => Promise<Response>, more = {}) {
    const world = new ResilienceWorld((_, count) => (count === 1 ? first() : second()))
    const pending = world.isolate({ hedging, ...more })()
    await vi.runAllTimersAsync()
    return { world, seen: await pending }
  }

  it('sends no second request when the first answers in time', async () => {
    const { world } = await run(
      () => after(99),
      () => after(1),
    )
    expect(world.arrivals).toHaveLength(1)
  })

  it('takes the answer of a second request, and aborts the first', async () => {
    const { world, seen } = await run(
      () => after(900, 'slow'),
      () => after(10, 'fast'),
    )
    expect(seen.text).toBe('fast')
    expect(world.arrivals.map(({ isAborted }) => isAborted())).toEqual([true, false])
    expect(seen.notes['attempts']).toEqual([
      { status: 200, durationMs: 10, isHedge: true },
      { failure: 'aborted', durationMs: 110 },
    ])
  })

  it('takes the first answer when it comes first after all, and aborts the second', async () => {
    const { world, seen } = await run(
      () => after(150, 'first'),
      () => after(500, 'second'),
    )
    expect(seen.text).toBe('first')
    expect(world.arrivals.map(({ isAborted }) => isAborted())).toEqual([false, true])
  })

  it('waits for the other when one fails', async () => {
    const { seen } = await run(
      () => after(120, 'bad', 500),
      () => after(300, 'good'),
    )
    expect(seen.text).toBe('good')
  })

  it('adds at most 20 % to the load', async () => {
    const world = new ResilienceWorld(() => after(900))
    const call = world.isolate({ hedging })
    const calls = Promise.all(Array.from({ length: 300 }, () => call()))
    await vi.runAllTimersAsync()
    await calls
    expect(world.arrivals.length).toBeGreaterThan(330)
    expect(world.arrivals.length).toBeLessThanOrEqual(360)
  })
})
