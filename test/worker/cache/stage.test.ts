import { describe, expect, it } from 'vitest'

import { cachePorts, MapTier, TestPurges } from '../../support/cache-ports.ts'
import { cacheWorld } from '../../support/cache-world.ts'

/** A service that counts its answers in their bodies. */
const counting = (headers: Record<string, string> = {}, status = 200) => {
  let count = 0
  return () => new Response(`answer ${(count += 1)}`, { status, headers })
}
const maxAge = (seconds: number, more = '') => ({ 'cache-control': `max-age=${seconds}${more}` })

describe('storing and giving', () => {
  it('gives a stored answer without asking, with its age and Cache-Status', async () => {
    const world = cacheWorld(counting(maxAge(60)))
    const first = await world.get()
    expect(first.cacheStatus).toBe('Ecluse; fwd=uri-miss; fwd-status=200; stored; ttl=60')
    expect(first.headers.get('age')).toBeNull()
    world.pass(10)
    const second = await world.get()
    expect(second.text).toBe(first.text)
    expect(second.cacheStatus).toBe('Ecluse; hit; ttl=50')
    expect(second.headers.get('age')).toBe('10')
    expect(world.calls).toHaveLength(1)
  })

  it('uses the time to live where the answer says nothing, and only for statuses that last', async () => {
    const world = cacheWorld(counting(), { caching: { ttl: 30 } })
    expect((await world.get()).cacheStatus).toContain('stored; ttl=30')
    const failing = cacheWorld(counting({}, 500), { caching: { ttl: 30 } })
    expect((await failing.get()).cacheStatus).toContain('detail=not-fresh')
  })

  it('remembers 404 and 410 only when told to', async () => {
    expect((await cacheWorld(counting({}, 404)).get()).cacheStatus).toContain('detail=not-fresh')
    const world = cacheWorld(counting({}, 404), { caching: { negativeTtl: 5 } })
    expect((await world.get()).cacheStatus).toContain('stored; ttl=5')
  })

  it('overrides what the answer says of its lifetime', async () => {
    const caching = { ttl: 100, ttlMode: 'override' } as const
    const world = cacheWorld(counting({ ...maxAge(5), age: '50' }), { caching })
    expect((await world.get()).cacheStatus).toContain('ttl=100')
  })

  it('stores the answer after transformations, and a template alone', async () => {
    const rule = { operation: 'set', source: 'body.a', target: 'value' }
    const world = cacheWorld(() => Response.json({ a: 1 }), {
      transformations: [{ id: 'wrap', type: 'map', rules: [rule] }],
    })
    const first = await world.get()
    expect(first.cacheStatus).toContain('stored')
    expect((await world.get()).text).toBe(first.text)
    const constant = cacheWorld(counting(), { integrations: [], response: { body: 'hello' } })
    await constant.get()
    expect((await constant.get()).cacheStatus).toContain('hit')
  })

  it('passes on what is too large to store, whole', async () => {
    const size = 1024 * 1024 + 1
    const world = cacheWorld(() => new Response(new Uint8Array(size), { headers: maxAge(60) }))
    const got = await world.get()
    expect(got.cacheStatus).toContain('detail=too-large')
    expect(got.text).toHaveLength(size)
  })

  it('keeps answers apart by what their Vary names', async () => {
    const world = cacheWorld(
      (request) =>
        new Response(request.headers.get('x-kind'), { headers: { ...maxAge(60), vary: 'X-Kind' } }),
      { caching: { passHeaders: ['x-kind'] } },
    )
    for (const kind of ['a', 'b', 'a', 'b'])
      expect((await world.get({ headers: { 'x-kind': kind } })).text).toBe(kind)
    expect(world.calls).toHaveLength(2)
    expect((await world.get()).cacheStatus).toContain('fwd=vary-miss')
  })

  it('tells apart by the key expression', async () => {
    const world = cacheWorld(counting(maxAge(60)), { caching: { key: 'request.query.page' } })
    await world.get({ path: '/t?page=1' })
    expect((await world.get({ path: '/t?page=1' })).cacheStatus).toContain('hit')
    expect((await world.get({ path: '/t?page=2' })).cacheStatus).toContain('fwd=uri-miss')
  })
})

describe('conditions and ranges of callers', () => {
  const headers = { ...maxAge(60), etag: '"v1"', 'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT' }

  it('answers 304 to a caller that has the answer, from the first request on', async () => {
    const world = cacheWorld(counting(headers))
    const sent = { headers: { 'if-none-match': 'W/"v0", "v1"' } }
    for (let turn = 0; turn < 2; turn += 1) {
      const got = await world.get(sent)
      expect([got.outcome, got.text, got.headers.get('etag')]).toEqual([304, '', '"v1"'])
      expect(got.headers.has('content-type')).toBe(false)
    }
    expect(world.calls).toHaveLength(1)
    expect(world.calls[0]?.headers.has('if-none-match')).toBe(false)
  })

  it('compares dates where there is no If-None-Match', async () => {
    const world = cacheWorld(counting(headers))
    const since = (date: string) => world.get({ headers: { 'if-modified-since': date } })
    expect((await since('Thu, 01 Jan 2026 00:00:00 GMT')).outcome).toBe(304)
    expect((await since('Wed, 31 Dec 2025 23:59:59 GMT')).outcome).toBe(200)
  })

  it('cuts parts out of a whole stored answer, and never stores a part', async () => {
    const world = cacheWorld((request) =>
      request.headers.has('range')
        ? new Response('part', { status: 206, headers: headers })
        : new Response('0123456789', { headers }),
    )
    const range = (value: string, more = {}) => world.get({ headers: { range: value, ...more } })
    const before = await range('bytes=0-3')
    expect([before.outcome, before.text, before.cacheStatus]).toEqual([
      206,
      'part',
      'Ecluse; fwd=uri-miss; detail=range',
    ])
    await world.get()
    const middle = await range('bytes=2-4')
    expect([middle.outcome, middle.text]).toEqual([206, '234'])
    expect(middle.headers.get('content-range')).toBe('bytes 2-4/10')
    expect((await range('bytes=-1')).text).toBe('9')
    expect((await range('bytes=20-')).outcome).toBe(416)
    expect((await range('bytes=0-1,3-4')).outcome).toBe(200)
    expect((await range('bytes=0-1', { 'if-range': '"v0"' })).outcome).toBe(200)
    expect((await range('bytes=0-1', { 'if-range': '"v1"' })).text).toBe('01')
  })
})

describe('stale answers', () => {
  it('asks whether a stale answer is still good, and merges what a 304 says', async () => {
    const world = cacheWorld((request) =>
      request.headers.get('if-none-match') === '"v1"'
        ? new Response(null, { status: 304, headers: { ...maxAge(60), 'x-a': 'new' } })
        : new Response('body', {
            headers: { ...maxAge(1), etag: '"v1"', 'x-a': 'old', 'x-b': 'b' },
          }),
    )
    await world.get()
    world.pass(5)
    const got = await world.get()
    expect([got.text, got.headers.get('x-a'), got.headers.get('x-b')]).toEqual(['body', 'new', 'b'])
    expect(got.cacheStatus).toBe('Ecluse; fwd=stale; fwd-status=304; stored; ttl=60')
    expect((await world.get()).cacheStatus).toContain('hit')
  })

  it('accepts the 304 it asked for where only some statuses are expected', async () => {
    const integrations = [
      {
        id: 'up',
        type: 'http' as const,
        endpoint: 'https://up.example/x',
        expectedStatuses: ['200'],
      },
    ]
    const world = cacheWorld(
      (request) =>
        new Response(request.headers.has('if-none-match') ? null : 'body', {
          status: request.headers.has('if-none-match') ? 304 : 200,
          headers: { ...maxAge(1), etag: '"v1"' },
        }),
      { integrations },
    )
    await world.get()
    world.pass(5)
    expect((await world.get()).text).toBe('body')
  })

  it('gives a stale answer at once and renews it behind, once', async () => {
    const world = cacheWorld(counting(maxAge(10)), { caching: { staleWhileRevalidate: 60 } })
    await world.get()
    world.pass(20)
    const got = await Promise.all([world.get(), world.get(), world.get()])
    expect(got.map(({ text }) => text)).toEqual(['answer 1', 'answer 1', 'answer 1'])
    expect(got[0]?.cacheStatus).toBe('Ecluse; hit; ttl=-10; detail=stale-while-revalidate')
    expect(world.calls).toHaveLength(2)
    expect((await world.get()).text).toBe('answer 2')
    world.pass(200)
    expect((await world.get()).text).toBe('answer 3')
  })

  it('stands in for a service that fails, and never longer than its window', async () => {
    let isUp = true
    const world = cacheWorld(
      () => {
        if (!isUp) throw new Error('down')
        // With a validator it is kept for longer than it may be given.
        return new Response('good', { headers: { ...maxAge(10), etag: '"1"' } })
      },
      { caching: { staleIfError: 60 } },
    )
    await world.get()
    isUp = false
    for (let second = 10; second < 70; second += 10) {
      world.pass(10)
      const got = await world.get()
      if (second === 10) expect(got.cacheStatus).toContain('detail=stale-if-error')
      expect(got.text).toBe('good')
    }
    world.pass(9.999)
    expect((await world.get()).text).toBe('good')
    world.pass(0.001)
    expect((await world.get()).outcome).toBe('upstream_unreachable')
  })

  it.each([
    'must-revalidate',
    'proxy-revalidate',
    's-maxage=10',
    'no-cache',
    'must-revalidate, stale-if-error=600',
  ])('lets nothing stale stand in where the answer forbids it: %s', async (directive) => {
    let isUp = true
    const world = cacheWorld(
      () =>
        isUp
          ? new Response('x', { headers: { ...maxAge(10, `, ${directive}`), etag: '"1"' } })
          : new Response('down', { status: 503 }),
      { caching: { staleIfError: 600, staleWhileRevalidate: 600, clientDirectives: 'honour' } },
    )
    await world.get()
    isUp = false
    world.pass(20)
    expect((await world.get({ headers: { 'cache-control': 'max-stale' } })).outcome).toBe(503)
  })
})

describe('Cache-Control of callers', () => {
  const ask = (directive: string) => ({ headers: { 'cache-control': directive } })

  it('is ignored unless the endpoint honours it', async () => {
    const world = cacheWorld(counting(maxAge(60)))
    await world.get()
    expect((await world.get(ask('no-cache'))).cacheStatus).toContain('hit')
  })

  it('is obeyed where the endpoint honours it', async () => {
    const world = cacheWorld(counting(maxAge(60)), { caching: { clientDirectives: 'honour' } })
    const empty = await world.get(ask('only-if-cached'))
    expect(empty.outcome).toBe('not_cached')
    await world.get()
    world.pass(30)
    expect((await world.get(ask('max-age=40'))).cacheStatus).toContain('hit')
    expect((await world.get(ask('only-if-cached'))).cacheStatus).toContain('hit')
    expect((await world.get(ask('no-store'))).cacheStatus).toBe(
      'Ecluse; fwd=request; detail=no-store',
    )
    expect((await world.get(ask('min-fresh=31'))).cacheStatus).toContain('fwd=stale')
    world.pass(30)
    expect((await world.get(ask('max-age=20'))).cacheStatus).toContain('fwd=stale')
    expect((await world.get(ask('no-cache'))).cacheStatus).toContain('fwd=request')
    world.pass(70)
    expect((await world.get(ask('max-stale=20'))).cacheStatus).toContain('detail=max-stale')
  })
})

describe('many at once', () => {
  it('asks once for 1,000 callers of a cold URL', async () => {
    const slow = counting(maxAge(60))
    const world = cacheWorld(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      return slow()
    })
    const got = await Promise.all(Array.from({ length: 1_000 }, () => world.begin()))
    expect(world.calls).toHaveLength(1)
    expect(new Set(got.map(({ text }) => text))).toEqual(new Set(['answer 1']))
    const collapsed = got.filter(({ cacheStatus }) => cacheStatus.includes('collapsed'))
    expect(collapsed).toHaveLength(999)
  })

  it.each([
    ['may not be stored', () => new Response('x', { headers: { 'cache-control': 'private' } })],
    ['is stale at once', () => new Response('x', { headers: { ...maxAge(0), etag: '"1"' } })],
    ['failed', () => Promise.reject(new Error('down'))],
  ])('lets everyone ask for themselves when the answer %s', async (_, answer) => {
    const world = cacheWorld(answer)
    await Promise.all([world.begin(), world.begin(), world.begin()])
    expect(world.calls).toHaveLength(3)
  })
})

describe('tiers', () => {
  it('writes outward on the second use, and finds there what another isolate stored', async () => {
    const kv = new MapTier()
    const caching = { strategy: 'kv' } as const
    const one = cacheWorld(counting(maxAge(600)), { caching }, { kv })
    await one.get()
    expect(kv.log).toEqual(['get'])
    await one.get()
    await one.get()
    expect(kv.log).toEqual(['get', 'put'])
    const other = cacheWorld(counting(maxAge(600)), { caching }, { kv })
    expect((await other.get()).cacheStatus).toBe('Ecluse; hit; ttl=600')
    await other.get()
    expect([other.calls.length, kv.log]).toEqual([0, ['get', 'put', 'get']])
  })

  it('does not write outward what lasts less than a minute', async () => {
    const kv = new MapTier()
    const world = cacheWorld(counting(maxAge(59)), { caching: { strategy: 'kv' } }, { kv })
    for (let turn = 0; turn < 3; turn += 1) await world.get()
    expect(kv.log).toEqual(['get'])
  })

  it('takes a tier that fails or is slow for one that has nothing, and says so in the log', async () => {
    const failing = { ...new MapTier(), get: () => Promise.reject(new Error('down')) }
    const slow = { ...failing, get: () => new Promise<undefined>(() => undefined) }
    for (const database of [failing, slow]) {
      const world = cacheWorld(
        counting(maxAge(600)),
        { caching: { strategy: 'database' } },
        { database: { ...database, put: () => undefined, delete: () => undefined } },
      )
      const got = await world.begin()
      expect([got.text, world.logs.length]).toEqual(['answer 1', 1])
      expect((await world.begin()).cacheStatus).toContain('hit')
    }
  })
})

describe('purges', () => {
  it('forgets what a purged tag names, at once, also what was asked for before the purge', async () => {
    const { ports } = cachePorts()
    const world = cacheWorld(counting(maxAge(600)), { caching: { tags: ['all'] } }, ports)
    await world.get()
    await ports.purges.purge(['tag:other'])
    expect((await world.get()).cacheStatus).toContain('hit')
    await ports.purges.purge(['tag:all'])
    expect((await world.get()).text).toBe('answer 2')
    const racing = cacheWorld(
      async () => {
        await ports.purges.purge(['tag:all'])
        return new Response('old', { headers: maxAge(600) })
      },
      { caching: { tags: ['all'] } },
      ports,
    )
    await racing.get({ path: '/t?race' })
    expect((await racing.get({ path: '/t?race' })).cacheStatus).toContain('fwd=uri-miss')
  })

  it('uses and stores nothing while nobody can tell what was purged', async () => {
    const purges = new TestPurges()
    const world = cacheWorld(counting(maxAge(600)), {}, { purges })
    await world.get()
    purges.isKnown = false
    expect((await world.get()).cacheStatus).toBe('Ecluse; fwd=bypass; detail=purges-unknown')
    purges.isKnown = true
    expect((await world.get()).text).toBe('answer 1')
  })
})

describe('the trace', () => {
  it('tells what the cache decided by, and nothing secret', async () => {
    const world = cacheWorld(counting(maxAge(60)))
    const spans = async () =>
      (await world.get()).trace.filter(({ stage }) => stage === 'cache').map(({ detail }) => detail)
    expect(await spans()).toMatchObject([
      { verdict: 'miss', why: 'uri-miss', key: { path: '/t', partition: 'shared' } },
      { verdict: 'miss', stored: true, ttlSeconds: 60 },
    ])
    expect(await spans()).toMatchObject([
      { verdict: 'hit', why: 'fresh', tier: 'memory', ageSeconds: 0 },
    ])
  })
})

describe('how often it answered', () => {
  it('counts each request once: hits, stale answers, what was asked for, and what went past', async () => {
    const noted: string[] = []
    const usage = {
      note: (endpointId: string, verdict: string) => noted.push(`${endpointId} ${verdict}`),
    }
    const caching = { ttl: 10, staleWhileRevalidate: 60 }
    const world = cacheWorld(counting(), { caching }, { usage })
    await world.get()
    await world.get()
    world.pass(20)
    await world.get()
    await world.get({ headers: { 'if-match': '"a"' } })
    expect(noted).toEqual(['ep_GET miss', 'ep_GET hit', 'ep_GET stale', 'ep_GET bypass'])
  })
})
