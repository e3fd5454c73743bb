import { afterAll, beforeAll, expect, it } from 'vitest'

import { startGateway, type TestGateway } from '../support/gateway.ts'
import { type Origin, startOrigin } from '../support/origin.ts'

let gateway: TestGateway
let origin: Origin
let shared = ''
const endpoints: string[] = []

beforeAll(async () => {
  ;[gateway, origin] = await Promise.all([startGateway(), startOrigin()])
})
afterAll(() => Promise.all([gateway.stop(), origin.stop()]))

interface Created {
  readonly id: string
}
const service = (version: string) => ({
  id: 'orders',
  type: 'http',
  endpoint: `${origin.url}/${version}/{{ request.params.id }}`,
})
const target = async (path: string) => {
  const answer = await fetch(gateway.gatewayUrl + path)
  return ((await answer.json()) as { target: string }).target
}
const targets = () => Promise.all([target('/first/7'), target('/second/7')])

it('answers through a shared integration in two endpoints', async () => {
  shared = (await gateway.api.call<Created>('POST', '/integrations', service('v1'))).id
  for (const name of ['first', 'second']) {
    const integrations = [{ id: 'up', type: 'shared', integration: shared }]
    const config = { name, method: 'GET', path: `/${name}/{id}`, integrations }
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const { id } = await gateway.api.call<Created>('POST', '/endpoints', config)
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await gateway.api.call('POST', `/endpoints/${id}/publish`, {})
    endpoints.push(id)
  }
  expect(await targets()).toEqual(['/v1/7', '/v1/7'])
})

it('goes on as it was published when the shared integration changes', async () => {
  const ifMatch = { 'if-match': '*' }
  await gateway.api.call('PUT', `/integrations/${shared}`, service('v2'), ifMatch)
  expect(await targets()).toEqual(['/v1/7', '/v1/7'])
})

it('answers with the new revision where it is renewed, and there alone', async () => {
  const body = { endpoints: endpoints.slice(0, 1) }
  await gateway.api.call('POST', `/integrations/${shared}/republish`, body)
  expect(await targets()).toEqual(['/v2/7', '/v1/7'])
})

it('rolls back to what ran before', async () => {
  await gateway.api.call('POST', `/endpoints/${endpoints[0]}/rollback`, { version: 1 })
  expect(await targets()).toEqual(['/v1/7', '/v1/7'])
})
