import { describe, expect, test } from 'vitest'

import { parsePathPattern, routeKey } from '#worker/route/path-pattern.ts'

describe('path templates', () => {
  test.each([
    ['/orders', 'GET /orders'],
    ['/orders/{id}', 'GET /orders/{}'],
    ['/orders/{other_name}', 'GET /orders/{}'],
    ['/files/*', 'GET /files/{+}'],
    ['/files/{rest+}', 'GET /files/{+}'],
    ['/Orders', 'GET /Orders'],
    ['/a/%7euser', 'GET /a/~user'],
    ['/a/%c3%a9', 'GET /a/%C3%A9'],
    ['/a/é', 'GET /a/%C3%A9'],
    ['/v1/items:search;a=b', 'GET /v1/items:search;a=b'],
  ])('%s has the shape %s', (template, key) => {
    expect(routeKey('GET', template)).toBe(key)
  })

  test('names the wildcard', () => {
    expect(parsePathPattern('/{a}/*')).toMatchObject({
      params: ['a', 'wildcard'],
      wildcard: 'wildcard',
    })
    expect(parsePathPattern('/{a}/{rest+}')).toMatchObject({ wildcard: 'rest' })
  })

  test.each([
    ['orders', /starts with \//],
    ['', /starts with \//],
    ['/', /every segment/],
    ['/orders/', /every segment/],
    ['/a//b', /every segment/],
    ['/a/{id}/{id}', /second parameter "id"/],
    ['/a/{wildcard}/*', /second parameter "wildcard"/],
    ['/a/*/b', /last segment/],
    ['/a/{rest+}/b', /last segment/],
    ['/a/b*', /alone, as the last segment/],
    ['/a/{id}.json', /one whole parameter/],
    ['/a/{}', /parameter name/],
    ['/a/{1st}', /parameter name/],
    ['/a/{__proto__}', /parameter name/],
    ['/a/{a{b}', /parameter name/],
    ['/a b', /percent-encoding/],
    ['/a?b', /percent-encoding/],
    ['/a#b', /percent-encoding/],
    ['/a\\b', /percent-encoding/],
    ['/a/%zz', /percent-encoding/],
    ['/a/%2f', /encoded slash/],
    ['/a/%00', /control character/],
    ['/a/..', /dot segment/],
    ['/a/%2e%2e', /dot segment/],
    ['/a/%c0%af', /not UTF-8/],
    ['/openapi.json', /belongs to the gateway/],
    ['/_ecluse/x', /belongs to the gateway/],
    [`/${Array.from({ length: 31 }, () => 'a').join('/')}`, /at most 30/],
  ])('refuses %s', (template, message) => {
    expect(parsePathPattern(template)).toEqual({ fault: expect.stringMatching(message) })
    expect(() => routeKey('GET', template)).toThrow(TypeError)
  })
})
