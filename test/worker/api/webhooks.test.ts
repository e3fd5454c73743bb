import { env, exports } from 'cloudflare:workers'
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

import { receiverName } from '#worker/integrations/webhook/name.ts'

import {
  type Client,
  memberClient,
  origin,
  ownerClient,
  sampleConfig,
} from '../../support/client.ts'
import { until } from '../../support/until.ts'

const receiver = 'https://hooks.example.com'
const secretOf = (byte: number) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`
const [fresh, old] = [secretOf(1), secretOf(2)]

let owner: Client
let viewer: Client
let editor: Client
beforeAll(async () => {
  owner = await ownerClient()
  viewer = await memberClient(owner, 'viewer')
  editor = await memberClient(owner, 'editor')
  for (const [name, value] of [
    ['fresh', fresh],
    ['old', old],
    ['broken', 'no signing secret'],
  ])
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await owner.put(`/secrets/${name}`, { value, allowedOrigins: [receiver] })
}, 30_000)

/** How the receiver answers, and what it got. */
let answer: (request: Request) => Response | Promise<Response>
let got: { readonly headers: Headers; readonly body: string }[]
beforeEach(() => {
  answer = () => new Response(null, { status: 204 })
  got = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input as RequestInfo, init as RequestInit)
    got.push({ headers: request.headers, body: await request.clone().text() })
    return answer(request)
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

async function published(more: object = {}) {
  const hook = {
    id: 'hook',
    type: 'webhook',
    endpoint: `${receiver}/in`,
    eventType: 'order.created',
    secrets: ['fresh', 'old'],
    deliverySchedule: [0, 3_600],
    ...more,
  }
  const config = sampleConfig({ method: 'POST', integrations: [hook], response: {} })
  const { body } = await owner.post('/endpoints', config)
  const answered = await owner.post(`/endpoints/${body.id}/publish`, {})
  if (answered.status !== 200) throw new Error(JSON.stringify(answered.body))
  const id = String(body.id)
  const path = `/endpoints/${id}/webhooks/hook`
  const stub = env.WEBHOOK_DELIVERY.getByName(
    receiverName({ space: 'live', endpointId: id, integrationId: 'hook' }),
  )
  return {
    id,
    path,
    stub,
    call: (text = '{"n":1}') =>
      exports.default.fetch(
        new Request(`${origin}/api/custom${String(config['path']).replace('{id}', '1')}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: text,
        }),
      ),
    list: async (query = '') => (await owner.get(`${path}/deliveries${query}`)).body.items,
    show: async (delivery: string) => (await owner.get(`${path}/deliveries/${delivery}`)).body,
    receiver: async () => (await owner.get(`/endpoints/${id}/webhooks`)).body.items[0],
    settled: () =>
      until(async () => {
        const { counts } = (await owner.get(`/endpoints/${id}/webhooks`)).body.items[0]
        return counts.sending === 0 && counts.delivered + counts.failed > 0
      }, 5_000),
  }
}
type Hook = Awaited<ReturnType<typeof published>>

/** Waits until each delivery had an attempt. */
const attempted = (hook: Hook, times = 1) =>
  until(async () => {
    const items: { attempts: number; state: string }[] = await hook.list()
    return items.length > 0 && items.every((d) => d.attempts >= times && d.state !== 'sending')
  }, 5_000)

const auditOf = async (id: string): Promise<{ action: string; actor: string }[]> =>
  (await owner.get(`/audit?targetId=${id}`)).body.items

describe('deliveries of a webhook', () => {
  it('arrive signed with the new secret and the old one, and the answer to the caller names them', async () => {
    const hook = await published()
    const called = await hook.call('{"name":"é"}')
    expect(called.status).toBe(202)
    const { id, status } = await called.json<{ id: string; status: string }>()
    expect(status).toBe('queued')
    await hook.settled()
    expect(got).toHaveLength(1)
    const [{ headers, body } = { headers: new Headers(), body: '' }] = got
    for (const secret of [fresh, old])
      expect(new Webhook(secret).verify(body, Object.fromEntries(headers))).toEqual({ name: 'é' })
    expect(headers.get('webhook-id')).toBe(id)
    expect(await hook.list()).toMatchObject([
      { id, state: 'delivered', attempts: 1, lastStatus: 204, eventType: 'order.created' },
    ])
    expect(await hook.show(id)).toMatchObject({
      payload: '{"name":"é"}',
      payloadEncoding: 'utf-8',
      attemptList: [{ number: 1, status: 204, failure: null, isOver: true }],
    })
  })

  it('are tried again on schedule, over evictions, with the same id and another timestamp', async () => {
    const hook = await published()
    answer = () => new Response('not today', { status: 500 })
    await hook.call()
    await attempted(hook)
    const [waiting] = await hook.list()
    expect(waiting).toMatchObject({ state: 'pending', lastFailure: 'status', lastStatus: 500 })
    const inMs = Date.parse(waiting.nextAttemptAt) - Date.now()
    expect(inMs).toBeGreaterThan(3_590_000)
    expect(inMs).toBeLessThanOrEqual(3_600_000 * 1.2)
    await evictDurableObject(hook.stub)
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime(Date.parse(waiting.nextAttemptAt) + 1)
    answer = () => new Response('ok')
    expect(await runDurableObjectAlarm(hook.stub)).toBe(true)
    await attempted(hook, 2)
    expect(await hook.list()).toMatchObject([{ state: 'delivered', attempts: 2 }])
    const [first, second] = got.map(({ headers }) => headers)
    expect(second?.get('webhook-id')).toBe(first?.get('webhook-id'))
    expect(second?.get('webhook-timestamp')).not.toBe(first?.get('webhook-timestamp'))
    const detail = await hook.show(waiting.id)
    expect(detail.attemptList).toMatchObject([
      { responseBody: 'not today' },
      { responseBody: 'ok' },
    ])
  })

  it('have failed when the schedule is over; replayed, they are sent at once with the same id', async () => {
    const hook = await published({ deliverySchedule: [0] })
    answer = () => new Response(null, { status: 503 })
    await hook.call('{"n":1}')
    await hook.call('{"n":2}')
    await until(async () => (await hook.list('?state=failed')).length === 2, 5_000)
    answer = () => new Response(null, { status: 200 })
    const [newest, oldest] = await hook.list()
    expect((await viewer.post(`${hook.path}/deliveries/${newest.id}/replay`)).status).toBe(403)
    expect((await editor.post(`${hook.path}/deliveries/${newest.id}/replay`)).status).toBe(200)
    await until(async () => (await hook.list('?state=delivered')).length === 1, 5_000)
    const future = { since: new Date(Date.now() + 60_000).toISOString() }
    expect((await editor.post(`${hook.path}/replay`, future)).body).toMatchObject({ replayed: 0 })
    const past = { since: oldest.createdAt }
    expect((await editor.post(`${hook.path}/replay`, past)).body).toEqual({
      replayed: 1,
      hasMore: false,
    })
    await until(async () => (await hook.list('?state=delivered')).length === 2, 5_000)
    expect(got.filter(({ headers }) => headers.get('webhook-id') === oldest.id)).toHaveLength(2)
    const actions = (await auditOf(hook.id)).map(({ action }) => action)
    expect(actions.filter((action) => action === 'webhook.replay').length).toBeGreaterThanOrEqual(2)
  })

  it('go where the live version says when they are replayed, signed with its secrets', async () => {
    const hook = await published({ deliverySchedule: [0], secrets: ['broken'] })
    await hook.call()
    await until(async () => (await hook.list('?state=failed')).length === 1, 5_000)
    expect(got).toEqual([])
    const [failed] = await hook.list()
    expect((await hook.show(failed.id)).attemptList).toMatchObject([
      { failure: 'secret', error: 'The secret broken is no signing secret (whsec_… or whsk_…)' },
    ])
    const { body: endpoint, headers } = await owner.get(`/endpoints/${hook.id}`)
    const [integration] = endpoint.config.integrations
    const config = {
      ...endpoint.config,
      integrations: [{ ...integration, endpoint: `${receiver}/new`, secrets: ['fresh'] }],
    }
    await owner.put(`/endpoints/${hook.id}`, config, { 'if-match': headers.get('etag') ?? '' })
    await owner.post(`/endpoints/${hook.id}/publish`, {})
    await owner.post(`${hook.path}/deliveries/${failed.id}/replay`)
    await until(async () => (await hook.list('?state=delivered')).length === 1, 5_000)
    expect(await hook.list()).toMatchObject([{ url: `${receiver}/new`, attempts: 2 }])
  })

  it('count a redirect as a failure and follow none', async () => {
    const hook = await published({ deliverySchedule: [0] })
    answer = () => new Response(null, { status: 307, headers: { location: 'http://127.0.0.1/' } })
    await hook.call()
    await until(async () => (await hook.list('?state=failed')).length === 1, 5_000)
    expect(got).toHaveLength(1)
    expect(await hook.list()).toMatchObject([{ lastFailure: 'redirect', lastStatus: 307 }])
  })

  it('keep 2,048 bytes of what the receiver answers, and no secret it repeats', async () => {
    const hook = await published()
    answer = () => new Response(`${fresh} ${'x'.repeat(100_000)}`)
    await hook.call()
    await hook.settled()
    const [delivery] = await hook.list()
    const { attemptList } = await hook.show(delivery.id)
    expect(attemptList[0].responseBody).toHaveLength(2_048)
    expect(attemptList[0]).toMatchObject({ isCut: true })
    const everything = JSON.stringify([attemptList, delivery, await hook.receiver()])
    for (const secret of [fresh, old]) {
      expect(everything).not.toContain(secret)
      expect(everything).not.toContain(secret.slice('whsec_'.length))
    }
    const stored = await runInDurableObject(hook.stub, (_object, { storage }) =>
      JSON.stringify(
        ['delivery', 'attempt'].map((t) => storage.sql.exec(`SELECT * FROM ${t}`).toArray()),
      ),
    )
    expect(stored).not.toContain(fresh.slice('whsec_'.length))
  })

  it('are made again when the object died while one was under way', async () => {
    const hook = await published()
    answer = () => new Response(null, { status: 500 })
    await hook.call()
    await attempted(hook)
    // As a dead object leaves it: journalled, and nobody to tell how it ended.
    await runInDurableObject(hook.stub, async (_object, { storage }) => {
      storage.sql.exec("UPDATE delivery SET state = 'sending', attempts = 2, due_at = 0")
      storage.sql.exec('INSERT INTO attempt (delivery, number, started_at) VALUES (1, 2, 0)')
      await storage.setAlarm(Date.now() + 60_000)
    })
    answer = () => new Response(null, { status: 200 })
    expect(await runDurableObjectAlarm(hook.stub)).toBe(true)
    await until(async () => (await hook.list('?state=delivered')).length === 1, 5_000)
    const [delivery] = await hook.list()
    expect((await hook.show(delivery.id)).attemptList).toMatchObject([
      { failure: 'status' },
      { failure: 'interrupted' },
      { failure: null, status: 200 },
    ])
    expect(got).toHaveLength(2)
  })

  it('of one receiver go out while another one hangs', async () => {
    const slow = await published({ endpoint: `${receiver}/slow` })
    const quick = await published({ endpoint: `${receiver}/quick` })
    answer = (request) =>
      request.url.endsWith('/slow')
        ? new Promise((resolve) => setTimeout(() => resolve(new Response()), 3_000))
        : new Response()
    await Promise.all(Array.from({ length: 12 }, (_, n) => slow.call(`{"n":${n}}`)))
    await Promise.all(Array.from({ length: 12 }, (_, n) => quick.call(`{"n":${n}}`)))
    await until(async () => (await quick.list('?state=delivered')).length === 12, 2_000)
    const { counts } = await slow.receiver()
    expect(counts.delivered).toBe(0)
    // So many at once, and no more.
    expect(counts.sending).toBe(6)
    await until(async () => (await slow.receiver()).counts.delivered === 12, 10_000)
  }, 30_000)
})

describe('a receiver', () => {
  it('that answers 410 is disabled and gets nothing; enabled, it gets what waited', async () => {
    const hook = await published()
    answer = () => new Response(null, { status: 410 })
    await hook.call()
    await attempted(hook)
    expect(await hook.receiver()).toMatchObject({ state: 'disabled', reason: 'gone', by: null })
    answer = () => new Response()
    expect((await hook.call('{"n":2}')).status).toBe(202)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(got).toHaveLength(1)
    expect(await hook.list()).toMatchObject([
      { state: 'pending', attempts: 0, nextAttemptAt: null },
      { state: 'pending', attempts: 1, lastFailure: 'gone', nextAttemptAt: null },
    ])
    await until(
      async () =>
        (await auditOf(hook.id)).some(
          (entry) => entry.action === 'webhook.disable' && JSON.stringify(entry).includes('Ecluse'),
        ),
      5_000,
    )
    expect((await viewer.post(hook.path, { state: 'enabled' })).status).toBe(403)
    expect((await editor.post(hook.path, { state: 'enabled' })).body).toMatchObject({
      state: 'enabled',
      reason: null,
    })
    await until(async () => (await hook.list('?state=delivered')).length === 2, 5_000)
    expect((await auditOf(hook.id)).map(({ action }) => action)).toContain('webhook.enable')
  })

  it('that an operator disables waits, too', async () => {
    const hook = await published()
    await editor.post(hook.path, { state: 'disabled' })
    await hook.call()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(got).toEqual([])
    expect(await hook.receiver()).toMatchObject({
      state: 'disabled',
      reason: 'operator',
      by: 'editor',
      counts: { pending: 1 },
    })
  })

  it('that has done nothing but fail for 5 days is disabled', async () => {
    const hook = await published({ deliverySchedule: [0, 172_800, 172_800, 172_800] })
    answer = () => new Response(null, { status: 500 })
    await hook.call()
    await attempted(hook)
    vi.useFakeTimers({ toFake: ['Date'] })
    for (let attempt = 2; attempt <= 4; attempt += 1) {
      /* oxlint-disable no-await-in-loop -- one attempt after the other */
      const [waiting] = await hook.list()
      expect((await hook.receiver()).state).toBe('enabled')
      vi.setSystemTime(Date.parse(waiting.nextAttemptAt) + 1)
      await runDurableObjectAlarm(hook.stub)
      await attempted(hook, attempt)
      /* oxlint-enable no-await-in-loop */
    }
    expect(await hook.receiver()).toMatchObject({ state: 'disabled', reason: 'failing' })
  })

  it('whose queue is full refuses what is new, clearly, and loses nothing', async () => {
    const hook = await published()
    await editor.post(hook.path, { state: 'disabled' })
    await hook.call('{"n":0}')
    await runInDurableObject(hook.stub, (_object, { storage }) => {
      storage.sql.exec(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
          INSERT INTO delivery (id, state, due_at, payload_bytes, event_type, step, attempts, created_at, url, plan, headers, payload)
          SELECT 'msg_' || i, state, due_at, payload_bytes, event_type, step, attempts, created_at, url, plan, headers, payload FROM delivery, n`,
      )
    })
    await evictDurableObject(hook.stub)
    const refused = await hook.call('{"n":1}')
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toBe('60')
    expect(await refused.json()).toMatchObject({ code: 'webhook_queue_full' })
    expect((await hook.receiver()).counts).toMatchObject({ pending: 10_000 })
  })
})

describe('the lists of deliveries', () => {
  it('are paged, filtered, and for roles that may see them', async () => {
    const hook = await published()
    for (let n = 0; n < 5; n += 1)
      // oxlint-disable-next-line no-await-in-loop -- in an order
      await hook.call(`{"n":${n}}`)
    await until(async () => (await hook.list('?state=delivered')).length === 5, 5_000)
    const ids: string[] = []
    let query = '?limit=2'
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- page after page
      const { body } = await viewer.get(`${hook.path}/deliveries${query}`)
      ids.push(...body.items.map(({ id }: { id: string }) => id))
      if (body.nextCursor === undefined) break
      query = `?limit=2&cursor=${body.nextCursor}`
    }
    expect(ids).toEqual((await hook.list()).map(({ id }: { id: string }) => id))
    expect(await hook.list('?state=failed')).toEqual([])
    // What callers sent is for those who may edit the endpoint.
    expect((await viewer.get(`${hook.path}/deliveries/${ids[0]}`)).status).toBe(403)
    expect((await owner.get(`${hook.path}/deliveries/msg_no`)).status).toBe(404)
    expect((await owner.get(`/endpoints/${hook.id}/webhooks/other/deliveries`)).status).toBe(404)
  })

  it('know which endpoint uses a signing secret, so it cannot be deleted', async () => {
    await published({ secrets: ['fresh', 'old'] })
    expect((await owner.delete('/secrets/old')).status).toBe(409)
  })
})
