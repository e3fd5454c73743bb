import { afterAll, beforeAll, expect, it } from 'vitest'

import { proveWebhooks } from '../../scripts/lib/webhook-proof.ts'
import { startGateway, type TestGateway } from '../support/gateway.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { until } from '../support/until.ts'

const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`

let gateway: TestGateway
let origin: Origin
beforeAll(async () => {
  origin = await startOrigin()
  gateway = await startGateway()
  const body = { value: secret, allowedOrigins: [origin.url] }
  await gateway.api.call('PUT', '/secrets/signing', body)
})
afterAll(() => Promise.all([gateway.stop(), origin.stop()]))

/** Sends one event to a behaviour of the hostile origin, and answers what became of it. */
async function delivered(behaviour: string) {
  const id = await gateway.publish({
    name: behaviour,
    path: `/${behaviour}`,
    method: 'POST',
    integrations: [
      {
        id: 'hook',
        type: 'webhook',
        endpoint: `${origin.url}/${behaviour}`,
        eventType: 'test.sent',
        secrets: ['signing'],
        deliverySchedule: [0],
      },
    ],
  })
  await fetch(`${gateway.gatewayUrl}/${behaviour}`, { method: 'POST', body: '{}' })
  const path = `/endpoints/${id}/webhooks/hook/deliveries`
  let found = { id: '', state: '', lastFailure: '' }
  await until(async () => {
    const { items } = await gateway.api.call<{ items: (typeof found)[] }>('GET', path)
    found = items[0] ?? found
    return found.state === 'delivered' || found.state === 'failed'
  }, 40_000)
  const detail = await gateway.api.call<{
    attemptList: { durationMs: number; responseBody: string; isCut: boolean; error: string }[]
  }>('GET', `${path}/${found.id}`)
  return { ...found, attempt: detail.attemptList[0], shown: JSON.stringify(detail) }
}

it('loses no delivery and sends none more often than it says, however often the runtime is killed', async () => {
  const figures = await proveWebhooks({ deliveries: 200, kills: 4 })
  expect(figures).toMatchObject({
    queued: 200,
    kills: 4,
    delivered: 200,
    lost: 0,
    oversent: 0,
    badSignatures: 0,
    leaks: 0,
  })
  console.log(JSON.stringify(figures))
}, 240_000)

it('follows no redirect to another address', async () => {
  const { state, lastFailure, attempt } = await delivered('redirect-metadata')
  expect({ state, lastFailure }).toEqual({ state: 'failed', lastFailure: 'redirect' })
  expect(attempt?.error).toContain('redirects are not followed')
})

it('reads no more of an endless answer than it shows', async () => {
  const { state, attempt, shown } = await delivered('endless')
  expect(state).toBe('delivered')
  expect(attempt?.responseBody.length).toBeLessThanOrEqual(2_048)
  expect(attempt?.isCut).toBe(true)
  expect(attempt?.durationMs).toBeLessThan(5_000)
  expect(shown).not.toContain(secret.slice(6))
})

it('gives up on a receiver that never answers, at its timeout', { timeout: 60_000 }, async () => {
  const { state, lastFailure, attempt } = await delivered('silence')
  expect({ state, lastFailure }).toEqual({ state: 'failed', lastFailure: 'timeout' })
  expect(attempt?.durationMs).toBeGreaterThanOrEqual(14_900)
  expect(attempt?.durationMs).toBeLessThan(17_000)
})
