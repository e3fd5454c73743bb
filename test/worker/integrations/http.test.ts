import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { endpointConfig } from '#contract/endpoint.ts'
import { compile } from '#worker/compile.ts'
import { isRejection } from '#worker/rejection.ts'

import { answerOf, fakeUpstream, outcome, responseOf } from '../../support/pipeline.ts'
import { unusedPorts } from '../../support/unused-ports.ts'

const http = (more: object = {}) => ({
  integrations: [
    { id: 'up', type: 'http' as const, endpoint: 'https://api.example.com/v1', ...more },
  ],
})
const ok = () => Response.json({ ok: true })
const map = (source: string) => ({
  transformations: [
    { id: 'm', type: 'map' as const, rules: [{ operation: 'set', source, target: '' }] },
  ],
})

describe('http integration: address', () => {
  it('forwards the query string exactly as received', async () => {
    const request = new Request('https://gateway.example/t?a=1&a=%2F&b')
    const { calls } = await answerOf(http(), ok, { request })
    expect(calls[0]?.url).toBe('https://api.example.com/v1?a=1&a=%2F&b')
  })

  it('appends it to the query of the URL', async () => {
    const request = new Request('https://gateway.example/t?a=1')
    const { calls } = await answerOf(http({ endpoint: 'https://api.example.com/v1?k=2' }), ok, {
      request,
    })
    expect(calls[0]?.url).toBe('https://api.example.com/v1?k=2&a=1')
  })

  it('builds the query from templates and leaves a missing value out', async () => {
    const request = new Request('https://gateway.example/t?q=a%26b')
    const query = { q: '{{ request.query.q }}', none: '{{ request.query.none }}', c: 'x y' }
    const { calls } = await answerOf(http({ query }), ok, { request })
    expect(calls[0]?.url).toBe('https://api.example.com/v1?q=a%26b&c=x%20y')
  })

  it('writes a path parameter exactly as it was matched, a wildcard with its slashes', async () => {
    const endpoint = 'https://api.example.com/v1/{{ request.params.id }}/{{ request.params.rest }}'
    const params = { id: 'a%20b', rest: 'c/d%3F/e' }
    const { calls } = await answerOf({ path: '/{id}/{rest+}', ...http({ endpoint }) }, ok, {
      params,
    })
    expect(calls[0]?.url).toBe('https://api.example.com/v1/a%20b/c/d%3F/e')
  })

  it('T56 never leaves origin and path prefix, whatever a value holds (500 values)', async () => {
    const endpoint = 'https://api.example.com/v1/{{ request.query.x }}/end?k={{ request.query.x }}'
    const nasty = fc.array(
      fc.oneof(
        fc.constantFrom(
          '/',
          '\\',
          '..',
          '.',
          '@',
          '#',
          '?',
          '%',
          '%2e',
          '%2f',
          '//',
          ':',
          '\r\n',
          '\t',
          'evil.com',
        ),
        fc.string(),
      ),
      { maxLength: 6 },
    )
    await fc.assert(
      fc.asyncProperty(nasty, async (parts) => {
        const value = parts.join('')
        const request = new Request(`https://gateway.example/t?x=${encodeURIComponent(value)}`)
        const { answer, calls } = await answerOf(http({ endpoint, query: {} }), ok, { request })
        if (isRejection(answer)) return answer.code === 'malformed_parameter' && calls.length === 0
        const url = new URL(calls[0]?.url ?? '')
        return (
          url.origin === 'https://api.example.com' &&
          /^\/v1\/[^/]+\/end$/.test(url.pathname) &&
          url.hash === ''
        )
      }),
      { numRuns: 500 },
    )
  })

  it.each(['.', '..', ''])('refuses the path value "%s"', async (value) => {
    const endpoint = 'https://api.example.com/v1/{{ request.query.x }}'
    const request = new Request(`https://gateway.example/t?x=${value}`)
    const { answer, calls } = await answerOf(http({ endpoint }), ok, { request })
    expect([outcome(answer), calls.length]).toEqual(['malformed_parameter', 0])
  })

  it.each([
    ['https://{{ request.query.h }}/x', 'dynamic_origin'],
    ['https://api.example.com{{ request.query.h }}', 'dynamic_origin'],
    ['https://api.example.com:{{ request.query.h }}/', 'dynamic_origin'],
    ['https://{{ request.query.h }}@example.com/', 'dynamic_origin'],
    ['{{ request.query.h }}', 'dynamic_origin'],
    ['https://u:p@example.com/', 'invalid_url'],
    ['https://example.com/#x', 'invalid_url'],
    ['https://example.com\\@evil.com/', 'invalid_url'],
    ['http://127.0.0.1/', 'upstream_forbidden'],
    ['http://0x7f.1/{{ request.query.h }}', 'upstream_forbidden'],
  ])('does not compile %s', (endpoint, code) => {
    const config = endpointConfig.parse({
      name: 'T',
      path: '/t',
      method: 'GET',
      ...http({ endpoint }),
    })
    expect(() =>
      compile(
        config,
        {
          ...unusedPorts(),
          upstream: fakeUpstream(ok).upstream,
        },
        'ep_test',
      ),
    ).toThrow(
      expect.objectContaining({
        options: {
          issues: [expect.objectContaining({ pointer: '/integrations/0/endpoint', code })],
        },
      }),
    )
  })
})

describe('http integration: headers', () => {
  it('keeps connection, session and identity headers from the upstream and says who calls', async () => {
    const request = new Request('https://gateway.example/t', {
      headers: {
        accept: 'text/html',
        connection: 'x-secret',
        'x-secret': '1',
        te: 'trailers',
        'x-forwarded-for': '6.6.6.6',
        'x-forwarded-user': 'root',
        forwarded: 'for=1',
        'x-real-ip': '6.6.6.6',
        'x-user-id': '1',
        'x-consumer-name': 'a',
        x_user: '1',
        'cf-connecting-ip': '6.6.6.6',
        cookie: 'a=1; __Host-ecluse_session=s; b=2',
        authorization: 'Bearer t',
      },
    })
    const { calls } = await answerOf(http(), ok, { request })
    expect(Object.fromEntries(calls[0]!.headers)).toEqual({
      accept: 'text/html',
      authorization: 'Bearer t',
      cookie: 'a=1; b=2',
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'gateway.example',
      'x-request-id': 'req_1',
      'cdn-loop': 'ecluse',
    })
  })

  it('refuses the request that comes back for the fourth time', async () => {
    const send = (loop: string) =>
      answerOf(http(), ok, {
        request: new Request('https://g.example/', { headers: { 'cdn-loop': loop } }),
      })
    expect((await send('ecluse, ecluse')).calls[0]?.headers.get('cdn-loop')).toBe(
      'ecluse, ecluse, ecluse',
    )
    expect(outcome((await send('ecluse, other, ecluse, ecluse')).answer)).toBe('gateway_loop')
  })

  it('lets configured headers win, and refuses a line break in a value', async () => {
    const config = http({ headers: { 'x-a': '{{ request.query.a }}', Accept: 'application/json' } })
    const good = await answerOf(config, ok, { request: new Request('https://g.example/?a=1') })
    expect(good.calls[0]?.headers.get('x-a')).toBe('1')
    expect(good.calls[0]?.headers.get('accept')).toBe('application/json')
    const bad = await answerOf(config, ok, {
      request: new Request('https://g.example/?a=1%0d%0ax:y'),
    })
    expect([outcome(bad.answer), bad.calls.length]).toEqual(['malformed_header', 0])
  })

  it('drops connection headers and the session cookie of an upstream', async () => {
    const headers = new Headers({
      connection: 'x-b',
      'x-b': '1',
      'x-c': '2',
      'clear-site-data': '"*"',
    })
    headers.append('set-cookie', '__Host-ecluse_session=evil')
    headers.append('set-cookie', 'a=1')
    const { answer } = await answerOf(http(), () => new Response('x', { headers }))
    const got = responseOf(answer).headers
    expect([
      got.get('x-b'),
      got.get('x-c'),
      got.get('clear-site-data'),
      got.getSetCookie(),
    ]).toEqual([null, '2', null, ['a=1']])
  })

  it('refuses an answer with more than 200 header fields', async () => {
    const headers = Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`x-${at}`, '1']))
    const { answer } = await answerOf(http(), () => new Response('x', { headers }))
    expect(outcome(answer)).toBe('upstream_invalid_response')
  })
})

describe('http integration: body', () => {
  const post = (body: string, type = 'application/json') => ({
    request: new Request('https://g.example/', {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    }),
  })
  it('passes the body as received', async () => {
    const { calls } = await answerOf(
      { method: 'POST', ...http() },
      ok,
      post('{ "a":1 }', 'application/vnd.x'),
    )
    expect([await calls[0]?.text(), calls[0]?.headers.get('content-type')]).toEqual([
      '{ "a":1 }',
      'application/vnd.x',
    ])
  })

  it.each([
    [{ type: 'none' }, '', null],
    [{ type: 'json', expression: '{"b": request.body.a}' }, '{"b":1}', 'application/json'],
    [
      { type: 'form', fields: { a: '{{ request.body.a }}&' } },
      'a=1%26',
      'application/x-www-form-urlencoded',
    ],
    [
      { type: 'raw', contentType: 'text/csv', template: 'x,{{ request.body.a }}' },
      'x,1',
      'text/csv',
    ],
  ])('builds %j', async (body, text, type) => {
    const { calls } = await answerOf({ method: 'POST', ...http({ body }) }, ok, post('{"a":1}'))
    expect([await calls[0]?.text(), calls[0]?.headers.get('content-type')]).toEqual([text, type])
  })

  it('sends the body to several integrations', async () => {
    const integrations = ['a', 'b'].map((id) => ({
      id,
      type: 'http' as const,
      endpoint: `https://${id}.example.com/`,
    }))
    const { calls } = await answerOf({ method: 'POST', integrations }, ok, post('{"a":1}'))
    expect(await Promise.all(calls.map((call) => call.text()))).toEqual(['{"a":1}', '{"a":1}'])
  })

  it('sends what the request transformation made', async () => {
    const rules = [{ operation: 'set', source: 'body.a + 1', target: 'a' }]
    const transformations = [{ id: 'r', type: 'map' as const, phase: 'request' as const, rules }]
    const { calls } = await answerOf(
      { method: 'POST', ...http(), transformations },
      ok,
      post('{"a":1}'),
    )
    expect(await calls[0]?.text()).toBe('{"a":2}')
  })
})

describe('http integration: failures', () => {
  const never = (request: Request) =>
    new Promise<Response>((_, fail) =>
      request.signal.addEventListener('abort', () => fail(request.signal.reason)),
    )

  it('answers 504 when no headers come in time, once', async () => {
    const { answer, calls } = await answerOf(http({ timeout: 20 }), never)
    expect([outcome(answer), calls.length]).toEqual(['upstream_timeout', 1])
  })

  it('answers 502 when the upstream cannot be reached, without trying again', async () => {
    const { answer, calls } = await answerOf(http(), () => {
      throw new Error('Network connection lost.')
    })
    expect([outcome(answer), calls.length]).toEqual(['upstream_unreachable', 1])
  })

  it('refuses a declared length over the limit', async () => {
    const { answer } = await answerOf(
      http({ maxResponseBytes: 3 }),
      () => new Response('1234', { headers: { 'content-length': '4' } }),
    )
    expect(outcome(answer)).toBe('upstream_too_large')
  })

  it('cuts an answer of unknown length at the limit', async () => {
    const { answer } = await answerOf(
      http({ maxResponseBytes: 3 }),
      () => new Response(new Blob(['1234']).stream()),
    )
    await expect(responseOf(answer).text()).rejects.toThrow(/more than 3 bytes/)
  })

  it('refuses it when the answer is read here', async () => {
    const { answer } = await answerOf(
      { ...http({ maxResponseBytes: 3 }), ...map('body') },
      () => new Response(new Blob(['1234']).stream()),
    )
    expect(outcome(answer)).toBe('upstream_too_large')
  })

  it.each([
    ['{', 'application/json', 'upstream_invalid_response'],
    ['\xff', 'application/problem+json', 200],
    ['['.repeat(65) + ']'.repeat(65), 'application/json', 'upstream_invalid_response'],
    ['{"a":1}', 'text/plain', 200],
  ])('reads %s as %s: %s', async (text, type, expected) => {
    const bytes = text === '\xff' ? '"ok"' : text
    const { answer } = await answerOf(
      { ...http(), ...map('body') },
      () => new Response(bytes, { headers: { 'content-type': type } }),
    )
    expect(outcome(answer)).toBe(expected)
  })

  it('refuses JSON that is not UTF-8', async () => {
    const { answer } = await answerOf(
      { ...http(), ...map('body') },
      () =>
        new Response(new Uint8Array([34, 255, 34]), {
          headers: { 'content-type': 'application/json' },
        }),
    )
    expect(outcome(answer)).toBe('upstream_invalid_response')
  })

  it('refuses a status that is not expected', async () => {
    const teapot = () => new Response('', { status: 418 })
    expect(outcome((await answerOf(http({ expectedStatuses: ['2xx'] }), teapot)).answer)).toBe(
      'upstream_unexpected_status',
    )
    expect(outcome((await answerOf(http({ expectedStatuses: ['4xx'] }), teapot)).answer)).toBe(418)
  })
})
