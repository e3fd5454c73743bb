import { afterAll, beforeAll, expect, it } from 'vitest'

import { startGateway, type TestGateway } from '../support/gateway.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { getRaw } from '../support/raw-http.ts'

let gateway: TestGateway
let origin: Origin
beforeAll(async () => {
  ;[gateway, origin] = await Promise.all([startGateway(), startOrigin()])
  await gateway.publish({
    name: 'Everything',
    method: 'GET',
    path: '/pass/{rest+}',
    integrations: [
      {
        id: 'up',
        type: 'http',
        endpoint: `${origin.url}/{{ request.params.rest }}`,
        headers: { 'x-tenant': 'acme' },
      },
    ],
  })
})
afterAll(() => Promise.all([gateway.stop(), origin.stop()]))

const send = async (headers: Record<string, string>) => {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const answer = await getRaw(gateway.isolates[0] ?? '', '/api/custom/pass/echo', lines.join(''))
  expect(answer.status).toBe(200)
  return { answer, received: origin.last().headers }
}

it('forwards the headers of the caller and those of the configuration', async () => {
  const { received } = await send({ 'x-mine': 'yes', accept: 'text/x' })
  expect(received).toMatchObject({ 'x-mine': 'yes', accept: 'text/x', 'x-tenant': 'acme' })
})

it('replaces what a caller claims about itself', async () => {
  const { received } = await send({
    'x-forwarded-for': '6.6.6.6',
    'x-forwarded-host': 'bank.example',
    'x-forwarded-proto': 'gopher',
    'x-request-id': 'mine',
  })
  // No edge told the address of this caller, so nothing is claimed about it.
  expect(received).not.toHaveProperty('x-forwarded-for')
  expect(received['x-forwarded-host']).toBe(new URL(gateway.isolates[0] ?? '').host)
  expect(received['x-forwarded-proto']).toBe('http')
  expect(received['x-request-id']).toMatch(/^req_/)
})

it.each([
  ['forwarded', 'for=6.6.6.6'],
  ['x-real-ip', '6.6.6.6'],
  ['x-user-id', 'admin'],
  ['x-consumer-username', 'admin'],
  ['x_user_id', 'admin'],
  ['x-original-url', '/admin'],
  ['te', 'trailers'],
  ['keep-alive', 'timeout=5'],
  ['proxy-authorization', 'Basic eDp5'],
])('does not forward %s', async (name, value) => {
  const { received } = await send({ [name]: value })
  expect(received).not.toHaveProperty(name)
})

it('forwards cookies without the session of the dashboard', async () => {
  const { received } = await send({ cookie: 'a=1; __Host-ecluse_session=secret; b=2' })
  expect(received['cookie']).not.toContain('secret')
  expect(received['cookie']).toContain('a=1')
  expect(received['cookie']).toContain('b=2')
})

it('names the host of the upstream, not its own', async () => {
  const { received } = await send({})
  expect(received['host']).toBe(origin.host)
})

it('counts its passes, and refuses the fourth', async () => {
  const { received } = await send({})
  expect(received['cdn-loop']).toBe('ecluse')
  const answer = await getRaw(
    gateway.isolates[0] ?? '',
    '/api/custom/pass/echo',
    'cdn-loop: ecluse, ecluse, ecluse\r\n',
  )
  expect(answer.status).toBe(508)
  expect(answer.body).toContain('gateway_loop')
})
