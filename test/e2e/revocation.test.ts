import { afterAll, beforeAll, expect, test } from 'vitest'

import { startGateway, type TestGateway } from '../support/gateway.ts'
import { until } from '../support/until.ts'

/** What docs/kinds/auth/api-key.md promises. */
const promisedMs = 5_000

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway({ isolates: 2 })
})
afterAll(() => gateway.stop())

const ask = async (isolate: number, key: string) => {
  const answer = await fetch(`${gateway.isolates[isolate]}/api/custom/guarded`, {
    headers: { 'x-api-key': key },
  })
  await answer.body?.cancel()
  return answer.status
}
const newConsumer = async () =>
  (await gateway.api.call<{ id: string }>('POST', '/consumers', { name: 'Ada' })).id
const newKey = (consumer: string) =>
  gateway.api.call<{ id: string; key: string }>('POST', `/consumers/${consumer}/keys`, {
    name: 'k',
  })

test('T22 a key revoked through one isolate is refused by another within five seconds, under load', async () => {
  await gateway.publish({
    name: 'Guarded',
    method: 'GET',
    path: '/guarded',
    authentication: { type: 'api-key' },
    response: { body: 'ok' },
  })
  const consumer = await newConsumer()
  const [one, two] = [await newKey(consumer), await newKey(consumer)]
  for (const isolate of [0, 1])
    await until(async () => (await ask(isolate, one.key)) === 200, promisedMs)

  await gateway.api.call('DELETE', `/keys/${one.id}`)
  const revokedAt = Date.now()
  const lastAccepted = [0, 0]
  while (Date.now() - revokedAt < promisedMs + 2_000)
    for (const isolate of [0, 1])
      if ((await ask(isolate, one.key)) === 200) lastAccepted[isolate] = Date.now() - revokedAt
  expect(Math.max(...lastAccepted)).toBeLessThan(promisedMs)
  expect(await ask(1, one.key)).toBe(401)
  expect(await ask(1, two.key)).toBe(200)

  const { revision, ...rest } = await gateway.api.call<Record<string, unknown>>(
    'GET',
    `/consumers/${consumer}`,
  )
  const input = { name: rest['name'], isActive: false }
  await gateway.api.call('PUT', `/consumers/${consumer}`, input, { 'if-match': `"${revision}"` })
  await until(async () => (await ask(1, two.key)) === 401, promisedMs)
})
