import { describe, expect, it } from 'vitest'

import { answerOf, outcome, responseOf } from '../support/pipeline.ts'

const nothing = () => new Response(null, { status: 500 })
const at = (id: string, path = '') => ({
  id,
  type: 'http' as const,
  endpoint: `https://${id}.example.com/${path}`,
})

describe('an endpoint without integrations', () => {
  it('answers a constant, as JSON when it is', async () => {
    const { answer } = await answerOf(
      { response: { body: '{"a":1}', status: 201, headers: { 'x-a': 'b' } } },
      nothing,
    )
    const response = responseOf(answer)
    expect([
      response.status,
      response.headers.get('content-type'),
      response.headers.get('x-a'),
      await response.text(),
    ]).toEqual([201, 'application/json', 'b', '{"a":1}'])
  })

  it('answers text as text, and nothing when nothing is configured', async () => {
    const text = responseOf((await answerOf({ response: { body: 'hello' } }, nothing)).answer)
    expect(text.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    const empty = responseOf((await answerOf({}, nothing)).answer)
    expect([empty.status, await empty.text()]).toEqual([200, ''])
  })

  it('keeps the shape of JSON whatever a caller sends', async () => {
    const request = new Request('https://g.example/?q=%22%2C%22admin%22%3Atrue%2C%22')
    const body = '{"quoted":"<{{ request.query.q }}>","bare":{{ request.query.q }},"n":{{ 1 + 1 }}}'
    const { answer } = await answerOf({ response: { body } }, nothing, { request })
    const q = '","admin":true,"'
    expect(await responseOf(answer).json()).toEqual({ quoted: `<${q}>`, bare: q, n: 2 })
  })
})

describe('an endpoint with one integration', () => {
  it('hands the answer on as the very object the upstream gave', async () => {
    const upstream = new Response('body', { headers: { 'content-length': '4', etag: '"1"' } })
    const { answer } = await answerOf({ integrations: [at('a')] }, () => upstream)
    expect(answer).toBe(upstream)
  })

  it('changes status and headers and streams the body', async () => {
    const config = { integrations: [at('a')], response: { status: 202, headers: { 'x-b': '1' } } }
    const response = responseOf(
      (await answerOf(config, () => new Response('body', { headers: { etag: '"1"' } }))).answer,
    )
    expect([
      response.status,
      response.headers.get('x-b'),
      response.headers.get('etag'),
      await response.text(),
    ]).toEqual([202, '1', '"1"', 'body'])
  })

  it('maps its JSON and keeps its status', async () => {
    const rules = [{ operation: 'set', source: 'body.a + 1', target: 'b' }]
    const config = {
      integrations: [at('a')],
      transformations: [{ id: 'm', type: 'map' as const, rules }],
    }
    const response = responseOf(
      (await answerOf(config, () => Response.json({ a: 1 }, { status: 203 }))).answer,
    )
    expect([response.status, await response.json()]).toEqual([203, { a: 1, b: 2 }])
  })
})

describe('an endpoint with several integrations', () => {
  it('answers an object with the body of each', async () => {
    const { answer } = await answerOf({ integrations: [at('a'), at('b')] }, (r) =>
      Response.json(new URL(r.url).host),
    )
    expect(await responseOf(answer).json()).toEqual({ a: 'a.example.com', b: 'b.example.com' })
  })

  it('calls in the order of references, what is independent at once', async () => {
    const integrations = [
      at('c', '{{ integrations.b.body.id }}'),
      at('b', '{{ integrations.a.body.id }}'),
      at('a'),
      at('d'),
    ]
    const { answer, calls } = await answerOf({ integrations }, (r) =>
      Response.json({ id: `from-${new URL(r.url).host[0]}` }),
    )
    expect(outcome(answer)).toBe(200)
    expect(calls.map((call) => call.url)).toEqual([
      'https://a.example.com/',
      'https://d.example.com/',
      'https://b.example.com/from-a',
      'https://c.example.com/from-b',
    ])
  })

  it('answers the failure of one and aborts the others', async () => {
    let aborted = false
    const { answer } = await answerOf({ integrations: [at('a'), at('b')] }, (request) => {
      if (request.url.includes('//a.')) throw new Error('refused')
      return new Promise((_, fail) => {
        request.signal.addEventListener('abort', () => {
          aborted = true
          fail(request.signal.reason)
        })
      })
    })
    expect([outcome(answer), aborted]).toEqual(['upstream_unreachable', true])
  })
})

describe('request limits', () => {
  const post = (body: BodyInit, headers: Record<string, string> = {}) => ({
    request: new Request('https://g.example/', { method: 'POST', body, headers }),
  })
  const config = { method: 'POST' as const, integrations: [at('a')], request: { maxBodyBytes: 4 } }

  it('refuses a declared length over the limit before calling anything', async () => {
    const { answer, calls } = await answerOf(
      config,
      nothing,
      post('12345', { 'content-length': '5' }),
    )
    expect([outcome(answer), calls.length]).toEqual(['body_too_large', 0])
  })

  it('refuses a body of unknown length when it is read', async () => {
    const reads = {
      ...config,
      integrations: [{ ...at('a'), headers: { 'x-a': '{{ request.body.a }}' } }],
    }
    const { answer, calls } = await answerOf(reads, nothing, post(new Blob(['12345']).stream()))
    expect([outcome(answer), calls.length]).toEqual(['body_too_large', 0])
  })

  it('refuses a body of unknown length while it streams', async () => {
    const { answer } = await answerOf(
      config,
      async (r) => new Response(await r.text()),
      post(new Blob(['12345']).stream()),
    )
    expect(outcome(answer)).toBe('body_too_large')
  })

  it('refuses another content type', async () => {
    const json = { ...config, request: { contentTypes: ['application/json', 'text/*'] } }
    expect(
      outcome((await answerOf(json, nothing, post('x', { 'content-type': 'image/png' }))).answer),
    ).toBe('unsupported_media_type')
    expect(
      outcome(
        (await answerOf(json, nothing, post('x', { 'content-type': 'text/csv; a=b' }))).answer,
      ),
    ).toBe(500)
  })
})
