import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'

import { type EndpointConfigInput, endpointConfig } from '#contract/endpoint.ts'
import { compile } from '#worker/compile.ts'
import { addCalls, listCalls, removeCallsBefore } from '#worker/db/integration-calls.ts'
import { openDatabase } from '#worker/db/database.ts'
import { createGateway, type Gateway } from '#worker/gateway.ts'
import { createCallLog, type CallRow } from '#worker/integrations/call-log.ts'

import { FakeSource } from '../../support/fake-source.ts'
import { unusedPorts } from '../../support/unused-ports.ts'

const db = openDatabase(env.DB)
const up = {
  id: 'up',
  type: 'http' as const,
  endpoint: 'https://up.test/orders/{{ request.params.id }}?token={{ request.query.t }}',
}
const endpoint = (...integrations: object[]) => ({
  method: 'GET' as const,
  path: '/orders/{id}',
  integrations: integrations as NonNullable<EndpointConfigInput['integrations']>,
})

/** One isolate whose clock stands still and whose writes wait until the test flushes. */
class World {
  readonly source = new FakeSource()
  readonly logs: Record<string, unknown>[] = []
  readonly writes: CallRow[][] = []
  readonly gateway: Gateway
  write = (rows: readonly CallRow[]) => addCalls(db, rows)
  play: (url: string) => Response | Promise<Response> = () => new Response('{"fine":1}')
  requests = 0
  #due: (() => void)[] = []
  readonly later: Promise<unknown>[] = []
  readonly upstream = { refusal: () => undefined, fetch: async (url: string) => this.play(url) }

  constructor() {
    const log = (message: string, details: object) => void this.logs.push({ message, ...details })
    const { now } = this.source
    const wait = () => new Promise<void>((resolve) => void this.#due.push(resolve))
    this.gateway = createGateway({
      source: this.source,
      compileDeps: {
        ...unusedPorts(),
        upstream: this.upstream,
      },
      calls: createCallLog({
        now,
        wait,
        log,
        write: (rows) => {
          this.writes.push([...rows])
          return this.write(rows)
        },
      }),
      basePath: '/api/custom',
      now,
      newRequestId: () => `req_${(this.requests += 1)}`,
      log,
    })
  }

  async call(path = '/orders/7?t=s3cret', init?: RequestInit): Promise<number> {
    const request = new Request(`https://gateway.test/api/custom${path}`, init)
    const answer = await this.gateway.handle(request, (work) => void this.later.push(work))
    await answer.arrayBuffer()
    return answer.status
  }

  async flush(): Promise<void> {
    for (const resolve of this.#due.splice(0)) resolve()
    await Promise.all(this.later.splice(0))
  }
}

let world: World
let name = 0
const id = () => `orders${name}`
const kept = (integrationId = 'up') =>
  listCalls(db, { endpointId: id(), integrationId, isFailure: undefined })
beforeEach(() => {
  name += 1
  world = new World()
})
const publish = (...integrations: object[]) =>
  world.source.publish({ [id()]: endpoint(...integrations) })

describe('recent calls', () => {
  it('tell what came of a call', async () => {
    publish(up)
    world.play = async () => {
      world.source.nowMs += 12
      return new Response('{}', { status: 201 })
    }
    const at = world.source.nowMs
    expect(await world.call()).toBe(201)
    await world.flush()
    expect(await kept()).toEqual([
      {
        endpointId: id(),
        integrationId: 'up',
        isFailure: false,
        at,
        requestId: 'req_1',
        version: 1,
        method: 'GET',
        target: 'up.test/orders/{id}',
        status: 201,
        code: null,
        attempts: 1,
        durationMs: 12,
        fallback: null,
        breaker: null,
      },
    ])
  })

  it('hold nothing of what a request, an answer or the configuration keeps to itself', async () => {
    const secret = 's3cret'
    publish({
      ...up,
      method: 'POST',
      headers: { 'x-own': secret },
      body: { type: 'json', expression: `{ "${secret}": 1 }` },
      query: { q: secret },
      fallbackStrategy: [{ strategy: 'default-response', body: secret }],
    })
    world.play = () => new Response(secret, { status: 500, headers: { 'x-answer': secret } })
    await world.call(`/orders/${secret}?t=${secret}`, { headers: { 'x-caller': secret } })
    await world.flush()
    const rows = await kept()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(secret)
    expect(rows[0]?.target).toBe('up.test/orders/{id}')
  })

  it('name what failed, with or without a stand-in', async () => {
    const fallbackStrategy = [{ strategy: 'default-response', body: '{}' }]
    const circuitBreaker = { enabled: true, minimumNumberOfCalls: 5 }
    const retryPolicy = { maxAttempts: 2, baseDelay: 0 }
    publish(
      { ...up, id: 'replaced', fallbackStrategy, circuitBreaker, retryPolicy },
      { ...up, id: 'fine', failureStatuses: ['404'] },
      {
        ...up,
        id: 'large',
        endpoint: 'https://up.test/large',
        maxResponseBytes: 3,
        fallbackStrategy,
      },
    )
    world.play = (url) => new Response('{"a":1}', { status: url.includes('large') ? 200 : 503 })
    expect(await world.call()).toBe(200)
    await world.flush()
    const standIn = { isFailure: true, fallback: 'default-response' }
    expect(await kept('replaced')).toMatchObject([
      { ...standIn, status: 503, code: null, attempts: 2, breaker: 'closed' },
    ])
    expect(await kept('large')).toMatchObject([
      { ...standIn, status: null, code: 'upstream_too_large', attempts: 1, breaker: null },
    ])
    // A status that is none of the failures of its integration.
    expect(await kept('fine')).toMatchObject([{ isFailure: false, status: 503, fallback: null }])
  })

  it('name an expression that failed, for which nothing was sent', async () => {
    publish({ ...up, headers: { 'x-bad': '{{ $error("no") }}' } })
    expect(await world.call()).toBeGreaterThanOrEqual(400)
    await world.flush()
    expect(await kept()).toMatchObject([
      { isFailure: true, code: 'expression_failed', attempts: 0, status: null },
    ])
  })

  it('leave out calls that were given up because another failed', async () => {
    world.play = async (url) => {
      if (!url.includes('broken')) await new Promise((resolve) => setTimeout(resolve, 20))
      return new Response('{}', { status: 500 })
    }
    publish(
      { ...up, id: 'slow' },
      { ...up, id: 'broken', endpoint: 'https://up.test/broken', expectedStatuses: ['200'] },
    )
    await world.call()
    await new Promise((resolve) => setTimeout(resolve, 40))
    await world.flush()
    expect(await kept('broken')).toMatchObject([
      { code: 'upstream_unexpected_status', status: 500, attempts: 1 },
    ])
    expect(await kept('slow')).toEqual([])
  })

  it('are a sample of what is busy: one write in 5 seconds, 5 of each outcome, 40 in all', async () => {
    publish(up)
    let count = 0
    world.play = () => new Response('{}', { status: (count += 1) % 2 === 0 ? 500 : 200 })
    for (let at = 0; at < 100; at += 1) await world.call()
    await world.flush()
    expect(world.writes.map((rows) => rows.length)).toEqual([10])
    await world.call()
    await world.flush()
    expect(world.writes.map((rows) => rows.length)).toEqual([10, 1])

    world.source.publish({
      [`${id()}@2`]: endpoint(...Array.from({ length: 20 }, (_, at) => ({ ...up, id: `up${at}` }))),
    })
    world.source.nowMs += 10_000
    for (let at = 0; at < 10; at += 1) await world.call()
    await world.flush()
    expect(world.writes.at(-1)).toHaveLength(40)
  })

  it('make no request wait: neither for a write that hangs nor for one that fails', async () => {
    publish(up)
    world.write = () => Promise.reject(new Error('D1 is down'))
    expect(await world.call()).toBe(200)
    await world.flush()
    expect(world.logs).toMatchObject([
      { message: 'calls of integrations could not be written', calls: 1 },
    ])
    world.write = () => new Promise(() => undefined)
    expect(await world.call()).toBe(200)
    void world.flush()
    expect(await world.call()).toBe(200)
  })

  it('keep 50 of each outcome, so that successes displace no failure', async () => {
    const row = (at: number, isFailure: boolean): CallRow => ({
      endpointId: id(),
      integrationId: 'up',
      version: 1,
      method: 'GET',
      target: 'up.test/',
      at,
      requestId: `req_${at}`,
      durationMs: 1,
      isFailure,
      status: 200,
      code: undefined,
      attempts: 1,
      fallback: undefined,
      breaker: undefined,
    })
    await addCalls(db, [row(1, true), row(2, true)])
    for (let at = 0; at < 20; at += 1)
      await addCalls(
        db,
        Array.from({ length: 10 }, (_, index) => row(1_000 + at * 10 + index, false)),
      )
    const rows = await kept()
    expect(rows.filter(({ isFailure }) => isFailure).map(({ at }) => at)).toEqual([2, 1])
    const succeeded = rows.filter(({ isFailure }) => !isFailure).map(({ at }) => at)
    expect(succeeded).toEqual(Array.from({ length: 50 }, (_, index) => 1_199 - index))
    await removeCallsBefore(db, 1_190)
    expect(await kept()).toHaveLength(10)
  })

  it('are not made by tests of a draft', async () => {
    publish(up)
    const deps = { ...unusedPorts(), upstream: world.upstream }
    const config = endpointConfig.parse({ name: 'T', ...endpoint(up) })
    const request = { query: {}, headers: {}, path: '/orders/7' }
    const { response } = await world.gateway.test(
      compile(config, deps, id()),
      config,
      request,
      (work) => void world.later.push(work),
    )
    await world.flush()
    expect(response.status).toBe(200)
    expect(world.writes).toEqual([])
  })
})
