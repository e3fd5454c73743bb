import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'

import { type Client, origin, ownerClient, sampleConfig } from '../../support/client.ts'

let owner: Client
beforeAll(async () => {
  owner = await ownerClient()
})

describe('a test run with an idempotency key', () => {
  it('shows in its trace what was decided, and never meets the keys of callers', async () => {
    const { body } = await owner.post(
      '/endpoints',
      sampleConfig({
        path: '/once',
        method: 'POST',
        idempotency: { enabled: true },
        response: { body: '{{ request.body }}' },
      }),
    )
    await owner.post(`/endpoints/${body.id}/publish`, {})
    const headers = { 'idempotency-key': '8e03978e-40d5', 'content-type': 'text/plain' }
    const run = async () =>
      (await owner.post(`/endpoints/${body.id}/test`, { request: { headers, body: 'a' } })).body
    const spanOf = ({ trace }: { trace: { stage: string; detail: object }[] }) =>
      trace.find(({ stage }) => stage === 'idempotency')?.detail
    const call = () =>
      exports.default.fetch(
        new Request(`${origin}/api/custom/once`, { method: 'POST', headers, body: 'a' }),
      )

    expect((await call()).headers.get('idempotency-replayed')).toBeNull()
    const first = await run()
    expect(spanOf(first)).toMatchObject({
      idempotencyKey: '8e03978e',
      decision: 'started',
      replayed: false,
    })
    const again = await run()
    expect(spanOf(again)).toMatchObject({ decision: 'replay', replayed: true })
    expect(again.response).toMatchObject({
      body: '"a"',
      headers: { 'idempotency-replayed': 'true' },
    })
    expect((await call()).headers.get('idempotency-replayed')).toBe('true')
  })
})
