import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type * as z from 'zod'

import type { httpIntegration } from '#contract/integration.ts'
import { newBreaker } from '#durable-objects/circuit-breaker-policy.ts'

import { ResilienceWorld, script, type Seen } from '../../support/resilience-world.ts'

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 10, 24, 9) }))
afterEach(() => void vi.useRealTimers())

type Section = NonNullable<z.input<typeof httpIntegration>['circuitBreaker']>
type Caller = ReturnType<ResilienceWorld['isolate']>

const waitMs = 30_000
const breaker = (more: Section = {}) => ({
  circuitBreaker: { enabled: true, minimumNumberOfCalls: 10, ...more },
})
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const times = (count: number, call: () => Promise<Seen>) =>
  Promise.all(Array.from({ length: count }, call))
const outcomes = (seen: readonly Seen[]) =>
  Object.fromEntries(
    [...Map.groupBy(seen, ({ outcome }) => outcome)].map(([name, all]) => [name, all.length]),
  )

/** Makes every isolate know an open breaker. */
async function opened(world: ResilienceWorld, isolates: readonly Caller[]): Promise<void> {
  const play = world.play
  world.play = script(500)
  const calls = Promise.all(isolates.map((call) => times(10, call)))
  await pass(1_000)
  await calls
  world.play = play
  world.arrivals.splice(0)
}

describe('a closed breaker', () => {
  it('opens when the failure rate of enough calls is reached, for all isolates within a second', async () => {
    const world = new ResilienceWorld(script(500))
    const [one, other] = [world.isolate(breaker()), world.isolate(breaker())]
    await times(9, one)
    await pass(1_000)
    expect((await one()).outcome).toBe(500)
    // The other isolate saw one good call: it learns with its next report.
    world.play = script(200)
    await other()
    await pass(1_000)
    expect([(await one()).outcome, (await other()).outcome]).toEqual([
      'circuit_open',
      'circuit_open',
    ])
    expect(world.changes).toEqual(['closed open failure-rate'])
  })

  it.each([
    ['4xx', script(404), 0],
    ['429', script(429), 0],
    ['5xx', script(500), 10],
    ['a broken connection', script('reset'), 10],
  ] as const)('counts as failures: %s', async (_, play, failures) => {
    const world = new ResilienceWorld(play)
    const call = world.isolate(breaker({ minimumNumberOfCalls: 50, slidingWindowSize: 50 }))
    await times(10, call)
    await pass(1_000)
    const [state] = [...world.breakers.values()]
    expect([...(state?.window.recent ?? '')].filter((one) => one === 'f')).toHaveLength(failures)
  })

  it('counts what the author calls a failure', async () => {
    const world = new ResilienceWorld(script(429))
    const call = world.isolate({ ...breaker(), failureStatuses: ['429'] })
    await times(10, call)
    await pass(1_000)
    expect((await call()).outcome).toBe('circuit_open')
  })

  it('opens for calls that are too slow, though they succeed', async () => {
    const world = new ResilienceWorld(async () => {
      await new Promise((resolve) => setTimeout(resolve, 300))
      return new Response('slow')
    })
    const call = world.isolate(breaker({ slowCallDuration: 200, slowCallRateThreshold: 80 }))
    const seen = times(10, call)
    await pass(2_000)
    expect(outcomes(await seen)).toEqual({ 200: 10 })
    expect((await call()).outcome).toBe('circuit_open')
    expect(world.changes).toEqual(['closed open slow-call-rate'])
  })

  it('forgets what is older than a time-based window', async () => {
    const world = new ResilienceWorld(script(500))
    const call = world.isolate(breaker({ slidingWindowType: 'time-based', slidingWindowSize: 10 }))
    await times(9, call)
    await pass(15_000)
    await times(9, call)
    await pass(1_000)
    expect((await call()).outcome).toBe(500)
  })

  it('costs a healthy integration two messages a second, whatever its load', async () => {
    const world = new ResilienceWorld(() => new Response('ok'))
    const call = world.isolate(breaker())
    for (let step = 0; step < 100; step += 1) {
      // oxlint-disable-next-line no-await-in-loop -- ten steps a second
      await times(20, call)
      // oxlint-disable-next-line no-await-in-loop -- ten steps a second
      await pass(100)
    }
    expect(world.arrivals).toHaveLength(2_000)
    expect(world.told).toBeLessThanOrEqual(21)
  })
})

describe('an open breaker', () => {
  it('refuses without a call, and says when to come back', async () => {
    const world = new ResilienceWorld(script(200))
    const call = world.isolate(breaker())
    await opened(world, [call])
    const [seen] = await times(100, call)
    expect(seen?.outcome).toBe('circuit_open')
    expect(Number(seen?.headers.get('retry-after'))).toBeGreaterThan(25)
    expect(seen?.notes).toMatchObject({ code: 'circuit_open', breaker: 'open' })
    expect(world.arrivals).toEqual([])
  })

  it('is not retried', async () => {
    const world = new ResilienceWorld(script(200))
    const call = world.isolate({ ...breaker(), retryPolicy: { maxAttempts: 3 } })
    await opened(world, [call])
    expect((await call()).notes['attempts']).toEqual([])
  })

  it('lets one probe through, and closes when it succeeds', async () => {
    const world = new ResilienceWorld(script(200))
    const call = world.isolate(breaker())
    await opened(world, [call])
    await pass(waitMs)
    expect(outcomes(await times(50, call))).toEqual({ 200: 1, circuit_open: 49 })
    await pass(1)
    expect(outcomes(await times(50, call))).toEqual({ 200: 50 })
    expect(world.changes).toEqual([
      'closed open failure-rate',
      'open half-open wait-over',
      'half-open closed probe',
    ])
  })

  it('stays open when the probe fails, as long as before', async () => {
    const world = new ResilienceWorld(script(500))
    const call = world.isolate(breaker())
    await opened(world, [call])
    await pass(waitMs)
    expect(outcomes(await times(50, call))).toEqual({ 500: 1, circuit_open: 49 })
    await pass(waitMs - 1_000)
    expect(outcomes(await times(50, call))).toEqual({ circuit_open: 50 })
    await pass(1_500)
    expect(outcomes(await times(50, call))).toEqual({ 500: 1, circuit_open: 49 })
  })

  it('sends exactly one probe per period: 8 isolates, 50 clients each, 200 periods', async () => {
    const world = new ResilienceWorld(script(200))
    const isolates = Array.from({ length: 8 }, () => world.isolate(breaker()))
    const probes: number[] = []
    for (let period = 0; period < 200; period += 1) {
      /* oxlint-disable no-await-in-loop -- one period after the other */
      await opened(world, isolates)
      await pass(waitMs)
      await Promise.all(isolates.map((call) => times(50, call)))
      probes.push(world.arrivals.length)
      // Until everybody has heard that it is closed.
      await pass(2_000)
      await Promise.all(isolates.map((call) => call()))
      await pass(1_000)
      /* oxlint-enable no-await-in-loop */
    }
    expect(probes).toEqual(Array.from({ length: 200 }, () => 1))
  }, 120_000)

  it('is never stuck: the isolate of the probe is killed 100 times', async () => {
    const world = new ResilienceWorld(script(200))
    const survivor = world.isolate(breaker())
    const seen: unknown[] = []
    for (let kill = 0; kill < 100; kill += 1) {
      const doomed = world.isolate(breaker())
      /* oxlint-disable no-await-in-loop -- one kill after the other */
      await opened(world, [survivor, doomed])
      world.play = () => new Promise(() => undefined)
      await pass(waitMs)
      void doomed()
      await pass(10)
      world.kill(doomed)
      world.play = script(200)
      const early = await survivor()
      // The lease: the timeout of the integration and two seconds.
      await pass(3_000)
      const late = await survivor()
      seen.push([world.arrivals.length, early.outcome, late.outcome])
      await pass(2_000)
      /* oxlint-enable no-await-in-loop */
    }
    expect(seen).toEqual(Array.from({ length: 100 }, () => [2, 'circuit_open', 200]))
  }, 60_000)

  it('gives the probe to another when it could not tell anything', async () => {
    const world = new ResilienceWorld(() => new Promise(() => undefined))
    const abort = { id: 'other', type: 'http' as const, endpoint: 'https://other.example/' }
    const call = world.isolate({ ...breaker(), endpoint: 'https://up.example/x' }, {}, [abort])
    await opened(world, [call])
    await pass(waitMs)
    // The other integration fails at once, and what still runs is aborted.
    world.play = async ({ url }) => {
      if (url.includes('other')) throw new Error('reset')
      return new Promise(() => undefined)
    }
    await call()
    await pass(300)
    world.play = script(200)
    expect((await call()).outcome).toBe(200)
  })
})

describe('a breaker that cannot be reached', () => {
  it('fails no request: closed, or when its time has come', async () => {
    const world = new ResilienceWorld(script(200))
    const call = world.isolate(breaker())
    world.isDown = true
    await times(20, call)
    await pass(1_000)
    expect(outcomes(await times(20, call))).toEqual({ 200: 20 })
    await pass(2_000)
    world.isDown = false
    await opened(world, [call])
    world.isDown = true
    expect((await call()).outcome).toBe('circuit_open')
    await pass(waitMs)
    expect((await call()).outcome).toBe(200)
    expect(world.logs).toContain('a circuit breaker could not be reached')
  })
})

describe('a breaker that an operator sets', () => {
  async function set(state: 'forced-open' | 'disabled' | 'closed' | 'half-open') {
    const world = new ResilienceWorld(script(200))
    const call = world.isolate(breaker())
    await call()
    await pass(1_000)
    const [name = ''] = [...world.breakers.keys()]
    const before = world.breakers.get(name) ?? newBreaker(0)
    const change = (to: typeof state) =>
      world.breakers.set(name, { ...before, state: to, epoch: before.epoch + 7, until: 0 })
    change(state)
    await call()
    await pass(1_000)
    return { world, call, change }
  }

  it('refuses while it is forced open, however well the upstream does', async () => {
    const { call } = await set('forced-open')
    await pass(3_600_000)
    await call()
    await pass(10)
    expect((await call()).outcome).toBe('circuit_open')
  })

  it('admits while it is disabled, however badly the upstream does', async () => {
    const { world, call } = await set('disabled')
    world.play = script(500)
    await times(100, call)
    await pass(1_000)
    expect((await call()).outcome).toBe(500)
  })
})
