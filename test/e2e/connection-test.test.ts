import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { ConnectionTest } from '#contract/connection-test.ts'

import { startGateway, type TestGateway } from '../support/gateway.ts'
import { type Origin, startOrigin } from '../support/origin.ts'

const secret = 'canary/value+of "the" secret'
let gateway: TestGateway
let origin: Origin
let id = ''
beforeAll(async () => {
  ;[gateway, origin] = await Promise.all([startGateway(), startOrigin()])
  const body = { value: secret, allowedOrigins: [origin.url] }
  await gateway.api.call('PUT', '/secrets/partner', body)
  const { id: made } = await gateway.api.call<{ id: string }>('POST', '/endpoints', {
    name: 'Tested',
    method: 'GET',
    path: '/tested/{id}',
    integrations: [up({})],
  })
  id = made
})
afterAll(() => Promise.all([gateway.stop(), origin.stop()]))

const up = (more: object, path = '/echo') => ({
  id: 'up',
  type: 'http',
  endpoint: `${origin.url}${path}`,
  ...more,
})
const test = (body: object = {}, name = 'up') =>
  gateway.api.call<ConnectionTest>('POST', `/endpoints/${id}/integrations/${name}/test`, body)
const testOf = (more: object, path?: string) => test({ integration: up(more, path) })
const issuesOf = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'answered',
    (error: unknown) => String(error),
  )

describe('a connection test', () => {
  it('calls the integration of the draft once and shows its answer and how long it took', async () => {
    origin.forget()
    const result = await test({ request: { path: '/tested/7', query: { q: 'a b' } } })
    expect(origin.journal).toMatchObject([{ method: 'GET', target: '/echo?q=a+b' }])
    expect(result.problem).toBeNull()
    expect(result.response).toMatchObject({ status: 200, truncated: false })
    expect(JSON.parse(result.response?.body ?? '')).toMatchObject({ echo: true })
    expect(result.firstByteMs).toBeLessThanOrEqual(result.durationMs)
  })

  it('calls one that is not saved, with results given for those that it reads', async () => {
    const integration = up({ query: { of: '{{ integrations.first.body.id }}' } })
    await test({ integration, results: { first: { body: { id: 12 } } } })
    expect(origin.last().target).toBe('/echo?of=12')
    await test({ integration })
    expect(origin.last().target).toBe('/echo')
  })

  it('makes one attempt, and lets neither breaker nor fallback answer', async () => {
    origin.forget()
    const more = {
      retryPolicy: { maxAttempts: 3 },
      circuitBreaker: { enabled: true },
      fallbackStrategy: [{ strategy: 'default-response', body: 'stand-in' }],
    }
    expect((await testOf(more, '/server-error')).response).toMatchObject({ status: 500 })
    expect(origin.journal).toHaveLength(1)
  })

  it('shows an answer whose status is not expected, and says so', async () => {
    const result = await testOf({ expectedStatuses: ['2xx'] }, '/not-found')
    expect(result.response).toMatchObject({ status: 404, body: '{}' })
    expect(result.problem).toMatchObject({ code: 'upstream_unexpected_status', fault: 'answer' })
  })

  it('says of an answer that it is no text, and shows the beginning of a long one', async () => {
    const binary = await testOf({}, '/gzip-bomb')
    const long = await testOf({}, '/endless')
    expect(long.response).toMatchObject({ truncated: true })
    expect(long.response?.body?.length).toBe(65_536)
    expect(binary.response?.bytes).toBeGreaterThan(65_536)
  })
})

describe('what a connection test shows', () => {
  it.each([
    { type: 'bearer', token: 'partner' },
    { type: 'basic', username: 'ada', password: 'partner' },
    { type: 'api-key', key: 'partner' },
    { type: 'api-key', key: 'partner', in: 'query', name: 'key' },
  ])('holds no secret in any form when the service repeats it: $type', async (authentication) => {
    const text = JSON.stringify(await testOf({ authentication }))
    const sent = origin.last()
    const basic = Buffer.from(`ada:${secret}`).toString('base64')
    expect(JSON.stringify(sent)).toMatch(/canary|YWRhO/)
    for (const form of [secret, encodeURIComponent(secret), basic, 'canary'])
      expect(text).not.toContain(form)
    expect(text).toContain('[redacted]')
  })

  it('holds no cookies', async () => {
    const { response } = await testOf({}, '/session-cookie')
    expect(new Set(Object.values(response?.headers ?? {}))).not.toContain(
      expect.stringMatching(/=/),
    )
    expect(JSON.stringify(response)).not.toMatch(/session=|ecluse_session=/)
  })

  it('does not send a credential of a caller to the service', async () => {
    const { id: guarded } = await gateway.api.call<{ id: string }>('POST', '/endpoints', {
      name: 'Guarded',
      method: 'GET',
      path: '/guarded',
      authentication: { type: 'api-key' },
      integrations: [up({})],
    })
    origin.forget()
    const request = { headers: { 'x-api-key': 'ek_not-a-real-key' } }
    const path = `/endpoints/${guarded}/integrations/up/test`
    const refused = await gateway.api.call<ConnectionTest>('POST', path, { request })
    expect(refused.problem).toMatchObject({ code: 'invalid_api_key', fault: 'request' })
    expect(origin.journal).toEqual([])
    const open = await gateway.api.call<ConnectionTest>('POST', path, {})
    expect(open.response?.status).toBe(200)
  })
})

describe('a connection test that fails', () => {
  it.each([
    ['at a name that nobody has', () => 'https://nobody.invalid.example.com/'],
    ['at a port where nobody listens', async () => `http://127.0.0.1:${await freePort()}/`],
    ['where TLS is asked for and not spoken', () => origin.url.replace('http:', 'https:')],
  ])('says that nobody could be reached %s', async (_, address) => {
    const integration = { ...up({}), endpoint: await address() }
    const { problem, response } = await test({ integration })
    expect(response).toBeNull()
    expect(problem).toMatchObject({ code: 'upstream_unreachable', fault: 'unreachable' })
  })

  it('tells a service that does not answer in time, and one that never ends', async () => {
    const silent = await testOf({ timeout: 300 }, '/silence')
    expect(silent.problem).toMatchObject({ code: 'upstream_timeout', fault: 'timeout' })
    const dripping = await testOf({ timeout: 300 }, '/drip')
    expect(dripping.problem?.fault).toBe('timeout')
    expect(dripping.firstByteMs).not.toBeNull()
  })

  it('refuses addresses that may not be called, and secrets that may not be sent there', async () => {
    const metadata = { ...up({}), endpoint: 'http://169.254.169.254/latest' }
    expect(await issuesOf(test({ integration: metadata }))).toContain('upstream_forbidden')
    origin.forget()
    const elsewhere = {
      ...up({ authentication: { type: 'bearer', token: 'partner' } }),
      endpoint: 'https://attacker.example.com/',
    }
    expect(await issuesOf(test({ integration: elsewhere }))).toContain('secret_not_bound')
    const unknown = up({ authentication: { type: 'bearer', token: 'nobody' } })
    expect(await issuesOf(test({ integration: unknown }))).toContain('unknown_secret')
    expect(await issuesOf(test({}, 'other'))).toContain('404')
    expect(origin.journal).toEqual([])
  })

  it('tells a sample that no path of the endpoint fits', async () => {
    const { problem } = await test({ request: { path: '/elsewhere' } })
    expect(problem).toMatchObject({ code: 'route_not_found', fault: 'request' })
  })
})

/** Of a server that was there a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}
