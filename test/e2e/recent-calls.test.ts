import { afterAll, beforeAll, expect, it } from 'vitest'

import type { IntegrationCall } from '#contract/integration-calls.ts'

import { startGateway, type TestGateway } from '../support/gateway.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { until } from '../support/until.ts'

let gateway: TestGateway
let origin: Origin
beforeAll(async () => {
  origin = await startOrigin()
  gateway = await startGateway({ isolates: 2 })
})
afterAll(() => Promise.all([gateway?.stop(), origin?.stop()]))

const callsOf = async (id: string, query = '') =>
  (
    await gateway.api.call<{ items: IntegrationCall[] }>(
      'GET',
      `/endpoints/${id}/integrations/up/calls${query}`,
    )
  ).items

it('lists what all isolates called, failures apart, within seconds, and nothing that was sent', async () => {
  const id = await gateway.publish({
    name: 'Busy',
    method: 'GET',
    path: '/busy/{what}',
    integrations: [
      {
        id: 'up',
        type: 'http',
        endpoint: `${origin.url}/{{ request.params.what }}`,
        query: { t: '{{ request.query.t }}' },
        headers: { 'x-key': 's3cret-header' },
        retryPolicy: { maxAttempts: 2, baseDelay: 1 },
      },
    ],
  })
  const seen: (string | null)[] = []
  const ask = async (isolate: number, what: string) => {
    const url = `${gateway.isolates[isolate]}/api/custom/busy/${what}?t=s3cret-query`
    const answer = await fetch(url)
    await answer.text()
    if (answer.status !== 404) seen.push(answer.headers.get('x-request-id'))
    return answer.status
  }
  await until(async () => (await ask(1, 'echo')) === 200, 30_000)
  expect(await ask(0, 'echo')).toBe(200)
  expect(await ask(0, 'server-error')).toBe(500)

  await until(async () => (await callsOf(id)).length >= 3, 30_000)
  const calls = await callsOf(id)
  expect(calls.map(({ requestId }) => requestId).sort()).toEqual(seen.sort())
  expect(calls.map(({ at }) => at)).toEqual(
    calls
      .map(({ at }) => at)
      .sort()
      .toReversed(),
  )
  const { host } = origin
  expect(await callsOf(id, '?outcome=failed')).toMatchObject([
    { failed: true, status: 500, attempts: 2, target: `${host}/{what}`, method: 'GET', version: 1 },
  ])
  expect(JSON.stringify(calls)).not.toContain('s3cret')
}, 60_000)
