import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'

import type { RecordedRequest, RecordedScope, Recording } from '#contract/recorded-requests.ts'

import { createApi } from '../../scripts/lib/api.ts'
import { startGateway, type TestGateway } from '../support/gateway.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { until } from '../support/until.ts'

let gateway: TestGateway
let origin: Origin
beforeAll(async () => {
  ;[gateway, origin] = await Promise.all([startGateway({ isolates: 2 }), startOrigin()])
  await gateway.api.call('PUT', '/secrets/upstream', {
    value: 'the secret of the service',
    allowedOrigins: [origin.url],
  })
})
afterAll(() => Promise.all([gateway?.stop(), origin?.stop()]))

interface Listed {
  readonly items: readonly RecordedRequest[]
  readonly recordings: readonly Recording[]
}

let at = 0
let path = ''
let id = ''
beforeEach(() => {
  at += 1
  path = `/recorded-${at}`
})

const publish = async (more: object = {}, what = 'echo') => {
  id = await gateway.publish({
    name: `Recorded ${at}`,
    method: 'POST',
    path,
    integrations: [
      {
        id: 'up',
        type: 'http',
        endpoint: `${origin.url}/${what}`,
        authentication: { type: 'bearer', token: 'upstream' },
      },
    ],
    ...more,
  } as never)
}
const rule = {
  id: 'answer',
  type: 'map',
  rules: [{ operation: 'set', source: '{ "echo": body.echo }', target: '' }],
}
const record = () => gateway.api.call<Recording>('POST', `/endpoints/${id}/recording`)
const list = () => gateway.api.call<Listed>('GET', `/recorded-requests?endpointId=${id}`)
const scopeOf = async ({ id }: { id: string }) =>
  (await gateway.api.call<{ scope: RecordedScope }>('GET', `/recorded-requests/${id}`)).scope
const post = (body: unknown, headers: Record<string, string> = {}, isolate = 0) =>
  fetch(`${gateway.isolates[isolate]}/api/custom${path}?page=2&api_key=key-in-query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const newest = async (count = 1) => {
  await until(async () => (await list()).items.length >= count, 6_000)
  return (await list()).items
}

it('records what an endpoint is asked and what services answer, only while it is on', async () => {
  await publish({ transformations: [rule] })
  await post({ order: 'before' })
  const { until: end } = await record()
  expect(Date.parse(end) - Date.now()).toBeGreaterThan(14 * 60_000)
  expect((await list()).recordings).toMatchObject([{ endpointId: id, startedBy: 'Owner' }])

  expect(await (await post({ order: 'during' })).json()).toEqual({ echo: true })
  const [one, ...others] = await newest()
  expect(others).toEqual([])
  expect(one).toMatchObject({ endpointId: id, method: 'POST', path, status: 200, version: 1 })
  const scope = await scopeOf({ id: one?.id ?? '' })
  expect(scope).toMatchObject({
    request: { method: 'POST', path, body: { order: 'during' }, query: { page: '2' } },
    integrations: { up: { status: 200, body: { method: 'POST', body: '{"order":"during"}' } } },
    omitted: [],
  })

  await gateway.api.call('DELETE', `/endpoints/${id}/recording`)
  await post({ order: 'after' })
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  expect((await list()).items).toHaveLength(1)
  expect((await list()).recordings).toEqual([])
  await gateway.api.call('DELETE', `/endpoints/${id}/recorded-requests`)
  expect((await list()).items).toEqual([])
}, 30_000)

it('never holds credentials: of callers, of sessions, of services, or members named like them', async () => {
  await publish({ transformations: [rule], path: `${path}/{accessToken}` })
  path = `${path}/token-in-path`
  await record()
  await post(
    { user: 'ada', password: 'pass-in-body', cards: [{ accessToken: 'token-in-body' }] },
    {
      authorization: 'Bearer token-of-the-caller',
      cookie: 'theme=dark; sid=session-of-the-caller',
      'x-api-key': 'key-in-header',
      'x-note': 'said token-of-the-caller aloud',
    },
  )
  const [one] = await newest()
  const scope = await scopeOf({ id: one?.id ?? '' })
  expect(origin.last().headers['authorization']).toBe('Bearer the secret of the service')
  expect(scope.request.body).toEqual({
    user: 'ada',
    password: '[redacted]',
    cards: [{ accessToken: '[redacted]' }],
  })
  expect(scope.request.headers).toMatchObject({ 'x-note': 'said [redacted] aloud' })
  expect(scope.request.headers).not.toHaveProperty('authorization')
  expect(scope.request.headers).not.toHaveProperty('cookie')
  const rows = await gateway.database
    .prepare('select scope from recorded_request where endpoint_id = ?')
    .bind(id)
    .all()
  const stored = JSON.stringify(rows.results)
  expect(stored).toContain('ada')
  for (const secret of [
    'token-of-the-caller',
    'session-of-the-caller',
    'key-in-header',
    'key-in-query',
    'token-in-path',
    'the secret of the service',
    'pass-in-body',
    'token-in-body',
  ])
    expect(stored).not.toContain(secret)
}, 30_000)

it('keeps 10 requests of an endpoint, 64 KB each, and answers all of them the same', async () => {
  await publish({ transformations: [rule] })
  await record()
  const large = JSON.stringify({ text: 'x'.repeat(70_000) })
  expect((await post(large)).status).toBe(200)
  const [one] = await newest()
  const scope = await scopeOf({ id: one?.id ?? '' })
  expect(scope.omitted).toEqual(['request.body', 'integrations.up.body'])
  expect(JSON.stringify(scope).length).toBeLessThan(65_536)
  for (let n = 0; n < 14; n++) expect((await post({ n })).status).toBe(200)
  expect(await newest(10)).toHaveLength(10)
}, 30_000)

it('passes an answer on byte for byte while it overhears it', async () => {
  await publish()
  const before = await post({ a: 1 })
  await record()
  const during = await post({ a: 1 })
  const names = ['content-length', 'content-type', 'transfer-encoding', 'content-encoding']
  const heads = [before, during].map(({ headers }) => names.map((name) => headers.get(name)))
  expect(heads[1]).toEqual(heads[0])
  const withoutId = async (answer: Response) =>
    (await answer.text()).replace(/req_\w+/, 'the request')
  expect(await withoutId(during)).toBe(await withoutId(before))
  const [one] = await newest()
  const { integrations } = await scopeOf({ id: one?.id ?? '' })
  expect(integrations).toMatchObject({ up: { status: 200, body: { echo: true, body: '{"a":1}' } } })
}, 30_000)

it('records what failed, with what services had answered by then', async () => {
  const failing = { operation: 'set', source: '$number(body.method)', target: '' }
  await publish({ transformations: [{ ...rule, rules: [failing] }] })
  await record()
  const { status } = await post({ a: 1 })
  expect(status).toBeGreaterThanOrEqual(500)
  const [one] = await newest()
  expect(one?.status).toBe(status)
  expect(await scopeOf({ id: one?.id ?? '' })).toMatchObject({
    integrations: { up: { body: { method: 'POST' } } },
  })
}, 30_000)

it('begins in every isolate within seconds', async () => {
  await publish()
  await until(async () => (await post({}, {}, 1)).status === 200, 6_000)
  await record()
  await until(async () => {
    await (await post({ from: 'elsewhere' }, {}, 1)).text()
    return (await list()).items.length > 0
  }, 8_000)
}, 30_000)

it('is for those who may edit, and is in the audit log', async () => {
  await publish()
  await record()
  await (await post({ a: 1 })).text()
  const [one] = await newest()
  const viewer = await tokenOf('viewer')
  for (const [method, route] of [
    ['POST', `/endpoints/${id}/recording`],
    ['DELETE', `/endpoints/${id}/recording`],
    ['GET', '/recorded-requests'],
    ['GET', `/recorded-requests/${one?.id}`],
    ['DELETE', `/endpoints/${id}/recorded-requests`],
  ] as const) {
    await expect(viewer.call(method, route)).rejects.toThrow('403')
    await expect(createApi(gateway.url).call(method, route)).rejects.toThrow('401')
  }
  const other = await gateway.publish({ name: 'Other', method: 'GET', path: `${path}/other` })
  const { items } = await gateway.api.call<Listed>('GET', `/recorded-requests?endpointId=${other}`)
  expect(items).toEqual([])
  await gateway.api.call('DELETE', `/endpoints/${id}/recording`)
  const audit = await gateway.api.call<{ items: { action: string }[] }>(
    'GET',
    `/audit?targetId=${id}`,
  )
  expect(audit.items.map(({ action }) => action)).toEqual([
    'endpoint.stop-recording',
    'endpoint.record',
    'endpoint.publish',
    'endpoint.create',
  ])
}, 30_000)

it('refuses a draft, and forgets with the endpoint', async () => {
  const draft = await gateway.api.call<{ id: string }>('POST', '/endpoints', {
    name: 'Draft',
    method: 'GET',
    path: `${path}/draft`,
  })
  await expect(gateway.api.call('POST', `/endpoints/${draft.id}/recording`)).rejects.toThrow('409')
  await publish()
  await record()
  await (await post({ a: 1 })).text()
  const [one] = await newest()
  await gateway.api.call('DELETE', `/endpoints/${id}`)
  await expect(gateway.api.call('GET', `/recorded-requests/${one?.id}`)).rejects.toThrow('404')
}, 30_000)

async function tokenOf(role: string) {
  const { token } = await gateway.api.call<{ token: string }>('POST', '/tokens', {
    name: role,
    role,
  })
  return createApi(gateway.url, { authorization: `Bearer ${token}` })
}
