import { env } from 'cloudflare:workers'
import {
  createExecutionContext,
  createScheduledController,
  waitOnExecutionContext,
} from 'cloudflare:test'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

import worker from '#worker/index.ts'

import { type Client, origin, ownerClient, sampleConfig } from '../../support/client.ts'
import { type Fault, FaultD1 } from '../../support/fault-d1.ts'

const faulty = new FaultD1(env.DB)
const faultyEnv: Env = { ...env, DB: faulty.binding }
let owner: Client

async function send(request: Request, bindings: Env = faultyEnv): Promise<Response> {
  const ctx = createExecutionContext()
  const response = await worker.fetch(request as Parameters<typeof worker.fetch>[0], bindings, ctx)
  await waitOnExecutionContext(ctx)
  return response
}

const callEndpoint = (path: string) => send(new Request(`${origin}/api/custom${path}`))

async function counts(): Promise<Record<string, number>> {
  const row = await env.DB.prepare(
    `SELECT (SELECT count(*) FROM endpoint) endpoints, (SELECT count(*) FROM endpoint_version) versions,
      (SELECT count(*) FROM audit) audit, (SELECT coalesce(max(revision), 0) FROM routing) revision`,
  ).first<Record<string, number>>()
  return row ?? {}
}

beforeAll(async () => {
  owner = await ownerClient(send)
})
beforeEach(() => faulty.script())

describe('a change and its audit row', () => {
  it('happen exactly once each, with every tenth write or read failing before or after its commit', async () => {
    const before = await counts()
    let seed = 7
    const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
    faulty.plan = () => {
      const roll = random()
      return roll < 0.05 ? 'error-before' : roll < 0.1 ? 'commit-then-error' : 'none'
    }
    let created = 0
    for (let at = 0; at < 80; at++) {
      const answer = await owner.post('/endpoints', sampleConfig())
      if (answer.status === 201) created++
      else expect(answer.body.code).toBe('storage_unavailable')
    }
    faulty.script()
    const after = await counts()
    expect(created).toBeGreaterThan(40)
    expect(Number(after['endpoints']) - Number(before['endpoints'])).toBe(created)
    expect(Number(after['audit']) - Number(before['audit'])).toBe(created)
  }, 30_000)

  it.each<[Fault, number]>([
    ['error-before', 200],
    ['commit-then-error', 200],
  ])('survive one %s of the publishing batch', async (fault, status) => {
    const { body } = await owner.post('/endpoints', sampleConfig())
    const before = await counts()
    // Session, endpoint, then the batch.
    faulty.script('none', 'none', fault)
    expect((await owner.post(`/endpoints/${body.id}/publish`)).status).toBe(status)
    const after = await counts()
    expect(after).toEqual({
      endpoints: before['endpoints'],
      versions: Number(before['versions']) + 1,
      audit: Number(before['audit']) + 1,
      revision: Number(before['revision']) + 1,
    })
  })

  it('do not happen at all when the database stays away: 503, and no gap in between', async () => {
    const { body } = await owner.post('/endpoints', sampleConfig())
    const before = await counts()
    faulty.script('none', 'none', ...Array.from({ length: 20 }, (): Fault => 'error-before'))
    const refused = await owner.post(`/endpoints/${body.id}/publish`)
    expect(refused.status).toBe(503)
    expect(refused.body.code).toBe('storage_unavailable')
    expect(refused.headers.get('retry-after')).toBe('1')
    expect(await counts()).toEqual(before)
  })

  it('do not happen when any statement of the batch fails', async () => {
    const first = (await owner.post('/endpoints', sampleConfig({ path: '/blocked' }))).body
    const second = (await owner.post('/endpoints', sampleConfig({ path: '/free' }))).body
    await owner.post(`/endpoints/${first.id}/publish`)
    await env.DB.prepare('UPDATE endpoint SET live_route_key = ? WHERE id = ?')
      .bind('GET /free', first.id)
      .run()
    const before = await counts()
    const refused = await owner.post(`/endpoints/${second.id}/publish`)
    expect(refused.body.code).toBe('route_conflict')
    expect(await counts()).toEqual(before)
  })
})

it('logs a failed write without the values that were to be written', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  faulty.plan = () => 'error-before'
  const body = { email: 'canary@example.com', password: 'canary-password' }
  expect((await owner.post('/session', body)).status).toBe(503)
  await owner.get('/tokens')
  const lines = log.mock.calls.flat().join(' ')
  log.mockRestore()
  expect(lines).toContain('Network connection lost')
  expect(lines).not.toMatch(/canary|params:|scrypt/)
})

describe('when D1 or KV is away', () => {
  it('publishing works without KV, and the cron makes the copies later', async () => {
    const brokenKv = {
      get: () => Promise.reject(new Error('KV is away')),
      put: () => Promise.reject(new Error('KV is away')),
    } as unknown as KVNamespace
    const withoutKv: Env = { ...env, CONFIG: brokenKv }
    const { body } = await owner.post(
      '/endpoints',
      sampleConfig({ path: '/no-kv', response: { body: 'here' } }),
    )
    const publish = new Request(`${origin}/api/v1/endpoints/${body.id}/publish`, {
      method: 'POST',
      headers: { origin, cookie: owner.cookie ?? '' },
    })
    expect((await send(publish, withoutKv)).status).toBe(200)
    const answer = await send(new Request(`${origin}/api/custom/no-kv`), withoutKv)
    expect(await answer.text()).toBe('here')
    expect(await env.CONFIG.get(`endpoint:${body.id}@1`)).toBeNull()
    await worker.scheduled(createScheduledController(), env)
    expect(await env.CONFIG.get(`endpoint:${body.id}@1`)).not.toBeNull()
    const latest = await env.CONFIG.get<{ revision: number }>('routes@latest', 'json')
    expect(latest?.revision).toBe((await counts())['revision'])
  })

  it('an isolate that starts cold answers from the copies in KV', async () => {
    const { body } = await owner.post(
      '/endpoints',
      sampleConfig({ path: '/cold', response: { body: 'cold' } }),
    )
    await owner.post(`/endpoints/${body.id}/publish`)
    const down = new FaultD1(env.DB)
    down.plan = () => 'error-before'
    const answer = await send(new Request(`${origin}/api/custom/cold`), {
      ...env,
      DB: down.binding,
    })
    expect(await answer.text()).toBe('cold')
  })

  it('waits a second for a D1 that hangs, not longer', async () => {
    const hanging = new FaultD1(env.DB)
    hanging.plan = () => 'hang'
    const startedAt = Date.now()
    const answer = await send(new Request(`${origin}/api/custom/cold`), {
      ...env,
      DB: hanging.binding,
    })
    expect(await answer.text()).toBe('cold')
    expect(Date.now() - startedAt).toBeLessThan(3_000)
  })

  it('is alive, not ready, and says which binding is away', async () => {
    const down = new FaultD1(env.DB)
    down.plan = () => 'error-before'
    const bindings = { ...env, DB: down.binding }
    expect((await send(new Request(`${origin}/health`), bindings)).status).toBe(200)
    const ready = await send(new Request(`${origin}/ready`), bindings)
    expect(ready.status).toBe(503)
    expect(await ready.json()).toMatchObject({ checks: { database: 'unreachable', copies: 'ok' } })
    expect((await send(new Request(`${origin}/ready`))).status).toBe(200)
  })

  it('removes copies that nobody can read any more', async () => {
    const { body } = await owner.post('/endpoints', sampleConfig())
    await owner.post(`/endpoints/${body.id}/publish`)
    await owner.delete(`/endpoints/${body.id}`)
    await worker.scheduled(createScheduledController(), env)
    expect(await env.CONFIG.get(`endpoint:${body.id}@1`)).toBeNull()
    expect((await callEndpoint('/gone')).status).toBe(404)
  })
})
