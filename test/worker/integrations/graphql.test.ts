import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { isRejection } from '#worker/rejection.ts'

import { answerOf, outcome, responseOf } from '../../support/pipeline.ts'
import { startYoga } from '../../support/yoga.mjs'

const graphql = (document: string, more: object = {}) => ({
  integrations: [
    {
      id: 'shop',
      type: 'graphql' as const,
      endpoint: 'https://api.example.com/graphql',
      document,
      ...more,
    },
  ],
})
const post = (body: unknown) =>
  new Request('https://gateway.example/api/custom/t', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const posted = (document: string, more: object = {}) => ({
  method: 'POST' as const,
  ...graphql(document, more),
})
const anyDocument = 'query ($any: JSON, $text: String) { echo(any: $any, text: $text) }'
const variables = { any: 'request.body.any', text: '$string(request.body.any)' }
const answering =
  (body: unknown, type = 'application/json', status = 200) =>
  () =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': type } })

describe('T84: request data never becomes part of a GraphQL document', () => {
  const hostile = [
    '") { erase } #',
    '"}}) { __schema { types { name } } } #',
    '$any) { ok } query other { broken',
    '{{ request.headers.authorization }}',
    '\u0000\u2028\u2029\uFEFF',
    '"""\\""" {{ 1 }}',
    '${ok}',
    '\\u0022}',
    { __proto__: { polluted: true }, $any: '$text', '") { ok }': 1 },
    ['a', ['b', null], { query: 'mutation { erase }' }],
    { query: 'mutation { erase }', operationName: 'x', variables: {} },
    [],
    {},
    0,
    -1.5e300,
    false,
  ]

  it.each(['POST', 'GET'])('sends hostile values over %s as values', async (method) => {
    for (const any of hostile) {
      const server = startYoga()
      const { answer } = await answerOf(posted(anyDocument, { variables, method }), server.fetch, {
        request: post({ any }),
      })
      const body = await responseOf(answer).json<{ echo: { any: unknown } }>()
      expect(body.echo.any).toEqual(any)
      expect(server.received.map(({ query }) => query)).toEqual([anyDocument])
    }
  })

  it('keeps the document byte for byte, whatever a value holds (300 values)', async () => {
    const server = startYoga()
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()), async (any) => {
        const { answer } = await answerOf(
          posted(anyDocument, { variables: { any: 'request.body.any' } }),
          server.fetch,
          { request: post({ any }) },
        )
        expect(outcome(answer)).toBe(200)
      }),
      { numRuns: 300 },
    )
    expect(new Set(server.received.map(({ query }) => query))).toEqual(new Set([anyDocument]))
  })

  it('replaces no {{ }} in the document', async () => {
    const server = startYoga()
    const document = '{ echo(text: "{{ request.query.x }}") }'
    const request = new Request('https://gateway.example/t?x=replaced')
    const { answer } = await answerOf(graphql(document), server.fetch, { request })
    expect(await responseOf(answer).json()).toEqual({ echo: { text: '{{ request.query.x }}' } })
  })

  it('lets the service refuse a value of the wrong type', async () => {
    const document = 'query ($id: ID!) { required(id: $id) }'
    const config = posted(document, { variables: { id: 'request.body.any' } })
    const { answer } = await answerOf(config, startYoga().fetch, {
      request: post({ any: { sub: 1 } }),
    })
    expect(outcome(answer)).toBe('upstream_graphql_error')
  })
})

describe('graphql integration: request', () => {
  it('asks for both media types, newer first', async () => {
    const { calls } = await answerOf(graphql('{ ok }'), startYoga().fetch)
    expect(calls[0]?.headers.get('accept')).toBe(
      'application/graphql-response+json, application/json;q=0.9',
    )
    expect(calls[0]?.headers.get('content-type')).toBe('application/json')
    expect(await calls[0]?.json()).toEqual({ query: '{ ok }', variables: {} })
  })

  it('runs the named operation of several', async () => {
    const document = 'query a { ok } query b { defaulted }'
    const { answer } = await answerOf(graphql(document, { operationName: 'b' }), startYoga().fetch)
    expect(await responseOf(answer).json()).toEqual({ defaulted: 10 })
  })

  it('leaves a variable without a value to its default', async () => {
    const document = 'query ($size: Int = 7) { defaulted(size: $size) }'
    const config = graphql(document, { variables: { size: 'request.query.size' } })
    const { answer } = await answerOf(config, startYoga().fetch)
    expect(await responseOf(answer).json()).toEqual({ defaulted: 7 })
  })

  it('never sends the query string or body of the caller', async () => {
    const request = new Request('https://gateway.example/t?query={broken}', {
      method: 'POST',
      body: '{"query":"{ broken }"}',
    })
    const { calls } = await answerOf(posted('{ ok }'), startYoga().fetch, { request })
    expect(calls[0]?.url).toBe('https://api.example.com/graphql')
    expect(await calls[0]?.json()).toEqual({ query: '{ ok }', variables: {} })
  })

  it('refuses a GET request that becomes too long', async () => {
    const config = posted(anyDocument, { variables: { any: 'request.body.any' }, method: 'GET' })
    const { answer, calls } = await answerOf(config, startYoga().fetch, {
      request: post({ any: 'x'.repeat(20_000) }),
    })
    expect(outcome(answer)).toBe('malformed_parameter')
    expect(calls).toEqual([])
  })
})

describe('graphql integration: answer', () => {
  it('answers the data, as JSON', async () => {
    const { answer } = await answerOf(graphql('{ ok }'), startYoga().fetch)
    const response = responseOf(answer)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(await response.json()).toEqual({ ok: 'fine' })
  })

  it('gives expressions the data as body', async () => {
    const transformations = [
      {
        id: 'm',
        type: 'map' as const,
        rules: [{ operation: 'set', source: '{ "is": integrations.shop.body.ok }', target: '' }],
      },
    ]
    const { answer } = await answerOf({ ...graphql('{ ok }'), transformations }, startYoga().fetch)
    expect(await responseOf(answer).json()).toEqual({ is: 'fine' })
  })

  it('refuses partial data unless it is allowed', async () => {
    const { answer } = await answerOf(graphql('{ ok broken }'), startYoga().fetch)
    expect(outcome(answer)).toBe('upstream_graphql_error')
  })

  it('gives partial data and its errors when that is allowed', async () => {
    const response = { body: '{{ integrations.shop.body }} {{ $count(integrations.shop.errors) }}' }
    const { answer } = await answerOf(
      { ...graphql('{ ok broken }', { partialData: 'allow' }), response },
      startYoga().fetch,
    )
    expect(await responseOf(answer).text()).toBe('{"ok":"fine","broken":null} 1')
  })

  it('refuses errors without data even when partial data is allowed', async () => {
    const answers = [{ errors: [{ message: 'no' }] }, { data: null, errors: [{ message: 'no' }] }]
    for (const body of answers) {
      const { answer } = await answerOf(
        graphql('{ ok }', { partialData: 'allow' }),
        answering(body),
      )
      expect(outcome(answer)).toBe('upstream_graphql_error')
    }
  })

  it('tells the messages of the service to log and trace, not to the caller', async () => {
    const { answer } = await answerOf(graphql('{ ok broken }'), startYoga().fetch)
    if (!isRejection(answer)) throw new Error('answered')
    const { internal, authorDetail, ...shown } = answer
    expect(JSON.stringify(shown)).not.toMatch(/orders_2019|db-7/)
    expect(JSON.stringify(internal)).toMatch(/orders_2019/)
    expect(JSON.stringify(authorDetail)).toMatch(/orders_2019/)
  })

  const errors = [{ message: 'no' }]
  const data = { ok: 'fine' }
  const newer = 'application/graphql-response+json'
  it.each([
    ['application/json', 200, { data }, 200],
    [newer, 200, { data }, 200],
    [`${newer}; charset=utf-8`, 203, { data }, 200],
    ['application/json', 400, { errors }, 'upstream_unexpected_status'],
    ['application/json', 500, { data }, 'upstream_unexpected_status'],
    [newer, 400, { errors }, 'upstream_graphql_error'],
    [newer, 500, { data, errors }, 'upstream_graphql_error'],
    [newer, 200, { data: null }, 'upstream_invalid_response'],
    [newer, 200, [], 'upstream_invalid_response'],
    [newer, 200, { data, errors: 'no' }, 'upstream_invalid_response'],
    ['text/html', 200, { data }, 'upstream_invalid_response'],
    ['text/html', 502, {}, 'upstream_unexpected_status'],
  ])('takes %s with status %i and %j for %s', async (type, status, body, expected) => {
    const { answer } = await answerOf(graphql('{ ok }'), answering(body, type, status))
    expect(outcome(answer)).toBe(expected)
  })

  it('refuses an answer that is larger than allowed', async () => {
    const config = graphql('{ ok }', { maxResponseBytes: 20 })
    const { answer } = await answerOf(config, answering({ data: { ok: 'x'.repeat(100) } }))
    expect(outcome(answer)).toBe('upstream_too_large')
  })
})
