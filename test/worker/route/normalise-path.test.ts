import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { isRejection } from '#worker/rejection.ts'
import { normalisePath } from '#worker/route/normalise-path.ts'

describe('request paths', () => {
  test.each([
    ['/orders/42', '/orders/42'],
    ['/%61dmin', '/admin'],
    ['/a%7eb', '/a~b'],
    ['/a%3ab', '/a%3Ab'],
    ['/caf%c3%a9', '/caf%C3%A9'],
    ['/%252e%252e', '/%252e%252e'],
    ['/%252f', '/%252f'],
    ['/a;b=c/d', '/a;b=c/d'],
    ['/...', '/...'],
    ['/.hidden', '/.hidden'],
    ['/a../b', '/a../b'],
    ['/a/', '/a/'],
    ['/a%20b', '/a%20b'],
  ])('%s is matched as %s', (path, normalised) => {
    expect(normalisePath(path)).toBe(normalised)
  })

  test.each([
    '/a%2fb',
    '/a%2Fb',
    '/..%2f..%2fetc',
    '/a%5cb',
    '/a\\b',
    '/a%00',
    '/a%0d%0aset-cookie:x',
    '/a%7f',
    '/a\u0000',
    '/a b',
    '/é',
    '//a',
    '/a//b',
    '/a%',
    '/a%2',
    '/a%zz',
    '/./a',
    '/a/..',
    '/%2e%2e/a',
    '/a/%2e',
    '/.%2e/a',
    '/%c0%af',
    '/%c0%ae%c0%ae/a',
    '/%ed%a0%80',
    '/%ff',
    '/%f4%90%80%80',
  ])('refuses %j', (path) => {
    expect(normalisePath(path)).toMatchObject({ rejected: true, code: 'malformed_path' })
  })

  test('what was normalised stays as it is, and names the same resource', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '/', '.', '%', '2', 'f', 'e', '5', 'C', '~'),
    })
    fc.assert(
      fc.property(text, (tail) => {
        const once = normalisePath(`/${tail}`)
        if (isRejection(once)) return
        expect(normalisePath(once)).toBe(once)
        expect(decodeURIComponent(once)).toBe(decodeURIComponent(`/${tail}`))
        expect(new URL(`http://x${once}`).pathname).toBe(once)
      }),
      { numRuns: 1_000 },
    )
  })
})
