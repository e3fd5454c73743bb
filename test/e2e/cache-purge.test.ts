import { afterAll, beforeAll, expect, it } from 'vitest'

import { startGateway, type TestGateway } from '../support/gateway.ts'
import { until } from '../support/until.ts'

/** What docs/invalidation.md promises. */
const promisedMs = 5_000

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway({ isolates: 2 })
})
afterAll(() => gateway.stop())

/** Whether an isolate answers from what is stored. */
async function isHit(isolate: number, path: string): Promise<boolean> {
  const answer = await fetch(`${gateway.isolates[isolate]}/api/custom${path}`)
  await answer.body?.cancel()
  return answer.headers.get('cache-status')?.startsWith('Ecluse; hit') ?? false
}

async function storeEverywhere(path: string): Promise<void> {
  for (const isolate of [0, 1]) await until(() => isHit(isolate, path), promisedMs * 2)
}

/** How long after `change` an isolate last answered with what was stored before, asked all the time. */
async function lastHitMs(isolate: number, path: string, change: () => Promise<unknown>) {
  await change()
  const changedAt = Date.now()
  while (await isHit(isolate, path)) {
    const sinceMs = Date.now() - changedAt
    if (sinceMs > promisedMs * 2) return sinceMs
  }
  return Date.now() - changedAt
}

const cached = (path: string, more: object = {}) => ({
  name: 'Cached',
  method: 'GET' as const,
  path,
  caching: { enabled: true, ttl: 600, ...more },
  response: { body: 'ok' },
})

it('a purge through one isolate is seen by another within five seconds, under load', async () => {
  const id = await gateway.publish(cached('/purged'))
  await until(() => isHit(1, '/purged'), promisedMs * 2)
  // What is forgotten once more after publishing must not be taken for the purge.
  await new Promise((resolve) => setTimeout(resolve, 7_000))
  await storeEverywhere('/purged')
  const purge = () => gateway.api.call('POST', `/endpoints/${id}/purge`, { scope: 'all' })
  expect(await lastHitMs(1, '/purged', purge)).toBeLessThan(promisedMs)

  await storeEverywhere('/purged')
  // The isolate that was told has forgotten when it answers.
  expect(await lastHitMs(0, '/purged', purge)).toBeLessThan(500)
})

it('a write through one isolate is seen by another within five seconds', async () => {
  await gateway.publish(
    cached('/view/{id}', { invalidationRules: ['POST /orders/{id}'], strategy: 'kv' }),
  )
  await gateway.publish({
    name: 'Write',
    method: 'POST',
    path: '/orders/{id}',
    response: { body: 'ok' },
  })
  await until(() => isHit(1, '/view/1'), promisedMs * 2)
  await new Promise((resolve) => setTimeout(resolve, 7_000))
  await storeEverywhere('/view/1')
  await storeEverywhere('/view/2')
  const write = async () => {
    const answer = await fetch(`${gateway.isolates[0]}/api/custom/orders/1`, { method: 'POST' })
    expect(answer.status).toBe(200)
    expect(await isHit(0, '/view/1')).toBe(false)
  }
  expect(await lastHitMs(1, '/view/1', write)).toBeLessThan(promisedMs)
  for (const isolate of [0, 1]) expect(await isHit(isolate, '/view/2')).toBe(true)
})
