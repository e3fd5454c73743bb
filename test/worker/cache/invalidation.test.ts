import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'

import { caching } from '#contract/caching.ts'
import { endpointConfig, type EndpointConfigInput } from '#contract/endpoint.ts'
import { tagsOf } from '#worker/cache/tags.ts'
import type { Purges } from '#worker/cache/types.ts'
import { openDatabase } from '#worker/db/database.ts'
import { liveRoutes } from '#worker/db/routing.ts'
import { endpoint, endpointVersion } from '#worker/db/schema.ts'
import { createGateway } from '#worker/gateway.ts'
import { withInvalidations } from '#worker/route/invalidations.ts'
import { routeKey } from '#worker/route/path-pattern.ts'
import type { RouteEntry } from '#worker/route/types.ts'

import { noCache } from '../../support/cache-ports.ts'
import { type FakeFetch, fakeUpstream } from '../../support/pipeline.ts'
import { unusedPorts } from '../../support/unused-ports.ts'

const origin = 'https://gateway.example'

/** A gateway whose endpoints answer by an upstream; `caching` of them shapes the index only. */
class World {
  readonly purged: string[] = []
  /** Names of what was purged when the answer had not left yet. */
  answer: FakeFetch = () => new Response('ok')
  readonly #endpoints = new Map<string, EndpointConfigInput>()

  publish(
    id: string,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    caches?: object,
  ) {
    const cache = caches && { enabled: true, ...caches }
    this.#endpoints.set(id, {
      name: id,
      method,
      path,
      integrations: [{ id: 'up', type: 'http', endpoint: 'https://up.example/x' }],
      ...(cache && { caching: cache as EndpointConfigInput['caching'] }),
    })
  }

  async call(method: string, path: string): Promise<Response> {
    const { upstream } = fakeUpstream((request) => this.answer(request))
    const purges: Purges = {
      current: () => 0,
      isPurged: () => false,
      purge: (tags) => Promise.resolve(void this.purged.push(...tags)),
    }
    const entries = [...this.#endpoints].map(
      ([endpointId, { method: verb, path: template }]): RouteEntry => ({
        endpointId,
        version: 1,
        method: verb,
        path: template,
      }),
    )
    const readers = [...this.#endpoints].flatMap(([endpointId, config]) =>
      config.caching === undefined
        ? []
        : [
            {
              endpointId,
              method: config.method,
              path: config.path,
              rules: caching.parse(config.caching).invalidationRules,
            },
          ],
    )
    const index = { revision: 1, entries: withInvalidations(entries, readers) }
    const gateway = createGateway({
      source: {
        revision: () => Promise.resolve(1),
        // As KV gives it back.
        index: () => Promise.resolve(JSON.parse(JSON.stringify(index)) as typeof index),
        lastKnownIndex: () => Promise.resolve(undefined),
        endpoint: (id) => {
          const { caching: _, ...config } = this.#endpoints.get(id) ?? {
            name: '',
            method: 'GET',
            path: '/',
          }
          return Promise.resolve(endpointConfig.parse(config))
        },
      },
      compileDeps: {
        ...unusedPorts(),
        upstream,
        cache: { ...noCache, purges },
      },
      basePath: '/api/custom',
      now: () => 0,
      newRequestId: () => 'req_1',
      log: () => undefined,
    })
    return gateway.handle(new Request(`${origin}/api/custom${path}`, { method }), () => undefined)
  }

  /** Whether an answer of an endpoint to a path would be forgotten by what was purged. */
  forgets(
    id: string,
    path: string,
    rawParams: Record<string, string>,
    tags: string[] = [],
  ): boolean {
    return tagsOf({ tags }, id, path, rawParams).some((tag) => this.purged.includes(tag))
  }
}

let world: World
beforeEach(() => {
  world = new World()
})

describe('a rule', () => {
  it('forgets the answers to the same parameters, whatever the write calls them', async () => {
    world.publish('read', 'GET', '/view/{id}', { invalidationRules: ['PUT /orders/{id}'] })
    world.publish('write', 'PUT', '/orders/{orderId}')
    await world.call('PUT', '/orders/42')
    expect(world.forgets('read', '/view/42', { id: '42' })).toBe(true)
    expect(world.forgets('read', '/view/43', { id: '43' })).toBe(false)
    expect(world.forgets('other', '/view/42', { id: '42' })).toBe(false)
  })

  it('works whichever endpoint was published first', async () => {
    world.publish('write', 'PUT', '/orders/{orderId}')
    world.publish('read', 'GET', '/view/{id}', { invalidationRules: ['PUT /orders/{id}'] })
    await world.call('PUT', '/orders/42')
    expect(world.forgets('read', '/view/42', { id: '42' })).toBe(true)
  })

  it('forgets all answers when the write does not know all parameters', async () => {
    world.publish('one', 'GET', '/one/{id}/{part}', { invalidationRules: ['PUT /orders/{id}'] })
    world.publish('list', 'GET', '/list', { invalidationRules: ['PUT /orders/{id}'] })
    world.publish('write', 'PUT', '/orders/{id}')
    await world.call('PUT', '/orders/42')
    expect(world.forgets('one', '/one/1/2', { id: '1', part: '2' })).toBe(true)
    expect(world.forgets('list', '/list', {})).toBe(true)
  })

  it('forgets its tags, with parameters of its own path', async () => {
    const rule = {
      on: 'POST /shops/{shop}/orders/{id}',
      tags: ['orders:{id}', 'shop:{shop}', 'all'],
    }
    world.publish('read', 'GET', '/view/{id}', { invalidationRules: [rule] })
    world.publish('write', 'POST', '/shops/{a}/orders/{b}')
    await world.call('POST', '/shops/s%201/orders/7')
    expect(world.purged).toEqual(['tag:orders:7', 'tag:shop:s%201', 'tag:all'])
    expect(world.forgets('x', '/x', { id: '7' }, ['orders:{id}'])).toBe(true)
    expect(world.forgets('x', '/x', { id: '8' }, ['orders:{id}'])).toBe(false)
  })

  it('forgets too much rather than too little when its tag cannot be filled in', async () => {
    const rule = { on: 'POST /orders', tags: ['orders:{id}'] }
    world.publish('read', 'GET', '/view/{id}', { invalidationRules: [rule] })
    world.publish('write', 'POST', '/orders')
    await world.call('POST', '/orders')
    expect(world.forgets('read', '/view/1', { id: '1' })).toBe(true)
  })

  it.each([
    ['another method', 'PATCH', '/orders/{id}', '/orders/1'],
    ['another path', 'POST', '/orders/{id}/lines', '/orders/1/lines'],
    ['a literal in place of a parameter', 'POST', '/orders/all', '/orders/all'],
  ] as const)('does not speak of %s', async (_, method, template, path) => {
    world.publish('read', 'GET', '/view/{id}', { invalidationRules: ['POST /orders/{id}'] })
    world.publish('write', method, template)
    await world.call(method, path)
    expect(world.purged).toEqual([])
  })

  it.each([
    [200, true],
    [204, true],
    [303, true],
    [400, false],
    [404, false],
    [500, false],
  ])('is followed after an answer of %d: %s', async (status, isPurged) => {
    world.answer = () =>
      new Response(null, {
        status,
        ...(status === 303 && { headers: { location: 'https://x.example/' } }),
      })
    world.publish('read', 'GET', '/view', { invalidationRules: ['POST /orders'] })
    world.publish('write', 'POST', '/orders')
    await world.call('POST', '/orders')
    expect(world.purged.length > 0).toBe(isPurged)
  })

  it('is not followed when the gateway refuses the write', async () => {
    world.answer = () => Promise.reject(new Error('no connection'))
    world.publish('read', 'GET', '/view', { invalidationRules: ['POST /orders'] })
    world.publish('write', 'POST', '/orders')
    expect((await world.call('POST', '/orders')).status).toBe(502)
    expect(world.purged).toEqual([])
  })

  it('says nothing of a read', async () => {
    world.publish('read', 'GET', '/view', { invalidationRules: ['POST /view'] })
    await world.call('GET', '/view')
    await world.call('HEAD', '/view')
    expect(world.purged).toEqual([])
  })
})

describe('RFC 9111 4.4, without any rule:', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)(
    'a %s forgets the answers to its own path',
    async (method) => {
      world.publish('read', 'GET', '/orders/{id}', {})
      world.publish('write', method, '/orders/{orderId}')
      await world.call(method, '/orders/4%32')
      expect(world.purged).toEqual(['path:/orders/42'])
    },
  )

  it('a write says nothing where no cached endpoint answers its path', async () => {
    world.publish('cached', 'GET', '/orders/{id}', {})
    world.publish('plain', 'GET', '/orders/special')
    world.publish('write', 'POST', '/orders/special')
    world.publish('lines', 'POST', '/orders/{id}/lines')
    await world.call('POST', '/orders/special')
    await world.call('POST', '/orders/1/lines')
    expect(world.purged).toEqual([])
  })

  it.each([
    ['an absolute URL', `${origin}/api/custom/orders/9`, ['path:/orders/9']],
    ['an absolute path', '/api/custom/orders/9?x=1', ['path:/orders/9']],
    ['a relative path', 'orders/9', ['path:/orders/9']],
    ['another origin', 'https://other.example/api/custom/orders/9', []],
    ['another origin, without the base path', 'https://other.example/orders/9', []],
    ['another port', 'https://gateway.example:8443/api/custom/orders/9', []],
    ['a path without the base path', '/orders/9', ['path:/orders/9']],
    ['a path outside', '/api/customer/orders/9', []],
    ['a path that is none', '/api/custom//orders/9', []],
    ['a path without a cache', '/api/custom/elsewhere', []],
    ['nonsense', 'https://[', []],
  ])('a write forgets what Location names: %s', async (_, location, purged) => {
    world.answer = () => new Response(null, { status: 201, headers: { location } })
    world.publish('read', 'GET', '/orders/{id}', {})
    world.publish('elsewhere', 'GET', '/elsewhere')
    world.publish('write', 'POST', '/orders')
    await world.call('POST', '/orders')
    expect(world.purged).toEqual(purged)
  })

  it('a write forgets what Content-Location names', async () => {
    world.answer = () =>
      new Response('ok', { headers: { 'content-location': '/api/custom/orders/9' } })
    world.publish('read', 'GET', '/orders/{id}', {})
    world.publish('write', 'POST', '/orders')
    await world.call('POST', '/orders')
    expect(world.purged).toEqual(['path:/orders/9'])
  })
})

describe('the route index', () => {
  const db = openDatabase(env.DB)
  const live = async (id: string, method: 'GET' | 'POST', path: string, cache: object = {}) => {
    const config = endpointConfig.parse({ name: id, method, path, caching: cache })
    const routeKeyText = routeKey(method, path)
    const columns = { method, path, routeKey: routeKeyText }
    await db.insert(endpoint).values({
      ...columns,
      id,
      name: id,
      description: '',
      version: '1.0.0',
      tags: [],
      draft: config,
      revision: 1,
      liveRouteKey: routeKeyText,
      liveVersion: 1,
      latestVersion: 1,
      liveRevision: 1,
      isActive: true,
      ownerId: 'u',
      ownerName: 'u',
      createdAt: 0,
      updatedAt: 0,
    })
    await db.insert(endpointVersion).values({
      ...columns,
      endpointId: id,
      version: 1,
      config,
      draftRevision: 1,
      note: '',
      publishedBy: 'u',
      publishedAt: 0,
    })
  }

  it('says what concerns caches of the live endpoints, and nothing of the others', async () => {
    await live('ep_1', 'GET', '/a/{id}', { enabled: true, invalidationRules: ['POST /b/{id}'] })
    await live('ep_2', 'POST', '/b/{x}')
    await live('ep_3', 'POST', '/c')
    await live('ep_4', 'GET', '/d', { enabled: false, invalidationRules: ['POST /c'] })
    const of = (id: string, method: string, path: string) => ({
      endpointId: id,
      version: 1,
      method,
      path,
    })
    const readers = [of('ep_3', 'POST', '/c'), of('ep_4', 'GET', '/d')]
    expect((await liveRoutes(db)).entries).toEqual([
      { ...of('ep_1', 'GET', '/a/{id}'), caches: true },
      {
        ...of('ep_2', 'POST', '/b/{x}'),
        invalidates: [{ endpointId: 'ep_1', params: { id: 'x' } }],
      },
      ...readers,
    ])
    await env.DB.exec("UPDATE endpoint SET is_active = 0 WHERE id = 'ep_1'")
    expect((await liveRoutes(db)).entries).toEqual([of('ep_2', 'POST', '/b/{x}'), ...readers])
  })
})
