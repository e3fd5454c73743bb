import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'

import { createServices } from '#worker/services.ts'

import { type Client, ownerClient } from '../../support/client.ts'
import { staleKv } from '../../support/stale-kv.ts'
import { until } from '../../support/until.ts'

/** What docs/kinds/auth/api-key.md promises. */
const promisedMs = 5_000

let owner: Client
beforeAll(async () => {
  owner = await ownerClient()
})

test('T22 a key revoked through one isolate is refused by another within five seconds, with KV stale for two minutes', async () => {
  const CONFIG = staleKv(env.CONFIG, 120_000, () => Date.now())
  const elsewhere = createServices({ ...env, CONFIG }).gateway
  const ask = async (key: string) => {
    const request = new Request('https://gateway.example/api/custom/stale', {
      headers: { 'x-api-key': key },
    })
    const response = await elsewhere.handle(request, (work) => void work.catch(() => undefined))
    await response.body?.cancel()
    return response.status
  }
  const endpoint = await owner.post('/endpoints', {
    name: 'Stale',
    method: 'GET',
    path: '/stale',
    authentication: { type: 'api-key' },
    response: { body: 'ok' },
  })
  expect(endpoint.status).toBe(201)
  await owner.post(`/endpoints/${endpoint.body.id}/publish`, { note: '' }, { 'if-match': '"1"' })
  const consumer = await owner.post('/consumers', { name: 'Ada' })
  const { body } = await owner.post(`/consumers/${consumer.body.id}/keys`, { name: 'k' })
  await until(async () => (await ask(body.key)) === 200, 10_000)

  await owner.delete(`/keys/${body.id}`)
  const revokedAt = Date.now()
  let lastAcceptedMs = 0
  while (Date.now() - revokedAt < promisedMs + 1_500) {
    if ((await ask(body.key)) === 200) lastAcceptedMs = Date.now() - revokedAt
    await pause(50)
  }
  expect(lastAcceptedMs).toBeLessThan(promisedMs)
  expect(await ask(body.key)).toBe(401)
}, 30_000)

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
