import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'

import {
  type Client,
  memberClient,
  origin,
  ownerClient,
  sampleConfig,
} from '../../support/client.ts'
import { until } from '../../support/until.ts'

let owner: Client
let viewer: Client
let editor: Client
beforeAll(async () => {
  owner = await ownerClient()
  viewer = await memberClient(owner, 'viewer')
  editor = await memberClient(owner, 'editor')
}, 30_000)

// Nothing answers in this suite but with a 599.
const up = { id: 'up', type: 'http', endpoint: 'https://up.example/x' }
const circuitBreaker = { enabled: true, minimumNumberOfCalls: 5, waitDurationInOpenState: 60_000 }

async function published(integrations: object[]) {
  const config = sampleConfig({ integrations, response: {} })
  const { body } = await owner.post('/endpoints', config)
  await owner.post(`/endpoints/${body.id}/publish`, {})
  const path = String(config['path']).replace('{id}', '1')
  return {
    id: String(body.id),
    call: async () => {
      const answer = await exports.default.fetch(new Request(`${origin}/api/custom${path}`))
      return answer.status
    },
  }
}

describe('circuit breakers over the API', () => {
  it('shows an open breaker, how it came to it, and the audit log tells that it opened', async () => {
    const { id, call } = await published([
      { ...up, circuitBreaker },
      { ...up, id: 'plain' },
    ])
    const list = async () => (await owner.get(`/endpoints/${id}/breakers`)).body.items
    expect(await list()).toMatchObject([
      { integrationId: 'up', state: 'closed', since: null, failureRate: null, calls: 0 },
    ])
    await Promise.all(Array.from({ length: 6 }, call))
    await until(async () => (await list())[0].state === 'open', 5_000)
    const [open] = await list()
    expect(open).toMatchObject({ state: 'open', failureRate: 100, slowCallRate: 0 })
    expect(Date.parse(open.until) - Date.parse(open.since)).toBe(60_000)
    expect(open.transitions).toMatchObject([
      { from: 'closed', to: 'open', cause: 'failure-rate', by: null },
    ])
    expect(await call()).toBe(503)
    await until(async () => {
      const { items } = (await owner.get(`/audit?targetId=${id}`)).body
      return items.some(
        (one: { action: string; actorId: string }) =>
          one.action === 'breaker.open' && one.actorId === 'system',
      )
    }, 5_000)
  })

  it('is set by hand, heeded by isolates within a second, and audited', async () => {
    const { id, call } = await published([{ ...up, circuitBreaker }])
    const path = `/endpoints/${id}/breakers/up`
    const set = async (state: string) => (await owner.post(path, { state })).body.state
    expect(await call()).toBe(599)
    expect(await set('forced-open')).toBe('forced-open')
    await until(async () => (await call()) === 503, 3_000)
    expect(await set('closed')).toBe('closed')
    await until(async () => (await call()) === 599, 3_000)
    for (const state of ['open', 'half-open', 'disabled'])
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await set(state)).toBe(state)
    const { items } = (await owner.get(`/audit?targetId=${id}`)).body
    expect(items.filter((one: { action: string }) => one.action === 'breaker.set')).toHaveLength(5)
  })

  it('is looked at by viewers and set by editors', async () => {
    const { id } = await published([{ ...up, circuitBreaker }])
    expect((await viewer.get(`/endpoints/${id}/breakers`)).status).toBe(200)
    const body = { state: 'disabled' }
    expect((await viewer.post(`/endpoints/${id}/breakers/up`, body)).status).toBe(403)
    expect((await editor.post(`/endpoints/${id}/breakers/up`, body)).status).toBe(200)
  })

  it.each([
    ['another endpoint', 'ep_none/breakers/up', 'open', 404],
    ['an integration without one', '{id}/breakers/plain', 'open', 404],
    ['a state that does not exist', '{id}/breakers/up', 'ajar', 422],
  ])('refuses %s', async (_, path, state, status) => {
    const { id } = await published([
      { ...up, circuitBreaker },
      { ...up, id: 'plain' },
    ])
    const answer = await owner.post(`/endpoints/${path.replace('{id}', id)}`, { state })
    expect(answer.status).toBe(status)
  })

  it('has test runs count apart', async () => {
    const { id, call } = await published([{ ...up, circuitBreaker }])
    await Promise.all(
      Array.from({ length: 10 }, () => owner.post(`/endpoints/${id}/test`, { request: {} })),
    )
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    expect(await call()).toBe(599)
    const { body } = await owner.post(`/endpoints/${id}/test`, { request: {} })
    expect(body.response.status).toBe(503)
    const span = body.trace.find((one: { name: string }) => one.name === 'up')
    expect(span.detail).toMatchObject({ code: 'circuit_open', breaker: 'open', attempts: [] })
  })
})
