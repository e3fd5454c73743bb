import { afterAll, beforeAll, expect, it } from 'vitest'

import { startGateway, type TestGateway } from '../support/gateway.ts'
import { type Origin, startOrigin } from '../support/origin.ts'

let gateway: TestGateway
let origin: Origin
beforeAll(async () => {
  ;[gateway, origin] = await Promise.all([startGateway(), startOrigin()])
  await gateway.publish({
    name: 'Orders',
    method: 'POST',
    path: '/orders/{rest+}',
    request: { maxBodyBytes: 1_000, contentTypes: ['application/json'] },
    integrations: [
      {
        id: 'up',
        type: 'http',
        endpoint: `${origin.url}/{{ request.params.rest }}`,
        timeout: 500,
      },
    ],
  })
})
afterAll(() => Promise.all([gateway.stop(), origin.stop()]))

const post = (path: string, init: RequestInit = {}) =>
  fetch(`${gateway.gatewayUrl}/orders/${path}`, {
    method: 'POST',
    body: '{}',
    ...init,
    headers: { 'content-type': 'application/json', ...init.headers },
  })

it.each<[number, string, () => Promise<Response>]>([
  [404, 'route_not_found', () => fetch(`${gateway.gatewayUrl}/nothing`)],
  [405, 'method_not_allowed', () => fetch(`${gateway.gatewayUrl}/orders/echo`)],
  [413, 'body_too_large', () => post('echo', { body: `"${'x'.repeat(2_000)}"` })],
  [414, 'uri_too_long', () => post(`echo?q=${'x'.repeat(20_000)}`)],
  [415, 'unsupported_media_type', () => post('echo', { headers: { 'content-type': 'text/x' } })],
  [431, 'headers_too_large', () => post('echo', { headers: { 'x-big': 'x'.repeat(40_000) } })],
  [502, 'upstream_unreachable', () => post('reset-before-headers')],
  [504, 'upstream_timeout', () => post('silence')],
])('answers %i %s with a problem that carries the request id', async (status, code, ask) => {
  const answer = await ask()
  const body = (await answer.json()) as Record<string, unknown>
  expect(body).toMatchObject({ status, code })
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(body['requestId']).toMatch(/^req_/)
  expect(answer.headers.get('x-request-id')).toBe(body['requestId'])
  expect(JSON.stringify(body)).not.toContain(origin.host)
})

it('lists the methods that would be answered', async () => {
  const answer = await fetch(`${gateway.gatewayUrl}/orders/echo`)
  expect(answer.headers.get('allow')).toContain('POST')
})

it('measures a body that does not tell its length', async () => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(`"${'x'.repeat(5_000)}"`))
      controller.close()
    },
  })
  const answer = await post('echo', { body, duplex: 'half' } as RequestInit)
  expect(answer.status).toBe(413)
})
