import { beforeEach, describe, expect, test } from 'vitest'

import { problemBody } from '#contract/problem-body.ts'
import { createGateway, type Gateway } from '#worker/gateway.ts'

import { FakeSource } from '../support/fake-source.ts'
import { unusedPorts } from '../support/unused-ports.ts'

const origin = 'https://gateway.test'
let source: FakeSource
let gateway: Gateway
let logged: Record<string, unknown>[]
let upstream: (url: string, init: RequestInit) => Promise<Response>

beforeEach(() => {
  let requests = 0
  source = new FakeSource()
  logged = []
  upstream = () => Promise.resolve(new Response('{"from":"upstream"}'))
  gateway = createGateway({
    source,
    compileDeps: {
      ...unusedPorts(),
      upstream: { refusal: () => undefined, fetch: (url, init) => upstream(url, init) },
    },
    basePath: '/api/custom',
    now: source.now,
    newRequestId: () => `req_${(requests += 1)}`,
    log: (message, details) => logged.push({ message, ...details }),
  })
  source.publish({
    hello: { method: 'GET', path: '/hello', response: { body: 'Hello' } },
    post: { method: 'POST', path: '/hello', response: { body: 'Posted' } },
    greet: {
      method: 'GET',
      path: '/greet/{name}',
      response: { body: '{{ request.params.name }}' },
    },
    page: {
      method: 'GET',
      path: '/page',
      response: { body: '<p>', headers: { 'content-type': 'text/html' } },
    },
    echo: {
      method: 'POST',
      path: '/echo',
      response: { body: 'You said {{ request.body.word }}' },
      request: { maxBodyBytes: 20, contentTypes: ['application/json'] },
    },
    proxy: {
      method: 'GET',
      path: '/proxy',
      integrations: [{ id: 'up', type: 'http', endpoint: 'https://up.test/' }],
    },
  })
})

function send(path: string, init?: RequestInit): Promise<Response> {
  return gateway.handle(new Request(`${origin}/api/custom${path}`, init), () => {})
}

/** A request as it comes off the wire: Request itself would tidy the URL. */
function sendRaw(target: string): Promise<Response> {
  const url = `${origin}${target}`
  const request = { url, method: 'GET', headers: new Headers(), body: null }
  return gateway.handle(request as unknown as Request, () => {})
}

async function expectProblem(answer: Response, status: number, code: string): Promise<void> {
  const body = problemBody.parse(await answer.json())
  expect({ status: answer.status, code: body.code }).toEqual({ status, code })
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.headers.get('x-request-id')).toBe(body.requestId)
}

describe('published endpoints', () => {
  test('answer with the request id, which a caller cannot choose', async () => {
    const answer = await send('/hello?x=1', { headers: { 'x-request-id': 'forged' } })
    expect(await answer.text()).toBe('Hello')
    expect(answer.headers.get('x-request-id')).toBe('req_1')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('HTML cannot act on the origin of the dashboard', async () => {
    expect((await send('/page')).headers.get('content-security-policy')).toBe('sandbox')
    expect((await send('/hello')).headers.has('content-security-policy')).toBe(false)
  })

  test('HEAD has the headers of GET and no body', async () => {
    const answer = await send('/hello', { method: 'HEAD' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(answer.body).toBeNull()
    expect((await send('/nothing', { method: 'HEAD' })).body).toBeNull()
  })

  test('another method is a 405 that lists what is allowed', async () => {
    const answer = await send('/hello', { method: 'DELETE' })
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST')
    await expectProblem(answer, 405, 'method_not_allowed')
  })

  test('OPTIONS lists what is allowed', async () => {
    const answer = await send('/greet/you', { method: 'OPTIONS' })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
    await expectProblem(await send('/nothing', { method: 'OPTIONS' }), 404, 'route_not_found')
  })

  test('a new publish answers after refresh, without a gap', async () => {
    await send('/hello')
    source.publish({ 'hello@2': { method: 'GET', path: '/hello', response: { body: 'Hello 2' } } })
    expect(await (await send('/hello')).text()).toBe('Hello')
    await gateway.refresh()
    expect(await (await send('/hello')).text()).toBe('Hello 2')
  })

  test('a version is read and compiled once, however many ask at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => send('/hello')))
    expect(source.calls.filter((call) => call === 'endpoint hello@1')).toHaveLength(1)
  })
})

describe('hostile targets', () => {
  test.each([
    ['an encoded slash', '/api/custom/a%2fhello', 400],
    ['an encoded backslash', '/api/custom/a%5Chello', 400],
    ['an encoded NUL', '/api/custom/hello%00', 400],
    ['an encoded line end', '/api/custom/hello%0d%0ax:y', 400],
    ['a raw backslash', '/api/custom/a\\hello', 400],
    ['a raw space', '/api/custom/a hello', 400],
    ['an empty segment', '/api/custom//hello', 400],
    ['a trailing empty segment', '/api/custom/hello//', 400],
    ['dot segments', '/api/custom/x/../hello', 400],
    ['encoded dot segments', '/api/custom/x/%2e%2e/hello', 400],
    ['half encoded dot segments', '/api/custom/x/.%2E/hello', 400],
    ['a climb out of the base path', '/api/custom/../v1/users', 400],
    ['an overlong slash', '/api/custom/%c0%afhello', 400],
    ['an overlong dot', '/api/custom/%c0%ae%c0%ae/hello', 400],
    ['an encoded surrogate', '/api/custom/greet/%ed%a0%80', 400],
    ['a cut escape', '/api/custom/hello%', 400],
    ['an escape that is none', '/api/custom/hello%zz', 400],
    ['raw UTF-8', '/api/custom/greet/é', 400],
    ['double encoding, which stays one opaque segment', '/api/custom/greet/%252e%252e', 200],
    ['encoded letters, which mean the letters', '/api/custom/%68ello', 200],
    ['matrix parameters, which are part of the segment', '/api/custom/hello;a=b', 404],
    ['another case', '/api/custom/Hello', 404],
    ['a trailing slash', '/api/custom/hello/', 404],
    ['a prefix that only looks like the base path', '/api/customer/hello', 404],
    ['the base path alone', '/api/custom', 404],
    ['a fragment, which is not part of the target', '/api/custom/hello#x', 200],
  ])('%s', async (_name, target, status) => {
    const answer = await sendRaw(target)
    expect(answer.status).toBe(status)
    if (status === 400) await expectProblem(answer, 400, 'malformed_path')
  })

  test('a URL over 8 KiB is a 414', async () => {
    await expectProblem(await send(`/hello?${'a'.repeat(8_192)}`), 414, 'uri_too_long')
  })

  test('over 16 KiB or 100 headers are a 431', async () => {
    const large = { 'x-large': 'a'.repeat(16_384) }
    await expectProblem(await send('/hello', { headers: large }), 431, 'headers_too_large')
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`x-${at}`, 'a']))
    await expectProblem(await send('/hello', { headers: many }), 431, 'headers_too_large')
  })

  test('the problem shows the path and never the query', async () => {
    const answer = await send('/nothing?token=secret')
    expect(await answer.json()).toMatchObject({ instance: '/api/custom/nothing' })
  })
})

describe('request bodies', () => {
  const json = { 'content-type': 'application/json' }

  test('are parsed for expressions', async () => {
    const answer = await send('/echo', { method: 'POST', headers: json, body: '{"word":"hi"}' })
    expect(await answer.text()).toBe('You said hi')
  })

  test.each([
    ['cut JSON', '{"word":'],
    ['invalid UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
  ])('%s is a 400', async (_name, body) => {
    const answer = await send('/echo', { method: 'POST', headers: json, body })
    await expectProblem(answer, 400, 'malformed_json')
  })

  test('over the limit are a 413, declared or not', async () => {
    const body = JSON.stringify({ word: 'a'.repeat(20) })
    const declared = { ...json, 'content-length': String(body.length) }
    const answer = await send('/echo', { method: 'POST', headers: declared, body })
    await expectProblem(answer, 413, 'body_too_large')
    const stream = new Blob([body]).stream()
    const chunked = { method: 'POST', headers: json, body: stream, duplex: 'half' }
    await expectProblem(await send('/echo', chunked), 413, 'body_too_large')
  })

  test('of another type are a 415', async () => {
    const answer = await send('/echo', { method: 'POST', body: 'word' })
    await expectProblem(answer, 415, 'unsupported_media_type')
  })
})

describe('failures', () => {
  test('without any configuration: 503 with Retry-After', async () => {
    source.storage = 'down'
    const answer = await send('/hello')
    expect(answer.headers.get('retry-after')).toBe('5')
    await expectProblem(answer, 503, 'config_unavailable')
  })

  test('storage that fails later stops nothing that is known', async () => {
    await send('/hello')
    source.storage = 'down'
    source.nowMs += 3_600_000
    expect((await send('/hello')).status).toBe(200)
  })

  test('an endpoint whose version is missing or broken is a 503, its neighbours answer', async () => {
    source.configs.delete('hello@1')
    source.configs.set('post@1', { name: '', method: 'POST', path: '/hello' })
    await expectProblem(await send('/hello'), 503, 'config_unavailable')
    await expectProblem(await send('/hello', { method: 'POST' }), 503, 'config_unavailable')
    expect((await send('/greet/you')).status).toBe(200)
    expect(logged).toMatchObject([{ endpointId: 'post', version: 1 }])
  })

  test('a dead upstream is a 502 that names nobody, the other endpoints answer', async () => {
    upstream = () => Promise.reject(new Error('connect 10.0.0.7'))
    const [proxied, hello] = await Promise.all([send('/proxy'), send('/hello')])
    expect(hello.status).toBe(200)
    expect(await proxied.clone().text()).not.toContain('10.0.0.7')
    await expectProblem(proxied, 502, 'upstream_unreachable')
  })

  test('an exception is a 500 that tells nothing, and is logged', async () => {
    const request = new Request(`${origin}/api/custom/hello`)
    Object.defineProperty(request, 'headers', {
      get: () => {
        throw new Error('secret of the inside')
      },
    })
    const answer = await gateway.handle(request, () => {})
    expect(await answer.clone().text()).not.toContain('secret')
    await expectProblem(answer, 500, 'internal_error')
    expect(logged).toMatchObject([{ requestId: 'req_1', code: 'internal_error' }])
  })
})
