import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { EndpointMethod } from '#contract/endpoint.ts'
import { routeKey } from '#worker/route/path-pattern.ts'
import { buildRouter } from '#worker/route/router.ts'
import type { RouteEntry } from '#worker/route/types.ts'

function entriesOf(...routes: string[]): RouteEntry[] {
  return routes.map((route) => {
    const [method = '', path = ''] = route.split(' ')
    return { endpointId: route, version: 1, method: method as EndpointMethod, path }
  })
}

describe('routes', () => {
  const router = buildRouter(
    entriesOf(
      'GET /orders',
      'POST /orders',
      'GET /orders/new',
      'GET /orders/{id}',
      'DELETE /orders/{id}',
      'GET /orders/{id}/items/{item}',
      'GET /orders/{id}/*',
      'GET /a/{x}/c',
      'GET /{y}/b/d',
      'PUT /files/{rest+}',
    ),
  )

  test.each([
    ['GET', '/orders', 'GET /orders', {}],
    ['HEAD', '/orders', 'GET /orders', {}],
    ['GET', '/orders/new', 'GET /orders/new', {}],
    ['DELETE', '/orders/new', 'DELETE /orders/{id}', { id: 'new' }],
    ['GET', '/orders/a%20b', 'GET /orders/{id}', { id: 'a%20b' }],
    ['GET', '/orders/1/items/2', 'GET /orders/{id}/items/{item}', { id: '1', item: '2' }],
    ['GET', '/orders/1/items', 'GET /orders/{id}/*', { id: '1', wildcard: 'items' }],
    ['GET', '/orders/1/items/2/3', 'GET /orders/{id}/*', { id: '1', wildcard: 'items/2/3' }],
    ['GET', '/a/b/d', 'GET /{y}/b/d', { y: 'a' }],
    ['PUT', '/files/a/b/', 'PUT /files/{rest+}', { rest: 'a/b/' }],
  ])('%s %s is answered by %s', (method, path, endpointId, rawParams) => {
    expect(router.match(method, path)).toMatchObject({ entry: { endpointId }, rawParams })
  })

  test.each([
    '/',
    '/orders/',
    '/Orders',
    '/orders/1/',
    '/files',
    '/files/',
    '/a/b/c/d',
    '/constructor',
  ])('no route has the path %s', (path) => {
    expect(router.match('GET', path)).toBeUndefined()
  })

  test('tells which methods a path answers', () => {
    expect(router.match('PATCH', '/orders')).toEqual({ allow: ['GET', 'HEAD', 'OPTIONS', 'POST'] })
    expect(router.match('PUT', '/orders/new')).toEqual({
      allow: ['DELETE', 'GET', 'HEAD', 'OPTIONS'],
    })
    expect(router.match('GET', '/files/a')).toEqual({ allow: ['OPTIONS', 'PUT'] })
  })

  test('a template that cannot be parsed costs no other route its life', () => {
    const bad = entriesOf('GET /a//b', 'GET /ok')
    expect(buildRouter(bad).unusable).toEqual([bad[0]])
    expect(buildRouter(bad).match('GET', '/ok')).toBeDefined()
  })

  test('finds what trying every route finds', { timeout: 30_000 }, () => {
    const method = fc.constantFrom('GET', 'POST')
    const word = fc.constantFrom('a', 'b', 'c')
    const template = fc
      .tuple(
        fc.array(fc.oneof(word, fc.constant('{}')), { maxLength: 4 }),
        fc.constantFrom('', '*', 'a', '{}'),
      )
      .map(([head, last]) => [...head, last].filter((text) => text !== ''))
      .filter((segments) => segments.length > 0)
      .map((segments) => `/${segments.map((s, at) => (s === '{}' ? `{p${at}}` : s)).join('/')}`)
    const routes = fc.uniqueArray(fc.tuple(method, template), {
      selector: ([m, t]) => routeKey(m, t),
      maxLength: 25,
    })
    const path = fc
      .array(word, { minLength: 1, maxLength: 6 })
      .map((words) => `/${words.join('/')}`)
    fc.assert(
      fc.property(routes, method, path, (table, wanted, asked) => {
        const entries = entriesOf(...table.map(([m, t]) => `${m} ${t}`))
        expect(buildRouter(entries).match(wanted, asked)).toEqual(tryEvery(entries, wanted, asked))
      }),
      { numRuns: 1_000 },
    )
  })
})

/** The oracle: a regular expression per route, then the most specific of those that match. */
function tryEvery(entries: readonly RouteEntry[], method: string, path: string): unknown {
  const hits = entries.flatMap((entry) => {
    const source = entry.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)').replace('*', '(?<wildcard>.+)')
    const found = new RegExp(`^${source}$`).exec(path)
    return found === null ? [] : [{ entry, rawParams: { ...found.groups } }]
  })
  const [best] = hits
    .filter((hit) => hit.entry.method === method)
    .sort((a, b) => (rankOf(a.entry) < rankOf(b.entry) ? -1 : 1))
  if (best !== undefined) return best
  if (hits.length === 0) return undefined
  const methods = new Set<string>(hits.map((hit) => hit.entry.method))
  if (methods.has('GET')) methods.add('HEAD')
  return { allow: [...methods, 'OPTIONS'].sort() }
}

/** Sorts by specificity, segment by segment: literal, parameter, wildcard. */
function rankOf(entry: RouteEntry): string {
  return entry.path
    .split('/')
    .map((segment) => (segment === '*' ? '2' : segment.startsWith('{') ? '1' : '0'))
    .join('')
}
