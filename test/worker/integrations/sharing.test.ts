import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { EndpointConfigInput } from '#contract/endpoint.ts'
import type { Principal } from '#worker/context.ts'

import { ResilienceWorld, type Sent } from '../../support/resilience-world.ts'

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 10, 24, 9) }))
afterEach(() => void vi.useRealTimers())

type Integration = NonNullable<EndpointConfigInput['integrations']>[number]
const caller = (id: string): Principal => ({ id, roles: [], scopes: [], claims: {} })

/** Requests that arrive together. */
async function together(
  world: ResilienceWorld,
  integration: Partial<Integration> & object,
  requests: readonly Sent[],
  more: Partial<EndpointConfigInput> = {},
) {
  const call = world.isolate({ query: {}, ...integration }, more)
  const pending = Promise.all(requests.map((sent) => call(sent)))
  await vi.runAllTimersAsync()
  return pending
}

/** The differences that keep callers apart, whatever they ask for. */
const strangers: readonly [string, Sent, Sent][] = [
  ['another caller', { principal: caller('a') }, { principal: caller('b') }],
  ['a caller without a name', { principal: caller('a') }, {}],
  [
    'a caller of the same name at another issuer',
    { principal: { ...caller('a'), claims: { iss: 'x' } } },
    { principal: { ...caller('a'), claims: { iss: 'y' } } },
  ],
  [
    'a consumer who is called as a subject is',
    { principal: caller('a') },
    { principal: { ...caller('a'), keyPrefix: 'ek_1' } },
  ],
  ['other credentials', { headers: { authorization: 'Bearer a' } }, {}],
  ['another cookie', { headers: { cookie: 's=a' } }, { headers: { cookie: 's=b' } }],
  ['another header nobody knows', { headers: { 'x-tenant': 'a' } }, {}],
]

describe('equal reads', () => {
  const slow = async (request: Request) => {
    await new Promise((resolve) => setTimeout(resolve, 100))
    return Response.json({ of: request.headers.get('x-consumer-id') })
  }

  it('that are under way at once are sent once, streamed or read', async () => {
    for (const more of [{}, { response: { body: '{{ body.of }}' } }]) {
      const world = new ResilienceWorld(slow)
      // oxlint-disable-next-line no-await-in-loop -- one world after the other
      const seen = await together(world, { deduplicate: true }, [{}, {}, {}], more)
      expect(seen.map(({ outcome }) => outcome)).toEqual([200, 200, 200])
      expect(new Set(seen.map(({ text }) => text)).size).toBe(1)
      expect(world.arrivals).toHaveLength(1)
    }
  })

  it('come to their own call once the first has ended', async () => {
    const world = new ResilienceWorld(slow)
    const call = world.isolate({ deduplicate: true })
    for (let sent = 0; sent < 2; sent += 1) {
      const pending = call()
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await vi.runAllTimersAsync()
      // oxlint-disable-next-line no-await-in-loop -- as above
      await pending
    }
    expect(world.arrivals).toHaveLength(2)
  })

  it.each(strangers)('are never shared with %s', async (_, first, second) => {
    const world = new ResilienceWorld(slow)
    const seen = await together(world, { deduplicate: true }, [first, second, first, second])
    expect(world.arrivals).toHaveLength(2)
    expect(seen.map(({ text }) => text)).toEqual(
      [first, second, first, second].map(({ principal }) =>
        JSON.stringify({ of: principal?.id ?? null }),
      ),
    )
  })

  it.each([
    ['a write', { method: 'POST', body: 'x' }],
    ['a part of an answer', { headers: { range: 'bytes=0-1' } }],
    ['whether it has changed', { headers: { 'if-none-match': '"1"' } }],
  ])('are not asked for by %s', async (_, sent: Sent) => {
    const world = new ResilienceWorld(slow)
    const method = sent.method === 'POST' ? 'POST' : 'GET'
    await together(world, { deduplicate: true }, [sent, sent], { method })
    expect(world.arrivals).toHaveLength(2)
  })

  it('fail for all who wait', async () => {
    const world = new ResilienceWorld(async () => {
      await new Promise((resolve) => setTimeout(resolve, 10))
      throw new Error('reset')
    })
    const seen = await together(world, { deduplicate: true }, [{}, {}])
    expect(seen.map(({ outcome }) => outcome)).toEqual([
      'upstream_unreachable',
      'upstream_unreachable',
    ])
    expect(world.arrivals).toHaveLength(1)
  })

  it('share what stands in, which gets a request of its own', async () => {
    const world = new ResilienceWorld(
      (request) => new Response('up', { status: request.url.includes('backup') ? 200 : 503 }),
    )
    const fallbackStrategy = [{ strategy: 'alternative-service' as const, integration: 'backup' }]
    const backup: Integration = { id: 'backup', type: 'http', endpoint: 'https://backup.example/y' }
    const call = world.isolate({ deduplicate: true, fallbackStrategy }, {}, [backup])
    const pending = Promise.all([call(), call()])
    await vi.runAllTimersAsync()
    expect((await pending).map(({ headers }) => headers.get('ecluse-fallback'))).toEqual([
      'alternative-service',
      'alternative-service',
    ])
    expect(world.arrivals.map(({ request }) => new URL(request.url).host)).toEqual([
      'up.example',
      'backup.example',
    ])
  })

  it('say in the trace that they were shared', async () => {
    const seen = await together(new ResilienceWorld(slow), { deduplicate: true }, [{}, {}])
    expect(seen.map(({ notes }) => notes['shared'])).toEqual([undefined, true])
  })
})

describe('a batch', () => {
  const batching = {
    enabled: true,
    item: 'request.query.id',
    window: 5,
    request: { type: 'query' as const, query: { ids: "{{ $join(items, ',') }}" } },
    response: 'body',
  }
  const ask = (id: string, more: Sent = {}): Sent => ({ ...more, search: `?id=${id}` })
  const idsOf = (request: Request) =>
    (new URL(request.url).searchParams.get('ids') ?? '').split(',')
  /** Answers who asked for what. */
  const users = (request: Request) =>
    Response.json(idsOf(request).map((id) => ({ id, for: request.headers.get('x-consumer-id') })))
  const all = (world: ResilienceWorld, more: object, requests: readonly Sent[]) =>
    together(world, { supportsBatching: { ...batching, ...more } }, requests)

  it('is one request, and each caller gets its own part', async () => {
    const world = new ResilienceWorld(users)
    const seen = await all(world, {}, [ask('1'), ask('2'), ask('3')])
    expect(world.arrivals.map(({ request }) => request.url)).toEqual([
      'https://up.example/x?ids=1%2C2%2C3',
    ])
    expect(seen.map(({ text }) => (JSON.parse(text) as { id: string }).id)).toEqual(['1', '2', '3'])
  })

  it('collects for as long as it says, and no more than it says', async () => {
    const world = new ResilienceWorld(users)
    await all(
      world,
      { maxBatchSize: 2 },
      ['1', '2', '3', '4', '5'].map((id) => ask(id)),
    )
    expect(world.arrivals.map(({ request }) => idsOf(request).length)).toEqual([2, 2, 1])
    expect(world.arrivals.map(({ at }) => at - Date.UTC(2026, 10, 24, 9))).toEqual([5, 5, 5])
  })

  it('may find parts by id, in any order', async () => {
    const world = new ResilienceWorld((request) =>
      Response.json({
        users: idsOf(request)
          .toReversed()
          .map((id) => ({ id })),
      }),
    )
    const response = 'body.users{ id: $ }'
    const seen = await all(world, { response, partsBy: 'id' }, [ask('a'), ask('b')])
    expect(seen.map(({ text }) => text)).toEqual(['{"id":"a"}', '{"id":"b"}'])
  })

  it('posts JSON made of its items, which may be objects', async () => {
    const world = new ResilienceWorld(async (request) => {
      const { lines } = (await request.json()) as { lines: { id: string; n: number }[] }
      return Response.json({ done: lines.map(({ id, n }) => `${id}:${n}`) })
    })
    const supportsBatching = {
      ...batching,
      item: '{ "id": request.query.id, "n": 7 }',
      request: { type: 'json' as const, expression: '{ "lines": items }' },
      response: 'body.done',
    }
    const integration = {
      method: 'POST' as const,
      body: { type: 'none' as const },
      supportsBatching,
    }
    const seen = await together(world, integration, [ask('a'), ask('b')])
    expect(seen.map(({ text }) => text)).toEqual(['"a:7"', '"b:7"'])
    expect(world.arrivals[0]?.request.headers.get('content-type')).toBe('application/json')
  })

  it('of one is as good as of many', async () => {
    const seen = await all(new ResilienceWorld(users), { response: 'body.{ "id": id }' }, [
      ask('1'),
    ])
    expect(seen[0]?.text).toBe('{"id":"1"}')
  })

  it.each(strangers)('is never shared with %s', async (_, first, second) => {
    const world = new ResilienceWorld(users)
    const requests = [ask('1', first), ask('2', second), ask('3', first), ask('4', second)]
    const seen = await all(world, {}, requests)
    expect(world.arrivals.map(({ request }) => idsOf(request))).toEqual([
      ['1', '3'],
      ['2', '4'],
    ])
    expect(seen.map(({ text }) => JSON.parse(text) as object)).toEqual(
      requests.map(({ principal }, at) => ({ id: `${at + 1}`, for: principal?.id ?? null })),
    )
  })

  it('keeps apart what its key keeps apart', async () => {
    const world = new ResilienceWorld(users)
    await all(
      world,
      { key: 'request.query.id > "2"' },
      ['1', '2', '3'].map((id) => ask(id)),
    )
    expect(world.arrivals.map(({ request }) => idsOf(request))).toEqual([['1', '2'], ['3']])
  })

  it('asks for equal items once, where it may', async () => {
    const world = new ResilienceWorld(users)
    const requests = [ask('1'), ask('2'), ask('1')]
    const seen = await all(world, { deduplicate: true }, requests)
    expect(idsOf(world.arrivals[0]?.request ?? new Request('x:'))).toEqual(['1', '2'])
    expect(seen[0]?.text).toBe(seen[2]?.text)
    const twice = new ResilienceWorld(users)
    await all(twice, {}, requests)
    expect(idsOf(twice.arrivals[0]?.request ?? new Request('x:'))).toEqual(['1', '2', '1'])
  })

  it('that fails is an error of each caller, without the body that names the others', async () => {
    const world = new ResilienceWorld((request) =>
      Response.json({ failed: idsOf(request) }, { status: 500 }),
    )
    const seen = await all(world, {}, [ask('1'), ask('2')])
    expect(seen.map(({ outcome }) => outcome)).toEqual([
      'upstream_unexpected_status',
      'upstream_unexpected_status',
    ])
  })

  it.each(['order', 'id'] as const)(
    'without a part for a caller is an error of that one: by %s',
    async (partsBy) => {
      const world = new ResilienceWorld(() =>
        Response.json(partsBy === 'order' ? ['one'] : { '1': 'one' }),
      )
      const seen = await all(world, { partsBy }, [ask('1'), ask('2'), ask('constructor')])
      expect(seen.map(({ outcome }) => outcome)).toEqual([
        200,
        'batch_part_missing',
        'batch_part_missing',
      ])
    },
  )

  it('whose mapping fails is an error of each caller', async () => {
    const seen = await all(new ResilienceWorld(users), { response: '$error("no")' }, [
      ask('1'),
      ask('2'),
    ])
    expect(seen.map(({ outcome }) => outcome)).toEqual(['expression_failed', 'expression_failed'])
  })

  it('does not end with the caller that opened it', async () => {
    const world = new ResilienceWorld((request) =>
      request.url.includes('other') ? Promise.reject(new Error('reset')) : users(request),
    )
    const others: Integration[] = [
      {
        id: 'other',
        type: 'http',
        endpoint: 'https://up.example/other',
        condition: 'request.query.id = "1"',
      },
    ]
    const call = world.isolate({ query: {}, supportsBatching: batching }, {}, others)
    const pending = Promise.all([call(ask('1')), call(ask('2'))])
    await vi.runAllTimersAsync()
    const seen = await pending
    expect(seen.map(({ outcome }) => outcome)).toEqual(['upstream_unreachable', 200])
    expect(JSON.parse(seen[1]?.text ?? '')).toMatchObject({ up: { id: '2' } })
  })

  it('tells each caller what stood in', async () => {
    const world = new ResilienceWorld(() => new Response('', { status: 503 }))
    const body = '[{"id":"none"},{"id":"none"}]'
    const fallbackStrategy = [{ strategy: 'default-response' as const, body }]
    const integration = { supportsBatching: batching, fallbackStrategy }
    const seen = await together(world, integration, [ask('1'), ask('2')])
    expect(seen.map(({ headers, text }) => [headers.get('ecluse-fallback'), text])).toEqual([
      ['default-response', '{"id":"none"}'],
      ['default-response', '{"id":"none"}'],
    ])
  })

  it('tells the author how many came together', async () => {
    const seen = await all(new ResilienceWorld(users), {}, [ask('1'), ask('2')])
    expect(seen.map(({ notes }) => notes['batch'])).toEqual([2, 2])
  })
})
