import { afterAll, beforeAll, expect, it } from 'vitest'

import { startGateway, type TestGateway } from '../support/gateway.ts'
import { type Origin, startOrigin } from '../support/origin.ts'

let gateway: TestGateway
let origin: Origin
beforeAll(async () => {
  ;[gateway, origin] = await Promise.all([startGateway(), startOrigin()])
  await gateway.publish({
    name: 'Everything',
    method: 'GET',
    path: '/pass/{rest+}',
    integrations: [{ id: 'up', type: 'http', endpoint: `${origin.url}/{{ request.params.rest }}` }],
  })
})
afterAll(() => Promise.all([gateway.stop(), origin.stop()]))

it('hands the first byte on before the upstream has sent the last', async () => {
  // A compressing hop in between would collect before it sends.
  const answer = await fetch(`${gateway.gatewayUrl}/pass/two-parts`, {
    headers: { 'accept-encoding': 'identity' },
  })
  const parts: { text: string; atMs: number }[] = []
  const startedAt = performance.now()
  const decoder = new TextDecoder()
  for await (const chunk of answer.body ?? []) {
    parts.push({ text: decoder.decode(chunk), atMs: performance.now() - startedAt })
  }
  expect(parts.map((part) => part.text).join('')).toBe('{"first":1,"second":2}')
  const [first, last] = [parts.at(0), parts.at(-1)]
  expect(first?.text).toBe('{"first":1,')
  // The upstream waits 700 ms in between.
  expect((last?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThan(300)
})

it('passes a body on byte for byte', async () => {
  const answer = await fetch(`${gateway.gatewayUrl}/pass/prototype`)
  expect(await answer.text()).toBe('{"__proto__":{"admin":true},"id":1}')
})
