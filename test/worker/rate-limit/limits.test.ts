import { parseList } from 'structured-headers'
import { describe, expect, it } from 'vitest'

import { consumer, LimitWorld, tallied } from '../../support/limit-world.ts'
import { excessOf, randomOf, type Spend } from '../../support/limit-schedule.ts'

const strategies = ['fixed-window', 'sliding-window', 'token-bucket'] as const
const ada = { principal: consumer('con_ada') }

async function times<T>(count: number, call: () => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (let i = 0; i < count; i += 1) results.push(await call())
  return results
}

describe.each(strategies)('a %s', (strategy) => {
  it.each([1, 7, 137])('admits exactly %d, whatever the isolates', async (limit) => {
    const world = new LimitWorld()
    const settings = { strategy, requestsPerMinute: limit }
    const isolates = Array.from({ length: 8 }, () => world.isolate(settings).call)
    let outcomes: { outcome: string | number }[] = []
    for (let round = 0; round <= limit / 4; round += 1)
      outcomes = [...outcomes, ...(await Promise.all(isolates.map((call) => call(ada))))]
    const counted = tallied(outcomes)
    // Leases of one isolate that nobody asked for any more are all that can be missing.
    expect(counted[200]).toBe(limit)
  })

  it.each([
    { load: 1.5, most: 1 },
    // What leases of a hot caller count longer than they are spent.
    { load: 0.95, most: 0.005 },
  ])(
    'never admits too much of $load times the limit, and refuses few below it',
    async ({ load, most }) => {
      const world = new LimitWorld()
      const random = randomOf(7)
      const policy = { strategy, period: 'minute', limit: 2_000 } as const
      const isolates = Array.from(
        { length: 4 },
        () => world.isolate({ strategy, requestsPerMinute: policy.limit }).call,
      )
      const spends: Spend[] = []
      const start = world.now
      let refused = 0
      while (world.now < start + 150_000) {
        world.now += Math.round((random() * 2 * 30) / load)
        const { outcome } = await isolates[Math.floor(random() * 4)]!(ada)
        if (outcome === 200) spends.push({ at: world.now, count: 1 })
        else refused += 1
      }
      expect(excessOf(spends, policy)).toBeUndefined()
      expect(refused / (refused + spends.length)).toBeLessThanOrEqual(most)
    },
    60_000,
  )
})

describe('leases', () => {
  it('costs at most 20 calls for 1,000 requests of a hot caller', async () => {
    const world = new LimitWorld()
    const { call } = world.isolate({ requestsPerMinute: 1_000_000 })
    const admit = async () => {
      world.now += 1
      return call(ada)
    }
    await times(2_000, admit)
    const before = world.object.calls
    const results = await times(1_000, admit)
    expect(tallied(results)).toEqual({ 200: 1_000 })
    expect(world.object.calls - before).toBeLessThanOrEqual(20)
    expect(world.object.writes).toBeLessThan(world.object.calls)
  })

  it('asks for one at a time of a caller who comes now and then', async () => {
    const world = new LimitWorld()
    const { call } = world.isolate({ requestsPerMinute: 600 })
    for (let i = 0; i < 10; i += 1) {
      world.now += 3_000
      const { headers } = await call(ada)
      expect(headers.get('ratelimit')).toBe('"default";r=599;t=1')
    }
    expect(world.object.calls).toBe(10)
  })

  it('costs few calls of many callers who come twice a second, far from their limit', async () => {
    const world = new LimitWorld()
    const { call } = world.isolate({ requestsPerMinute: 100_000 })
    const callers = Array.from({ length: 500 }, (_, n) => ({ principal: consumer(`con_${n}`) }))
    const random = randomOf(3)
    const results = await times(20_000, () => {
      world.now += 1
      return call(callers[Math.floor(random() * 500)]!)
    })
    expect(tallied(results)).toEqual({ 200: 20_000 })
    expect(world.object.calls).toBeLessThanOrEqual(20_000 * 0.12)
  })

  it('lends no more than a fortieth of a large bucket for long, so that others can have the rest', async () => {
    const world = new LimitWorld()
    const settings = { requestsPerMinute: 2_000, burstLimit: 2_000 }
    const isolates = Array.from({ length: 40 }, () => world.isolate(settings).call)
    for (const call of isolates) await call(ada)
    const one = world.isolate(settings).call
    const counted = tallied(await times(2_000, () => one(ada)))
    expect(counted[200]).toBeGreaterThanOrEqual(2_000 - 40 - 2_000 / 40)
  })

  it.each([
    { requestsPerMinute: 900, lastsMs: 1_000 },
    { requestsPerMinute: 100_000, lastsMs: 30_000 },
  ])(
    'spends no lease after its end, nor when the clock of the isolate has gone back: $lastsMs ms',
    async ({ requestsPerMinute, lastsMs }) => {
      const world = new LimitWorld()
      const { call } = world.isolate({ requestsPerMinute })
      const warm = async () => {
        await times(200, async () => {
          world.now += 1
          return call(ada)
        })
        return world.object.calls
      }
      const first = await warm()
      world.now += lastsMs + 1
      await call(ada)
      expect(world.object.calls).toBeGreaterThan(first)
      const second = await warm()
      world.now -= 5_000
      await call(ada)
      expect(world.object.calls).toBeGreaterThan(second)
    },
  )
})

describe('several limits', () => {
  it('all must admit, and what one gave is handed back when another refuses', async () => {
    const world = new LimitWorld()
    const byAddress = {
      name: 'per-address',
      strategy: 'sliding-window',
      countBy: 'ip',
      requestsPerMinute: 1,
    } as const
    // Each key in an object of its own, as when they are spread over shards.
    const limiter = {
      take: (asks: Parameters<typeof world.object.take>[0]) =>
        Promise.resolve(
          asks.flatMap((ask) =>
            world.object.take([{ ...ask, isHeld: asks.length > 1 }], world.now),
          ),
        ),
    }
    const settings = { requestsPerMinute: 3, limits: [byAddress] }
    const { call } = world.isolate({ strategy: 'sliding-window', ...settings }, {}, limiter)
    const from = (clientIp: string) => call({ ...ada, clientIp })
    expect((await from('203.0.113.1')).outcome).toBe(200)
    for (let i = 0; i < 10; i += 1) {
      world.now += 1_001
      expect((await from('203.0.113.1')).outcome).toBe('rate_limited')
    }
    // The refused ones cost nothing: two of three are left.
    expect((await from('203.0.113.2')).outcome).toBe(200)
    expect((await from('203.0.113.3')).outcome).toBe(200)
    expect((await from('203.0.113.4')).outcome).toBe('rate_limited')
  })

  it('counts quotas by calendar day and month', async () => {
    const world = new LimitWorld()
    const quotas = [
      { name: 'daily', requests: 2, period: 'day' },
      { name: 'monthly', requests: 3, period: 'month' },
    ] as const
    const { call } = world.isolate({ requestsPerMinute: 100, quotas: [...quotas] })
    expect(tallied(await times(3, () => call(ada)))).toEqual({ 200: 2, rate_limited: 1 })
    world.now = Date.UTC(2026, 10, 25)
    expect(tallied(await times(3, () => call(ada)))).toEqual({ 200: 1, rate_limited: 2 })
    world.now = Date.UTC(2026, 11, 1) - 1
    expect((await call(ada)).headers.get('retry-after')).toBe('1')
    world.now += 1
    expect((await call(ada)).outcome).toBe(200)
  })

  it('has other numbers for a consumer who has some', async () => {
    const world = new LimitWorld()
    const overrides = [{ consumer: 'con_big', requestsPerMinute: 5 }]
    const { call } = world.isolate({ requestsPerMinute: 1, overrides })
    const big = () => call({ principal: consumer('con_big') })
    expect(tallied(await times(6, big))).toEqual({ 200: 5, rate_limited: 1 })
    expect(tallied(await times(2, () => call(ada)))).toEqual({ 200: 1, rate_limited: 1 })
  })
})

describe('what counts', () => {
  it('counts by what an expression makes, and as much as an expression says', async () => {
    const world = new LimitWorld()
    const { call } = world.isolate({
      requestsPerMinute: 5,
      countBy: 'expression',
      key: 'request.query.tenant',
      cost: '$number(request.query.cost)',
    })
    const ask = async (query: string) => (await call({ path: `/t?${query}` })).outcome
    expect(await ask('tenant=a&cost=5')).toBe(200)
    expect(await ask('tenant=a&cost=1')).toBe('rate_limited')
    expect(await ask('tenant=b&cost=4')).toBe(200)
    // Less than one is one.
    expect(await ask('tenant=b&cost=-100')).toBe(200)
    expect(await ask('tenant=b&cost=1')).toBe('rate_limited')
    const { outcome, headers } = await call({ path: '/t?tenant=c&cost=6' })
    expect([outcome, headers.get('retry-after')]).toEqual(['rate_limited', null])
    expect(await ask('tenant=c&cost=x')).toBe('expression_failed')
  })

  it('T61: variants of a caller share one bucket, and different callers never do', async () => {
    const world = new LimitWorld()
    const { serve } = world.isolate({})
    const byIp = serve({ requestsPerMinute: 1, countBy: 'ip' })
    const same = ['2001:db8::1', '2001:db8::2', '2001:DB8:0:0:ffff::9', '2001:db8:0:0:1:2:3:4']
    expect(tallied(await Promise.all(same.map((clientIp) => byIp({ clientIp }))))).toEqual({
      200: 1,
      rate_limited: 3,
    })
    expect((await byIp({ clientIp: '2001:db8:0:1::1' })).outcome).toBe(200)
    expect((await byIp({ clientIp: '198.51.100.1' })).outcome).toBe(200)
    expect((await byIp({ clientIp: '::ffff:198.51.100.1' })).outcome).toBe('rate_limited')
    // Neither the path as it was written, nor a method in a header, is part of the key.
    const headers = { 'x-http-method-override': 'PUT', 'x-forwarded-for': '192.0.2.9' }
    expect((await byIp({ clientIp: '198.51.100.1', headers, path: '/t?b=1&a=2' })).outcome).toBe(
      'rate_limited',
    )
    // `a:b` and `c` are not `a` and `b:c`; several keys of a consumer are one principal.
    const first = serve({ requestsPerMinute: 1 }, 'ep_a:b')
    const second = serve({ requestsPerMinute: 1 }, 'ep_a')
    expect((await first({ principal: consumer('c') })).outcome).toBe(200)
    expect((await second({ principal: consumer('b:c') })).outcome).toBe(200)
    expect((await first({ principal: consumer('c') })).outcome).toBe('rate_limited')
    // A consumer who calls itself like an address is not that address.
    const mixed = serve({ requestsPerMinute: 1 }, 'ep_m')
    expect((await mixed({ principal: consumer('203.0.113.7') })).outcome).toBe(200)
    expect((await mixed({ clientIp: '203.0.113.7' })).outcome).toBe(200)
  })

  it('T63: 10,000 refused requests cost at most 100 calls', async () => {
    const world = new LimitWorld()
    const { call, written } = world.isolate({ requestsPerMinute: 1, strategy: 'fixed-window' })
    await call(ada)
    const before = world.object.calls
    const results = await times(10_000, async () => {
      world.now += 5
      return call(ada)
    })
    expect(tallied(results)).toEqual({ rate_limited: 10_000 })
    expect(world.object.calls - before).toBeLessThanOrEqual(100)
    expect(written.reduce((sum, { count }) => sum + count, 0)).toBe(10_000)
  })
})

describe('shadow mode', () => {
  it('refuses nobody, announces nothing, and counts whom it would have refused', async () => {
    const world = new LimitWorld()
    const { call, written } = world.isolate({ requestsPerMinute: 2, mode: 'shadow' })
    const results = await times(5, () => call(ada))
    expect(tallied(results)).toEqual({ 200: 5 })
    expect(results[0]?.headers.has('ratelimit')).toBe(false)
    await call({})
    const rows = written.map(({ limit, mode, consumer, count }) => [limit, mode, consumer, count])
    expect(rows.every((row) => row.join() === 'default,shadow,con_ada,1')).toBe(true)
    expect(rows.length).toBe(3)
  })
})

describe('answers', () => {
  it('tells policy, rest and time in Structured Fields, on every answer', async () => {
    const world = new LimitWorld()
    const { call } = world.isolate({
      strategy: 'fixed-window',
      requestsPerMinute: 2,
      limits: [{ name: 'seen', mode: 'shadow' }],
      quotas: [{ name: 'monthly', requests: 10 }],
    })
    for (const expected of [1, 0, 0]) {
      const { headers, outcome } = await call(ada)
      const policies = parseList(headers.get('ratelimit-policy') ?? '')
      const left = parseList(headers.get('ratelimit') ?? '')
      expect(policies.map(([name, params]) => [name, Object.fromEntries(params)])).toEqual([
        ['default', { q: 2, w: 60 }],
        ['monthly', { q: 10 }],
      ])
      expect(left[0]).toEqual([
        'default',
        new Map([
          ['r', expected],
          ['t', 60],
        ]),
      ])
      if (outcome === 200) continue
      expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(
        Number(left[0]?.[1].get('t')),
      )
    }
  })

  it('tells them on a refusal of a later stage, and on the answer of an upstream', async () => {
    const world = new LimitWorld()
    const integrations = [{ id: 'up', type: 'http', endpoint: 'https://up.example/' }] as const
    const { call } = world.isolate({}, { integrations: [...integrations], response: {} })
    expect((await call(ada)).headers.get('ratelimit')).toBe('"default";r=599;t=1')
    const validation = { query: { required: ['x'] } }
    const { call: strict } = world.isolate({}, { validation })
    const { outcome, headers } = await strict({ principal: consumer('con_b') })
    expect([outcome, headers.get('ratelimit')]).toEqual(['invalid_request', '"default";r=599;t=1'])
  })

  it.each(strategies)('never says to come back earlier than is true (%s)', async (strategy) => {
    const world = new LimitWorld()
    const { call } = world.isolate({ strategy, requestsPerMinute: 7, burstLimit: 3 })
    for (let i = 0; i < 50; i += 1) {
      world.now += 137
      const { outcome, headers } = await call(ada)
      if (outcome !== 'rate_limited') continue
      const seconds = Number(headers.get('retry-after'))
      world.now += seconds * 1_000
      expect((await call(ada)).outcome).toBe(200)
    }
  })

  it('shows in the trace what it decided by', async () => {
    const world = new LimitWorld()
    const { call } = world.isolate({ requestsPerMinute: 2 })
    const { trace } = await call({ ...ada, isTraced: true })
    expect(trace.find(({ stage }) => stage === 'limit')?.detail).toEqual({
      limits: [
        {
          name: 'default',
          strategy: 'token-bucket',
          limit: 2,
          period: 'minute',
          mode: 'enforce',
          countBy: 'consumer',
          cost: 1,
          isShort: false,
          isCounted: true,
          remaining: 1,
          resetSeconds: 30,
          lease: { size: 0, left: 0 },
        },
      ],
    })
  })
})

describe('when the limiter cannot be reached', () => {
  it('lets requests pass and logs, or answers 503 with Retry-After', async () => {
    const world = new LimitWorld()
    world.fault = new Error('overloaded')
    const open = world.isolate({})
    expect((await open.call(ada)).outcome).toBe(200)
    expect(open.logs).toEqual(['a rate limit could not be counted'])
    const closed = await world.isolate({ failMode: 'closed' }).call(ada)
    expect([closed.outcome, closed.headers.get('retry-after')]).toEqual([
      'limiter_unavailable',
      '1',
    ])
    const shadow = await world.isolate({ failMode: 'closed', mode: 'shadow' }).call(ada)
    expect(shadow.outcome).toBe(200)
  })
})

describe('changes', () => {
  it('holds new numbers at once, with what was counted before', async () => {
    const world = new LimitWorld()
    const { call, serve } = world.isolate({ strategy: 'fixed-window', requestsPerMinute: 3 })
    expect(tallied(await times(4, () => call(ada)))).toEqual({ 200: 3, rate_limited: 1 })
    const raised = serve({ strategy: 'fixed-window', requestsPerMinute: 5 })
    expect(tallied(await times(4, () => raised(ada)))).toEqual({ 200: 2, rate_limited: 2 })
    const other = serve({ strategy: 'sliding-window', requestsPerMinute: 6 })
    expect(tallied(await times(4, () => other(ada)))).toEqual({ 200: 1, rate_limited: 3 })
  })
})
