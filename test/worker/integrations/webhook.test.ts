import { describe, expect, it } from 'vitest'

import { type EndpointConfigInput, endpointConfig } from '#contract/endpoint.ts'
import { check } from '#worker/check.ts'
import { compile } from '#worker/compile.ts'
import { RequestContext } from '#worker/context.ts'
import type { WebhookPorts } from '#worker/integrations/webhook/types.ts'
import { run } from '#worker/pipeline.ts'
import { isRejection } from '#worker/rejection.ts'
import { traceRecorder } from '#worker/trace.ts'

import { fakeUpstream, responseOf } from '../../support/pipeline.ts'
import { unusedPorts } from '../../support/unused-ports.ts'
import { webhookPorts } from '../../support/webhooks.ts'

const hook = {
  id: 'hook',
  type: 'webhook' as const,
  endpoint: 'https://hooks.example.com/in',
  eventType: 'order.created',
  secrets: ['signing'],
}
const base = { name: 'T', path: '/orders/{id}', method: 'POST' as const }
const upstream = () => fakeUpstream(() => new Response('no call may be made', { status: 599 }))

interface Sent {
  readonly body?: string
  readonly headers?: Record<string, string>
  readonly requestId?: string
  readonly ports?: Partial<WebhookPorts>
}

async function send(
  config: Partial<EndpointConfigInput>,
  sent: Sent = {},
  world = webhookPorts(sent.ports),
) {
  const deps = { ...unusedPorts(), upstream: upstream().upstream, webhooks: world.ports }
  const pipeline = compile(endpointConfig.parse({ ...base, ...config }), deps, 'ep_test')
  const request = new Request('https://gateway.example/api/custom/orders/7', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...sent.headers },
    body: sent.body ?? '{"total": 5}',
  })
  const ctx = new RequestContext({
    request,
    requestId: sent.requestId ?? 'req_1',
    clientIp: '203.0.113.7',
    origin: 'https://gateway.example',
    path: '/orders/7',
    search: '',
    rawParams: { id: '7' },
    variables: pipeline.variables,
    waitUntil: () => undefined,
    now: () => Date.UTC(2026, 10, 27),
    trace: traceRecorder(() => 0),
  })
  const answer = await run(pipeline, ctx)
  return { answer, ctx, queued: world.queued }
}

const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

describe('an endpoint with a webhook', () => {
  it('answers 202 with the id once the delivery is durable', async () => {
    const { answer, queued, ctx } = await send({ integrations: [hook] })
    expect(responseOf(answer).status).toBe(202)
    const [delivery] = queued
    expect(await responseOf(answer).json()).toEqual({ id: delivery?.id, status: 'queued' })
    expect(delivery).toMatchObject({
      id: expect.stringMatching(/^msg_[\da-f]{32}$/),
      eventType: 'order.created',
      url: 'https://hooks.example.com/in',
      contentType: 'application/json',
      plan: { secrets: ['signing'], timeoutMs: 15_000 },
      receiver: { space: 'live', endpointId: 'ep_test', integrationId: 'hook' },
    })
    expect(textOf(delivery?.payload)).toBe('{"total": 5}')
    expect(ctx.isSent).toBe(true)
    expect(ctx.trace?.spans.at(-1)?.detail).toMatchObject({
      status: 202,
      delivery: { id: delivery?.id, isKnown: false },
    })
  })

  it('shows the id to mappings', async () => {
    const rules = [{ operation: 'set', target: 'event', source: 'integrations.hook.body.id' }]
    const { answer, queued } = await send({
      integrations: [hook],
      transformations: [{ id: 'm', type: 'map', rules }],
    })
    expect(await responseOf(answer).json()).toMatchObject({
      event: queued[0]?.id,
      status: 'queued',
    })
  })

  it('sends what the payload says, in the envelope of the specification', async () => {
    const { queued } = await send({
      integrations: [
        {
          ...hook,
          endpoint: 'https://hooks.example.com/in/{{ request.params.id }}',
          eventType: 'order.{{ request.params.id }}',
          payload: '{ "sum": request.body.total * 2 }',
          envelope: true,
          headers: { 'x-tenant': '{{ request.params.id }}' },
        },
      ],
    })
    const [delivery] = queued
    expect(delivery?.url).toBe('https://hooks.example.com/in/7')
    expect(new Map(delivery?.headers).get('x-tenant')).toBe('7')
    expect(JSON.parse(textOf(delivery?.payload))).toEqual({
      type: 'order.7',
      timestamp: '2026-11-27T00:00:00.000Z',
      data: { sum: 10 },
    })
  })

  it('sends what the request transformations made of the body', async () => {
    const rules = [{ operation: 'set', target: 'seen', source: 'true' }]
    const { queued } = await send({
      integrations: [hook],
      transformations: [{ id: 'm', type: 'map', phase: 'request', rules }],
    })
    expect(JSON.parse(textOf(queued[0]?.payload))).toEqual({ total: 5, seen: true })
  })

  it('sends nothing of the caller beside the payload', async () => {
    const { queued } = await send(
      { integrations: [hook] },
      { headers: { authorization: 'Bearer of-the-caller', cookie: 'a=b', 'x-own': '1' } },
    )
    expect(queued[0]?.headers.map(([name]) => name).sort()).toEqual([
      'cdn-loop',
      'user-agent',
      'x-request-id',
    ])
  })

  it('delivers a request that is repeated with its key once, and another request with that key too', async () => {
    const world = webhookPorts()
    const sendKeyed = (key: string | undefined, body: string, requestId: string) =>
      send(
        { integrations: [hook] },
        { requestId, body, headers: key === undefined ? {} : { 'idempotency-key': key } },
        world,
      )
    await sendKeyed('k1', '{"a":1}', 'req_1')
    await sendKeyed('k1', '{"a":1}', 'req_2')
    expect(world.queued).toHaveLength(1)
    await sendKeyed('k1', '{"a":2}', 'req_3')
    await sendKeyed('k2', '{"a":1}', 'req_4')
    await sendKeyed(undefined, '{"a":1}', 'req_5')
    await sendKeyed(undefined, '{"a":1}', 'req_6')
    expect(world.queued).toHaveLength(5)
  })

  it('refuses when the queue is full or cannot be reached, and nothing has happened then', async () => {
    const full = await send(
      { integrations: [hook] },
      { ports: { queue: { enqueue: () => Promise.resolve('full') } } },
    )
    expect(full.answer).toMatchObject({
      code: 'webhook_queue_full',
      headers: { 'retry-after': '60' },
    })
    expect(full.ctx.isSent).toBe(false)
    const away = await send(
      { integrations: [hook] },
      { ports: { queue: { enqueue: () => Promise.reject(new Error('away')) } } },
    )
    expect(away.answer).toMatchObject({ code: 'webhook_unavailable' })
    expect(away.ctx.isSent).toBe(false)
  })

  it('refuses a payload above 256 KiB, an event type that is no name, and a loop', async () => {
    const large = await send(
      { integrations: [hook] },
      { body: JSON.stringify('x'.repeat(262_144)) },
    )
    expect(large.answer).toMatchObject({ code: 'body_too_large' })
    const unnamed = { ...hook, eventType: '{{ request.body.type }}' }
    const nameless = await send({ integrations: [unnamed] }, { body: '{"type":"a b\\n"}' })
    expect(nameless.answer).toMatchObject({ code: 'malformed_parameter' })
    const loop = await send(
      { integrations: [hook] },
      { headers: { 'cdn-loop': 'ecluse, ecluse, ecluse' } },
    )
    expect(loop.answer).toMatchObject({ code: 'gateway_loop' })
    for (const { answer, queued } of [large, nameless, loop]) {
      expect(isRejection(answer)).toBe(true)
      expect(queued).toEqual([])
    }
  })

  it('sends a test once only, apart from the queue of callers', async () => {
    const { queued } = await send({ integrations: [hook] }, { ports: { space: 'test' } })
    expect(queued[0]).toMatchObject({ receiver: { space: 'test' }, plan: { scheduleMs: [0] } })
  })
})

describe('check of a webhook', () => {
  const bound = new Map([['signing', ['https://hooks.example.com']]])
  const issuesOf = (more: object, config: object = {}) => {
    const deps = { ...unusedPorts(), upstream: upstream().upstream }
    const checked = check({ ...base, integrations: [{ ...hook, ...more }], ...config }, deps, bound)
    return 'issues' in checked
      ? checked.issues.map(({ pointer, code }) => `${pointer} ${code}`)
      : 'valid'
  }

  it('accepts one that can work', () => expect(issuesOf({})).toBe('valid'))

  it('says of what other kinds have what stands in its place', () => {
    const foreign = {
      authentication: { type: 'none' },
      retryPolicy: {},
      deadline: 1,
      hedging: {},
      failureStatuses: [],
      circuitBreaker: {},
      bulkhead: {},
      fallbackStrategy: [],
    }
    expect(issuesOf(foreign)).toEqual(
      Object.keys(foreign)
        .map((name) => `/integrations/0/${name} unsupported_field`)
        .sort(),
    )
    expect(issuesOf({ method: 'PUT' })).toEqual(['/integrations/0/method unknown_field'])
  })

  it.each([
    [
      { endpoint: 'http://hooks.example.com/in' },
      'endpoint insecure_url',
      'secrets/0 secret_not_bound',
    ],
    [
      { endpoint: 'https://10.0.0.7/in' },
      'endpoint upstream_forbidden',
      'secrets/0 secret_not_bound',
    ],
    [{ endpoint: 'https://{{ request.params.id }}/' }, 'endpoint dynamic_origin'],
    [{ secrets: [] }, 'secrets too_small'],
    [{ secrets: ['signing', 'signing'] }, 'secrets/1 duplicate_secret'],
    [{ secrets: ['signing', 'other'] }, 'secrets/1 unknown_secret'],
    [{ headers: { 'Webhook-Id': 'mine' } }, 'headers/Webhook-Id reserved_header'],
    [
      { deliverySchedule: [0, ...Array.from({ length: 19 }, () => 172_800)] },
      'deliverySchedule schedule_too_long',
    ],
    [{ deliverySchedule: [] }, 'deliverySchedule too_small'],
    [{ timeout: 14_999 }, 'timeout too_small'],
    [{ timeout: 30_001 }, 'timeout too_large'],
    [{ payload: '((' }, 'payload invalid_expression'],
  ])('refuses %j', (more, ...found) => {
    expect(issuesOf(more)).toEqual(found.map((text) => `/integrations/0/${text}`))
  })

  it('refuses a GET without a payload, and answers from a cache', () => {
    const config = { method: 'GET', caching: { enabled: true, ttl: 60 } }
    expect(issuesOf({}, config)).toEqual([
      '/caching/enabled unsent_webhook',
      '/integrations/0/payload payload_required',
    ])
    expect(issuesOf({ payload: '{}' }, { method: 'GET' })).toBe('valid')
  })
})
