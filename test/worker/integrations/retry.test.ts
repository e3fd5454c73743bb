import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type * as z from 'zod'

import type { httpIntegration } from '#contract/integration.ts'
import type { EndpointConfigInput } from '#contract/endpoint.ts'
import { RetryBudget } from '#worker/integrations/resilience/retry-budget.ts'

import { MemoryStore, noIdempotency } from '../../support/idempotency.ts'
import { randomOf } from '../../support/random.ts'
import { ResilienceWorld, script, type Seen, type Sent } from '../../support/resilience-world.ts'

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 10, 24, 9) }))
afterEach(() => void vi.useRealTimers())

type Policy = NonNullable<z.input<typeof httpIntegration>['retryPolicy']>

/** Sends one request while all timers run. */
async function once(call: (sent?: Sent) => Promise<Seen>, sent?: Sent): Promise<Seen> {
  const pending = call(sent)
  await vi.runAllTimersAsync()
  return pending
}

const gaps = ({ arrivals }: ResilienceWorld) =>
  arrivals.slice(1).map(({ at }, before) => at - (arrivals[before]?.at ?? 0))

describe('a retry policy', () => {
  it.each([
    ['a status of its list', script(503, 200), 200, 2],
    ['a broken connection', script('reset', 200), 200, 2],
    ['no status outside its list', script(404, 200), 404, 1],
    ['no more than its attempts', script(503), 503, 3],
  ] as const)('tries again after: %s', async (_, play, outcome, attempts) => {
    const world = new ResilienceWorld(play)
    const seen = await once(world.isolate({ retryPolicy: { maxAttempts: 3 } }))
    expect(seen.outcome).toBe(outcome)
    expect(world.arrivals).toHaveLength(attempts)
  })

  it('tries again after a timeout of one attempt', async () => {
    const world = new ResilienceWorld((_, count) =>
      count === 1 ? new Promise(() => undefined) : new Response('late but fine'),
    )
    const policy: Policy = { maxAttempts: 2, jitter: false, baseDelay: 50 }
    expect((await once(world.isolate({ retryPolicy: policy }))).outcome).toBe(200)
    expect(gaps(world)).toEqual([1_050])
  })

  it('tries again after an unexpected status, which it knows by its number', async () => {
    const world = new ResilienceWorld(script(503, 418))
    const seen = await once(
      world.isolate({ expectedStatuses: ['2xx'], retryPolicy: { maxAttempts: 3 } }),
    )
    expect(seen.outcome).toBe('upstream_unexpected_status')
    expect(world.arrivals).toHaveLength(2)
  })

  it.each([
    ['fixed', [100, 100, 100]],
    ['linear', [100, 200, 250]],
    ['exponential', [100, 200, 250]],
  ] as const)('waits %s', async (backoffStrategy, expected) => {
    const world = new ResilienceWorld(script(503))
    const policy = { maxAttempts: 4, backoffStrategy, baseDelay: 100, maxDelay: 250, jitter: false }
    await once(world.isolate({ retryPolicy: policy }))
    expect(gaps(world)).toEqual(expected)
  })

  it('draws each delay evenly from 0 to what the back-off says (KS test, p > 0.01)', async () => {
    const delays: number[] = []
    const world = new ResilienceWorld(script(503))
    world.random = randomOf(42)
    const policy: Policy = { maxAttempts: 2, baseDelay: 10_000, maxDelay: 10_000 }
    const calls = Array.from({ length: 500 }, () => world.isolate({ retryPolicy: policy }))
    await Promise.all(
      calls.map(async (call) => delays.push(Number((await notesOf(call))[0]?.['delayMs']))),
    )
    const sorted = delays.sort((a, b) => a - b)
    const distance = Math.max(...sorted.map((d, at) => Math.abs((at + 1) / 500 - d / 10_000)))
    expect(distance).toBeLessThan(1.628 / Math.sqrt(500))
  })

  async function notesOf(call: () => Promise<Seen>): Promise<Record<string, unknown>[]> {
    return (await once(call)).notes['attempts'] as Record<string, unknown>[]
  }

  it.each([
    ['seconds', '2', 2_000],
    ['an HTTP-date', 'Tue, 24 Nov 2026 09:00:03 GMT', 3_000],
    ['nothing that can be read', 'soon', 50],
    ['a date that is over', 'Tue, 24 Nov 2026 08:00:00 GMT', 50],
  ])('waits as long as Retry-After asks: %s', async (_, value, expected) => {
    const limited = () => new Response(null, { status: 429, headers: { 'retry-after': value } })
    const world = new ResilienceWorld(script(limited, 200))
    const policy: Policy = { maxAttempts: 2, baseDelay: 50, jitter: false }
    await once(world.isolate({ deadline: 10_000, retryPolicy: policy }))
    expect(gaps(world)).toEqual([expected])
  })

  it('does not retry when Retry-After is beyond the deadline', async () => {
    const limited = () => new Response(null, { status: 503, headers: { 'retry-after': '60' } })
    const world = new ResilienceWorld(script(limited, 200))
    const seen = await once(world.isolate({ deadline: 10_000, retryPolicy: { maxAttempts: 2 } }))
    expect(seen.outcome).toBe(503)
    expect(seen.notes['attempts']).toEqual([{ status: 503, durationMs: 0, gaveUp: 'deadline' }])
  })

  it('ends at the total deadline', async () => {
    const world = new ResilienceWorld(() => new Promise(() => undefined))
    const startedAt = Date.now()
    const retryPolicy: Policy = { maxAttempts: 10, baseDelay: 1, jitter: false }
    const seen = await once(world.isolate({ deadline: 2_500, retryPolicy }))
    expect(seen.outcome).toBe('upstream_timeout')
    expect(seen.atMs - startedAt).toBeLessThanOrEqual(2_500)
    expect(world.arrivals).toHaveLength(3)
  })
})

describe('what may be sent twice', () => {
  const retryPolicy: Policy = { maxAttempts: 2 }
  const post = { method: 'POST', body: '{"n":1}' }
  const attempts = async (
    sent: Sent,
    integration: object = {},
    more: Partial<EndpointConfigInput> = {},
  ) => {
    const world = new ResilienceWorld(script(503, 200))
    const method = (sent.method ?? 'GET') as 'GET'
    await once(world.isolate({ retryPolicy, ...integration }, { method, ...more }), sent)
    return Promise.all(world.arrivals.map(({ request }) => request.text()))
  }

  it.each(['GET', 'PUT', 'DELETE'])('sends an idempotent %s again', async (method) => {
    expect(await attempts({ method })).toHaveLength(2)
  })

  it.each(['POST', 'PATCH'])('sends a %s once', async (method) => {
    expect(await attempts({ ...post, method }, { body: { type: 'raw', template: 'x' } })).toEqual([
      'x',
    ])
  })

  it('sends a POST with an idempotency key again, the same bytes', async () => {
    const body = { type: 'raw' as const, template: 'x' }
    const headers = { 'idempotency-key': 'k' }
    expect(await attempts({ ...post, headers }, { body })).toEqual(['x', 'x'])
    expect(await attempts(post, { body, headers: { 'Idempotency-Key': 'k' } })).toEqual(['x', 'x'])
  })

  it.each([
    [false, 1],
    [true, 2],
  ])('keeps the promise of at most once: upstream knows the key %s', async (knows, sends) => {
    const world = new ResilienceWorld(script(503, 200))
    world.idempotency = { ...noIdempotency, store: new MemoryStore() }
    const call = world.isolate(
      { retryPolicy, body: { type: 'none' } },
      { method: 'POST', idempotency: { enabled: true, upstreamIsIdempotent: knows } },
    )
    await once(call, { method: 'POST', headers: { 'idempotency-key': 'k' } })
    expect(world.arrivals).toHaveLength(sends)
  })

  it('keeps a body that it may have to send again', async () => {
    expect(await attempts({ ...post, method: 'PUT' })).toEqual(['{"n":1}', '{"n":1}'])
  })
})

describe('the retry budget', () => {
  it('adds at most 20 % to the load of an upstream that fails always (2,000 requests)', async () => {
    const world = new ResilienceWorld(script(503))
    const call = world.isolate({ retryPolicy: { maxAttempts: 5, baseDelay: 1 } })
    for (let sent = 0; sent < 2_000; sent += 50)
      // oxlint-disable-next-line no-await-in-loop -- 50 at a time
      await Promise.all(Array.from({ length: 50 }, () => once(call)))
    expect(world.arrivals.length).toBeGreaterThan(2_300)
    expect(world.arrivals.length).toBeLessThanOrEqual(2_400)
  }, 30_000)

  it('allows three to whoever calls rarely', async () => {
    const world = new ResilienceWorld(script(503, 503, 503, 200))
    const seen = await once(world.isolate({ retryPolicy: { maxAttempts: 4 } }))
    expect(seen.outcome).toBe(200)
    expect(seen.notes['budgetLeft']).toBe(0)
  })

  it('never allows more than three or a fifth, whatever comes when (200 schedules)', () => {
    const random = randomOf(7)
    const excesses: number[] = []
    for (let schedule = 0; schedule < 200; schedule += 1) {
      const budget = new RetryBudget()
      const eagerness = random()
      let retries = 0
      for (let requests = 1; requests <= 3_000; requests += 1) {
        budget.request(0)
        while (random() < eagerness && budget.take()) retries += 1
        excesses.push(retries - Math.max(3, requests / 5))
      }
    }
    expect(excesses.filter((excess) => excess > 0)).toEqual([])
  })

  it('forgets a storm after ten quiet seconds', () => {
    const budget = new RetryBudget()
    budget.request(0)
    while (budget.take());
    budget.request(9_999)
    expect(budget.left).toBe(0)
    budget.request(19_999)
    expect(budget.left).toBe(3)
  })
})
