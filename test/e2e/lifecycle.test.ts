import { afterAll, beforeAll, expect, it } from 'vitest'

import { startGateway, type TestGateway } from '../support/gateway.ts'
import { type Origin, startOrigin } from '../support/origin.ts'

let gateway: TestGateway
let origin: Origin
let id = ''

beforeAll(async () => {
  ;[gateway, origin] = await Promise.all([startGateway(), startOrigin()])
})
afterAll(() => Promise.all([gateway.stop(), origin.stop()]))

const config = (greeting: string) => ({
  name: 'Orders',
  method: 'GET',
  path: '/orders/{id}',
  integrations: [
    { id: 'orders', type: 'http', endpoint: `${origin.url}/${greeting}/{{ request.params.id }}` },
  ],
})
const call = (path = '/orders/7') => fetch(gateway.gatewayUrl + path)
const target = async () => ((await (await call()).json()) as { target: string }).target

it('does not answer a draft', async () => {
  const created = await gateway.api.call<{ id: string; state: string }>(
    'POST',
    '/endpoints',
    config('v1'),
  )
  id = created.id
  expect(created.state).toBe('draft')
  expect((await call()).status).toBe(404)
})

it('runs a draft on a made-up request and tells what each stage did', async () => {
  const result = await gateway.api.call<{
    response: { status: number; body: string }
    trace: { stage: string; outcome: string }[]
  }>('POST', `/endpoints/${id}/test`, { request: { path: '/orders/7' } })
  expect(result.response.status).toBe(200)
  expect(result.response.body).toContain('/v1/7')
  expect(result.trace.length).toBeGreaterThan(0)
})

it('answers as soon as the draft is published', async () => {
  const published = await gateway.api.call<{ state: string; liveVersion: number }>(
    'POST',
    `/endpoints/${id}/publish`,
    { note: 'first' },
  )
  expect(published).toMatchObject({ state: 'live', liveVersion: 1 })
  expect(await target()).toBe('/v1/7')
})

it('goes on answering with the live version while the draft changes', async () => {
  await gateway.api.call('PUT', `/endpoints/${id}`, config('v2'), { 'if-match': await etag() })
  expect(await target()).toBe('/v1/7')
})

it('refuses to overwrite a draft that was saved in the meantime', async () => {
  await expect(
    gateway.api.call('PUT', `/endpoints/${id}`, config('v3'), { 'if-match': '"1"' }),
  ).rejects.toThrow('412')
  await expect(gateway.api.call('PUT', `/endpoints/${id}`, config('v3'))).rejects.toThrow('428')
})

it('publishes the second version', async () => {
  await gateway.api.call('POST', `/endpoints/${id}/publish`, {})
  expect(await target()).toBe('/v2/7')
})

it('rolls back to the first', async () => {
  await gateway.api.call('POST', `/endpoints/${id}/rollback`, { version: 1 })
  expect(await target()).toBe('/v1/7')
})

it('stops answering while disabled, and answers again', async () => {
  await gateway.api.call('POST', `/endpoints/${id}/disable`)
  expect((await call()).status).toBe(404)
  await gateway.api.call('POST', `/endpoints/${id}/enable`)
  expect((await call()).status).toBe(200)
})

it('lists what is published for callers', async () => {
  const document = (await (await call('/openapi.json')).json()) as { paths: object }
  expect(Object.keys(document.paths).some((path) => path.endsWith('/orders/{id}'))).toBe(true)
})

it('keeps a record of every change', async () => {
  const { items } = await gateway.api.call<{ items: { action: string }[] }>(
    'GET',
    `/audit?targetId=${id}`,
  )
  expect(items.map((item) => item.action)).toEqual(
    expect.arrayContaining([
      'endpoint.create',
      'endpoint.publish',
      'endpoint.rollback',
      'endpoint.disable',
      'endpoint.enable',
    ]),
  )
})

it('is gone once deleted', async () => {
  await gateway.api.call('DELETE', `/endpoints/${id}`)
  const answer = await call()
  expect(answer.status).toBe(404)
  expect(await answer.json()).toMatchObject({ code: 'route_not_found' })
})

async function etag(): Promise<string> {
  const { revision } = await gateway.api.call<{ revision: number }>('GET', `/endpoints/${id}`)
  return `"${revision}"`
}
