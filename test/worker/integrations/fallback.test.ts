import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type * as z from 'zod'

import type { httpIntegration } from '#contract/integration.ts'
import type { EndpointConfigInput } from '#contract/endpoint.ts'
import type { Principal } from '#worker/context.ts'
import { MemoryLastGood } from '#worker/integrations/resilience/memory-last-good.ts'

import { ResilienceWorld, script } from '../../support/resilience-world.ts'

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 10, 24, 9) }))
afterEach(() => void vi.useRealTimers())

type Integration = z.input<typeof httpIntegration>
type Chain = Integration['fallbackStrategy']

const cache: Chain = [{ strategy: 'cache', maxAge: 60 }]
const caller = (id: string): Principal => ({ id, roles: [], scopes: [], claims: {}, keyPrefix: id })
const mapped: Partial<EndpointConfigInput> = {
  transformations: [
    { id: 'm', type: 'map', rules: [{ operation: 'set', source: '{"v": body}', target: '' }] },
  ],
}

describe('fallback: a default response', () => {
  const chain: Chain = [
    {
      strategy: 'default-response',
      status: 203,
      headers: { 'x-asked': '{{ request.query.q }}' },
      body: '{"asked":{{ request.query.q }},"items":[]}',
    },
  ]

  it.each([
    ['a status that is a failure', script(500)],
    ['a broken connection', script('reset')],
  ] as const)('answers for %s, and says so', async (_, play) => {
    const world = new ResilienceWorld(play)
    const seen = await world.isolate({ fallbackStrategy: chain })({ search: '?q=a%22b' })
    expect(seen).toMatchObject({ outcome: 203, text: '{"asked":"a\\"b","items":[]}' })
    expect(Object.fromEntries(seen.headers)).toMatchObject({
      'content-type': 'application/json',
      'ecluse-fallback': 'default-response',
      'cache-control': 'no-store',
      'x-asked': 'a"b',
    })
    expect(seen.notes).toMatchObject({ fallback: 'default-response' })
  })

  it('leaves alone what is no failure of the upstream', async () => {
    const world = new ResilienceWorld(script(404))
    const seen = await world.isolate({ fallbackStrategy: chain })()
    expect([seen.outcome, seen.headers.get('ecluse-fallback')]).toEqual([404, null])
  })

  it('leaves alone what the caller did wrong', async () => {
    const world = new ResilienceWorld(script(200))
    const endpoint = 'https://up.example/{{ request.query.id }}/x'
    expect((await world.isolate({ endpoint, fallbackStrategy: chain })()).outcome).toBe(
      'malformed_parameter',
    )
  })

  it('is transformed like the answer it stands for', async () => {
    const world = new ResilienceWorld(script(500))
    const seen = await world.isolate({ fallbackStrategy: chain }, mapped)({ search: '?q=1' })
    expect(seen.text).toBe('{"v":{"asked":1,"items":[]}}')
    expect(seen.headers.get('ecluse-fallback')).toBe('default-response')
  })

  it("takes the design document's form", async () => {
    const world = new ResilienceWorld(script(500))
    const fallbackStrategy = {
      enabled: true,
      strategy: 'default-response' as const,
      fallbackData: { items: [] },
    }
    expect((await world.isolate({ fallbackStrategy })()).text).toBe('{"items":[]}')
  })

  it('does not make a failing upstream look healthy to its breaker', async () => {
    const world = new ResilienceWorld(script(500))
    const circuitBreaker = { enabled: true, minimumNumberOfCalls: 10 }
    const call = world.isolate({ fallbackStrategy: chain, circuitBreaker })
    for (let sent = 0; sent < 10; sent += 1)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await call({ search: '?q=1' })
    await vi.advanceTimersByTimeAsync(1_000)
    const seen = await call({ search: '?q=1' })
    expect(seen.outcome).toBe(203)
    expect(seen.notes).toMatchObject({ breaker: 'open', attempts: [] })
  })
})

describe('fallback: the last good answer', () => {
  const good =
    (headers: HeadersInit = {}) =>
    () =>
      new Response('good', { headers })
  const twice = async (
    first: () => Response,
    sent: Parameters<ReturnType<ResilienceWorld['isolate']>>[] = [[], []],
    more: Partial<EndpointConfigInput> = {},
  ) => {
    const world = new ResilienceWorld(script(first, 500))
    const call = world.isolate({ fallbackStrategy: cache }, more)
    await call(...(sent[0] ?? []))
    await vi.advanceTimersByTimeAsync(5_000)
    return call(...(sent[1] ?? []))
  }

  it('stands in, with its age', async () => {
    const seen = await twice(good({ 'content-type': 'text/plain', etag: '"1"' }))
    expect(seen).toMatchObject({ outcome: 200, text: 'good' })
    expect(Object.fromEntries(seen.headers)).toMatchObject({
      'ecluse-fallback': 'cache',
      'cache-status': 'ecluse; hit; detail=fallback',
      age: '5',
      etag: '"1"',
    })
  })

  it('stands in where answers are read', async () => {
    const first = () => Response.json({ id: 7 })
    expect((await twice(first, [[], []], mapped)).text).toBe('{"v":{"id":7}}')
  })

  it('is not older than its author allows', async () => {
    const world = new ResilienceWorld(script(200, 500))
    const call = world.isolate({ fallbackStrategy: cache })
    await call()
    await vi.advanceTimersByTimeAsync(60_001)
    const seen = await call()
    expect(seen.outcome).toBe(500)
    expect(seen.notes['fallbackFailed']).toEqual({ cache: 'nothing kept' })
  })

  it.each([
    ['another caller', { principal: caller('a') }, { principal: caller('b') }],
    ['a caller without a name', { principal: caller('a') }, {}],
    ['other credentials', { headers: { authorization: 'Bearer a' } }, {}],
    ['another cookie', { headers: { cookie: 's=a' } }, { headers: { cookie: 's=b' } }],
    ['another header nobody knows', { headers: { 'x-tenant': 'a' } }, {}],
    ['another query', { search: '?id=1' }, { search: '?id=2' }],
    ['another language', { headers: { 'accept-language': 'fr' } }, {}],
  ])('is never for %s', async (_, first, second) => {
    expect((await twice(good(), [[first], [second]])).outcome).toBe(500)
  })

  it('is for the same caller with another client', async () => {
    const first = { principal: caller('a'), headers: { 'user-agent': 'x' } }
    const second = { principal: caller('a'), headers: { 'user-agent': 'y' } }
    expect((await twice(good(), [[first], [second]])).outcome).toBe(200)
  })

  it.each([
    ['no-store', { 'cache-control': 'no-store' }],
    ['private, to nobody in particular', { 'cache-control': 'private' }],
    ['with a cookie', { 'set-cookie': 'a=b' }],
    ['varying by everything', { vary: '*' }],
  ])('is not kept: %s', async (_, headers) => {
    expect((await twice(good(headers))).outcome).toBe(500)
  })

  it('is kept once it was read to its end, and not when it breaks off', async () => {
    const broken = () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            controller.enqueue(new TextEncoder().encode('half'))
            controller.error(new Error('reset'))
          },
        }),
      )
    const world = new ResilienceWorld(script(broken, 500))
    const call = world.isolate({ fallbackStrategy: cache })
    await expect(call()).rejects.toThrow('reset')
    expect((await call()).outcome).toBe(500)
  })

  it('is kept up to 256 KiB, and memory up to its bound', async () => {
    const large = () => new Response('x'.repeat(256 * 1_024 + 1))
    expect((await twice(large)).outcome).toBe(500)
    const memory = new MemoryLastGood(10_000)
    const answer = { status: 200, headers: [], vary: [], at: 0, body: new Uint8Array(2_000) }
    for (let n = 0; n < 10; n += 1) memory.put(`k${n}`, answer)
    expect([0, 5, 6, 7, 8, 9].filter((n) => memory.get(`k${n}`) !== undefined)).toEqual([7, 8, 9])
  })
})

describe('fallback: an alternative service', () => {
  const backup: Integration = { id: 'backup', type: 'http', endpoint: 'https://backup.example/y' }
  const chain: Chain = [{ strategy: 'alternative-service', integration: 'backup' }]
  const byHost = (up: number, other: number) => (request: Request) =>
    new Response(new URL(request.url).host, {
      status: request.url.includes('backup') ? other : up,
    })

  it('is called only in place of the other', async () => {
    const world = new ResilienceWorld(byHost(200, 200))
    const call = world.isolate({ fallbackStrategy: chain }, {}, [backup])
    expect((await call()).text).toBe('up.example')
    expect(world.arrivals).toHaveLength(1)
    world.play = byHost(503, 200)
    const seen = await call()
    expect([seen.text, seen.headers.get('ecluse-fallback')]).toEqual([
      'backup.example',
      'alternative-service',
    ])
  })

  it('gets the body of the request too', async () => {
    const world = new ResilienceWorld(byHost(503, 200))
    const call = world.isolate({ fallbackStrategy: chain }, { method: 'POST' }, [backup])
    await call({ method: 'POST', body: 'hello' })
    const texts = await Promise.all(world.arrivals.map(({ request }) => request.text()))
    expect(texts).toEqual(['hello', 'hello'])
  })

  it('has a resilience of its own', async () => {
    const world = new ResilienceWorld(byHost(503, 503))
    const own = { ...backup, retryPolicy: { maxAttempts: 2, baseDelay: 0 } }
    const call = world.isolate({ fallbackStrategy: chain }, {}, [own])
    const pending = call()
    await vi.runAllTimersAsync()
    expect((await pending).outcome).toBe(503)
    expect(world.arrivals.map(({ request }) => new URL(request.url).host)).toEqual([
      'up.example',
      'backup.example',
      'backup.example',
    ])
  })

  it('hands over to the next of the chain when it fails as well', async () => {
    const world = new ResilienceWorld(byHost(503, 503))
    const fallbackStrategy: Chain = [
      { strategy: 'cache' },
      { strategy: 'alternative-service', integration: 'backup' },
      { strategy: 'default-response', body: 'sorry' },
    ]
    const seen = await world.isolate({ fallbackStrategy }, {}, [backup])()
    expect(seen.text).toBe('sorry')
    expect(seen.notes).toMatchObject({
      fallback: 'default-response',
      fallbackFailed: { cache: 'nothing kept', 'alternative-service': 'status 503' },
    })
  })
})
