import { afterAll, beforeAll, expect, it } from 'vitest'

import { startGateway, type TestGateway } from '../support/gateway.ts'
import { until } from '../support/until.ts'

/** What docs/storage.md promises between a publish and the last isolate that learns of it. */
const promisedMs = 5_000
const marginMs = 1_000

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway({ isolates: 2 })
})
afterAll(() => gateway.stop())

const mock = (body: string) => ({
  name: 'Mock',
  method: 'GET' as const,
  path: '/mock',
  response: { body },
})
const ask = async (isolate: number) => {
  const answer = await fetch(`${gateway.isolates[isolate]}/api/custom/mock`)
  return answer.ok ? answer.text() : String(answer.status)
}

it('serves a change in every isolate within five seconds, though only one was told', async () => {
  expect(await ask(0)).toBe('404')
  expect(await ask(1)).toBe('404')

  const id = await gateway.publish(mock('one'))
  const publishedAt = Date.now()
  await until(async () => (await ask(1)) === 'one', promisedMs + marginMs)
  expect(Date.now() - publishedAt).toBeLessThan(promisedMs + marginMs)
  expect(await ask(0)).toBe('one')

  await gateway.api.call('POST', `/endpoints/${id}/disable`)
  await until(async () => (await ask(1)) === '404', promisedMs + marginMs)
})

it('answers at once with the new version where it was published', async () => {
  const id = await gateway.publish({ ...mock('first'), path: '/own' })
  expect(await (await fetch(`${gateway.gatewayUrl}/own`)).text()).toBe('first')
  await gateway.api.call(
    'PUT',
    `/endpoints/${id}`,
    { ...mock('second'), path: '/own' },
    { 'if-match': '"1"' },
  )
  await gateway.api.call('POST', `/endpoints/${id}/publish`, {})
  expect(await (await fetch(`${gateway.gatewayUrl}/own`)).text()).toBe('second')
})
