import { describe, expect, it } from 'vitest'

import { traceRecorder } from '#worker/trace.ts'

import { answerOf, outcome, responseOf } from '../../support/pipeline.ts'

const http = (id: string, more: object = {}) => ({
  id,
  type: 'http' as const,
  endpoint: `https://up.example/${id}`,
  query: {},
  ...more,
})
const map = (source: string) => [
  { id: 'm', type: 'map' as const, rules: [{ operation: 'set', source, target: '' }] },
]
/** Each answers its own name; `broken` breaks the connection, `sick` is a 503, `shy` a 404. */
const upstream = (request: Request) => {
  const id = new URL(request.url).pathname.slice(1)
  if (id === 'broken') throw new Error('reset')
  const status = { sick: 503, shy: 404 }[id] ?? 200
  return Response.json({ id, asked: new URL(request.url).search }, { status })
}

async function seen(config: Parameters<typeof answerOf>[0], url = 'https://gateway.example/t') {
  const trace = traceRecorder(() => 0)
  const { answer, calls } = await answerOf(config, upstream, { request: new Request(url), trace })
  return {
    outcome: outcome(answer),
    headers: new Headers(answer.headers),
    body: answer instanceof Response ? ((await answer.json()) as unknown) : undefined,
    called: calls.map((call) => new URL(call.url).pathname.slice(1)),
    spans: trace.spans.filter(({ stage }) => stage === 'integrations'),
  }
}

describe('a condition', () => {
  const conditional = http('loyalty', { condition: 'request.query.full = "1"' })

  it('decides whether an integration is called', async () => {
    const config = { integrations: [http('user'), conditional] }
    expect((await seen(config)).called).toEqual(['user'])
    expect((await seen(config, 'https://gateway.example/t?full=1')).called).toEqual([
      'user',
      'loyalty',
    ])
  })

  it('that does not hold leaves nothing where the result would be', async () => {
    const transformations = map(
      '{ "there": $exists(integrations.loyalty), "id": integrations.user.body.id }',
    )
    const { body } = await seen({ integrations: [http('user'), conditional], transformations })
    expect(body).toEqual({ there: false, id: 'user' })
  })

  it('that does not hold makes null of the part of a merged answer', async () => {
    const { body } = await seen({ integrations: [http('user'), conditional] })
    expect(body).toEqual({ user: { id: 'user', asked: '' }, loyalty: null })
  })

  it('may read other integrations, and waits for them', async () => {
    const integrations = [
      http('extra', { condition: 'integrations.user.body.id = "user"' }),
      http('user'),
    ]
    expect((await seen({ integrations })).called).toEqual(['user', 'extra'])
  })

  it('that does not hold leaves nothing to those that read the integration', async () => {
    const integrations = [
      conditional,
      http('after', { query: { of: '{{ integrations.loyalty.body.id }}' } }),
    ]
    expect((await seen({ integrations })).body).toMatchObject({ after: { asked: '' } })
  })

  it('of the only integration answers null without a call', async () => {
    const { body, called, outcome: status } = await seen({ integrations: [conditional] })
    expect([body, called, status]).toEqual([null, [], 200])
  })

  it('is true as the expression language has it', async () => {
    const integrations = [http('a', { condition: '[]' }), http('b', { condition: '"0"' })]
    expect((await seen({ integrations })).called).toEqual(['b'])
  })

  it('that fails is the answer', async () => {
    const integrations = [http('a', { condition: '$error("no")' }), http('b')]
    expect((await seen({ integrations })).outcome).toBe('expression_failed')
  })

  it('shows in the trace as skipped', async () => {
    const { spans } = await seen({ integrations: [http('user'), conditional] })
    expect(spans.map(({ name, outcome: how }) => [name, how])).toContainEqual([
      'loyalty',
      'skipped',
    ])
  })
})

describe('an integration that is not required', () => {
  const optional = (id: string, more: object = {}) => http(id, { required: false, ...more })

  it.each([
    ['broken', { code: 'upstream_unreachable' }],
    ['sick', { code: 'upstream_unexpected_status', status: 503 }],
  ])('that fails is told to mappings, and to callers: %s', async (id, error) => {
    const {
      outcome: status,
      body,
      headers,
    } = await seen({
      integrations: [http('user'), optional(id)],
      transformations: map(
        `{ "user": integrations.user.body.id, "error": integrations.${id}.error }`,
      ),
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({ user: 'user', error: { ...error, message: expect.any(String) } })
    expect(headers.get('ecluse-partial')).toBe(id)
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('aborts none of the others when it fails', async () => {
    const integrations = [optional('broken'), http('user'), http('posts')]
    const { outcome: status, called } = await seen({ integrations })
    expect([status, called]).toEqual([200, ['broken', 'user', 'posts']])
  })

  it('aborts what still runs when it is required', async () => {
    const { answer } = await answerOf({ integrations: [http('broken'), http('user')] }, (request) =>
      request.url.endsWith('broken')
        ? Promise.reject(new Error('reset'))
        : new Promise(() => undefined),
    )
    expect(outcome(answer)).toBe('upstream_unreachable')
  })

  it('answers with what stands in its place, any JSON or an expression', async () => {
    const integrations = [
      http('user'),
      optional('broken', { default: '{"points": 0, "levels": []}' }),
      optional('sick', { default: '{ "of": integrations.user.body.id }' }),
    ]
    expect((await seen({ integrations })).body).toMatchObject({
      broken: { points: 0, levels: [] },
      sick: { of: 'user' },
    })
  })

  it('is null in a merged answer without anything in its place', async () => {
    const { body } = await seen({ integrations: [http('user'), optional('broken')] })
    expect(body).toMatchObject({ broken: null })
  })

  it('has failed for those that read it, too', async () => {
    const integrations = [
      optional('broken', { default: '{"id": 7}' }),
      http('after', {
        query: {
          code: '{{ integrations.broken.error.code }}',
          id: '{{ integrations.broken.body.id }}',
        },
      }),
    ]
    expect((await seen({ integrations })).body).toMatchObject({
      after: { asked: '?code=upstream_unreachable&id=7' },
    })
  })

  it('succeeds with a status that is no failure', async () => {
    const { headers, body } = await seen({ integrations: [http('user'), optional('shy')] })
    expect(headers.get('ecluse-partial')).toBeNull()
    expect(body).toMatchObject({ shy: { id: 'shy' } })
  })

  it('fails when its own expressions fail, condition included', async () => {
    const integrations = [
      http('user'),
      optional('a', { query: { q: '{{ $error("no") }}' } }),
      optional('b', { condition: '$error("no")' }),
    ]
    const { outcome: status, headers } = await seen({ integrations })
    expect(status).toBe(200)
    expect(headers.get('ecluse-partial')?.split(', ').sort()).toEqual(['a', 'b'])
  })

  it('lets what is in its place be wrong, and says so', async () => {
    const integrations = [http('user'), optional('broken', { default: '$error("no")' })]
    expect((await seen({ integrations })).outcome).toBe('expression_failed')
  })

  it('alone is answered with what is in its place', async () => {
    const {
      outcome: status,
      body,
      headers,
    } = await seen({
      integrations: [optional('broken', { default: '[]' })],
    })
    expect([status, body, headers.get('ecluse-partial')]).toEqual([200, [], 'broken'])
  })

  it('shows in the trace as refused, and as not required', async () => {
    const { spans } = await seen({ integrations: [http('user'), optional('broken')] })
    expect(spans.find(({ name }) => name === 'broken')).toMatchObject({
      outcome: 'refused',
      detail: { code: 'upstream_unreachable', required: false },
    })
  })

  it('makes no failure of a request that is wrong itself', async () => {
    const large = new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array(2_000))
        controller.close()
      },
    })
    const request = new Request('https://gateway.example/t', { method: 'POST', body: large })
    const { answer } = await answerOf(
      {
        method: 'POST',
        request: { maxBodyBytes: 1_000 },
        integrations: [optional('user'), http('other', { body: { type: 'none' } })],
      },
      async (sent) => {
        await sent.text()
        return Response.json({})
      },
      { request },
    )
    expect(outcome(answer)).toBe('body_too_large')
  })
})

describe('the calls of one request', () => {
  const redirecting = () =>
    new Response(null, { status: 302, headers: { location: 'https://up.example/again' } })

  it('end at their limit, redirects included', async () => {
    const { answer, calls } = await answerOf(
      { integrations: [http('a', { redirects: 3 }), http('b', { redirects: 3 })] },
      redirecting,
      { budget: { connections: 6, subrequests: 5 } },
    )
    expect([outcome(answer), calls.length]).toEqual(['subrequest_limit', 5])
  })

  it('do not end the answer where they were not needed', async () => {
    const { answer } = await answerOf(
      { integrations: [http('a'), http('b', { required: false, default: '1' })] },
      upstream,
      { budget: { connections: 1, subrequests: 1 } },
    )
    expect(await responseOf(answer).json()).toMatchObject({ a: { id: 'a' }, b: 1 })
  })
})
