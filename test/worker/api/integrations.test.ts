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

// Nothing answers in this suite but with a 599 that names the host.
const orders = (more: object = {}) => ({
  id: 'orders',
  name: 'Orders',
  type: 'http',
  endpoint: 'https://one.example/orders',
  ...more,
})
const create = async (config: object = orders()) =>
  (await editor.post('/integrations', config)).body.id as string
const save = (id: string, config: object) =>
  editor.put(`/integrations/${id}`, config, { 'if-match': '*' })
const using = (integration: string, more: Record<string, unknown> = {}) =>
  sampleConfig({ integrations: [{ id: 'up', type: 'shared', integration }], response: {}, ...more })

async function published(config: Record<string, unknown>) {
  const { body } = await editor.post('/endpoints', config)
  const done = await editor.post(`/endpoints/${body.id}/publish`, {})
  if (done.status !== 200) throw new Error(JSON.stringify(done.body))
  return { id: body.id as string, call: () => answerOf(config) }
}
async function answerOf(config: Record<string, unknown>) {
  const path = String(config['path']).replace('{id}', '1')
  const answer = await exports.default.fetch(`${origin}/api/custom${path}`)
  return answer.status === 599 ? answer.text() : `status ${answer.status}`
}
const republish = (id: string, ...endpoints: string[]) =>
  editor.post(`/integrations/${id}/republish`, { endpoints })
const usage = async (id: string) => (await viewer.get(`/integrations/${id}/usage`)).body.items

describe('a shared integration', () => {
  it('is created, read, changed with its ETag, listed and deleted, each audited', async () => {
    const created = await editor.post('/integrations', orders())
    expect([created.status, created.headers.get('etag')]).toEqual([201, '"1"'])
    expect(created.body).toMatchObject({ name: 'Orders', type: 'http', host: 'one.example' })
    const path = `/integrations/${created.body.id}`
    const saved = await editor.put(path, orders({ timeout: 500 }), { 'if-match': '"1"' })
    expect([saved.status, saved.body.revision, saved.body.config.timeout]).toEqual([200, 2, 500])
    const late = await editor.put(path, orders(), { 'if-match': '"1"' })
    expect([late.status, late.body.code]).toEqual([412, 'revision_mismatch'])
    expect((await editor.put(path, orders())).status).toBe(428)
    const same = await editor.put(path, orders({ timeout: 500 }), { 'if-match': '"2"' })
    expect(same.body.revision).toBe(2)
    const { items } = (await viewer.get('/integrations?q=one.example&limit=200')).body
    expect(items.map((item: { id: string }) => item.id)).toContain(created.body.id)
    expect((await editor.delete(path)).status).toBe(204)
    expect((await viewer.get(path)).status).toBe(404)
    const audit = (await owner.get(`/audit?targetId=${created.body.id}`)).body.items
    expect(audit.map((item: { action: string }) => item.action)).toEqual([
      'integration.delete',
      'integration.save',
      'integration.create',
    ])
  })

  it('is looked at by viewers and changed by editors', async () => {
    const id = await create()
    expect((await viewer.get(`/integrations/${id}`)).status).toBe(200)
    expect((await viewer.post('/integrations', orders())).status).toBe(403)
    expect((await viewer.put(`/integrations/${id}`, orders(), { 'if-match': '*' })).status).toBe(
      403,
    )
    expect((await viewer.delete(`/integrations/${id}`)).status).toBe(403)
    const body = { endpoints: ['ep_x'] }
    expect((await viewer.post(`/integrations/${id}/republish`, body)).status).toBe(403)
  })

  it.each([
    ['a host that may not be called', orders({ endpoint: 'ftp://one.example/' }), '/endpoint'],
    [
      'a secret that does not exist',
      orders({ authentication: { type: 'bearer', token: 'no-such' } }),
      '/authentication/token',
    ],
    ['another shared integration', { id: 'a', type: 'shared', integration: 'int_x' }, '/type'],
    [
      'a condition, which each endpoint has for itself',
      orders({ condition: 'true' }),
      '/condition',
    ],
    ['that it need not succeed', orders({ required: false }), '/required'],
  ])('refuses %s, pointing into it', async (_, config, pointer) => {
    const answer = await editor.post('/integrations', config)
    expect([answer.status, answer.body.details[0].pointer]).toEqual([422, pointer])
  })
})

describe('an endpoint that uses a shared integration', () => {
  it('says itself when it is called, and keeps that when the integration is renewed', async () => {
    const id = await create()
    const own = { condition: 'request.query.call = "yes"', required: false, default: '"none"' }
    const use = { id: 'up', type: 'shared', integration: id, ...own }
    const endpoint = await published(using(id, { integrations: [use] }))
    await save(id, orders({ endpoint: 'https://two.example/orders' }))
    await republish(id, endpoint.id)
    const { body } = await viewer.get(`/endpoints/${endpoint.id}/versions/2`)
    expect(body.config.integrations).toEqual([use])
  })

  it('answers with what it was when it was published, until it is renewed', async () => {
    const id = await create()
    const endpoint = await published(using(id))
    expect(await endpoint.call()).toBe('blocked:one.example')
    await save(id, orders({ endpoint: 'https://two.example/orders' }))
    expect(await endpoint.call()).toBe('blocked:one.example')
    expect(await usage(id)).toMatchObject([
      { id: endpoint.id, live: { version: 1, revision: 1, ids: ['up'] }, draft: { ids: ['up'] } },
    ])
    const answer = await republish(id, endpoint.id)
    expect(answer.body).toMatchObject({
      revision: 2,
      items: [{ id: endpoint.id, outcome: 'renewed', version: 2 }],
    })
    expect(await endpoint.call()).toBe('blocked:two.example')
    expect((await republish(id, endpoint.id)).body.items[0].outcome).toBe('current')
    await editor.post(`/endpoints/${endpoint.id}/rollback`, { version: 1 })
    expect(await endpoint.call()).toBe('blocked:one.example')
    const version = (await viewer.get(`/endpoints/${endpoint.id}/versions/1`)).body
    expect(version.config.integrations).toEqual([
      { id: 'up', required: true, type: 'shared', integration: id },
    ])
    expect(version.sharedIntegrations).toMatchObject([
      {
        id: 'up',
        integration: id,
        revision: 1,
        config: { endpoint: 'https://one.example/orders' },
      },
    ])
  })

  it('keeps its draft when it is renewed: only the integration changes', async () => {
    const id = await create()
    const config = using(id)
    const endpoint = await published(config)
    const draft = { ...config, response: { status: 201 } }
    await editor.put(`/endpoints/${endpoint.id}`, draft, { 'if-match': '*' })
    await save(id, orders({ endpoint: 'https://two.example/orders' }))
    await republish(id, endpoint.id)
    const after = (await viewer.get(`/endpoints/${endpoint.id}`)).body
    expect(after).toMatchObject({ liveVersion: 2, hasUnpublishedChanges: true })
    expect(after.config.response.status).toBe(201)
    const live = (await viewer.get(`/endpoints/${endpoint.id}/versions/2`)).body
    expect(live.config.response.status).toBeUndefined()
    expect(await endpoint.call()).toBe('blocked:two.example')
  })

  it('that would fail is named and left alone, and the others are renewed', async () => {
    const id = await create()
    const fits = await published(using(id, { path: '/shared-fits/{order}' }))
    const misfits = await published(using(id, { path: '/shared-misfits' }))
    await save(id, orders({ endpoint: 'https://two.example/{{ request.params.order }}' }))
    const { items } = (await republish(id, fits.id, misfits.id)).body
    const outcomes = Object.fromEntries(
      items.map((item: { id: string; outcome: string }) => [item.id, item.outcome]),
    )
    expect(outcomes).toEqual({ [fits.id]: 'renewed', [misfits.id]: 'refused' })
    const refused = items.find((item: { id: string }) => item.id === misfits.id)
    expect(refused.issues).toMatchObject([
      { pointer: '/integrations/0/integration', code: 'unknown_parameter' },
    ])
    expect(await misfits.call()).toBe('blocked:one.example')
    const audit = (await owner.get(`/audit?targetId=${id}`)).body.items
    expect(audit[0]).toMatchObject({
      action: 'integration.republish',
      details: { revision: 2, endpoints: [fits.id, misfits.id] },
    })
  })

  it('is refused with a pointer when it names what does not exist, or says what is not its own', async () => {
    const missing = await editor.post('/endpoints', using('int_none'))
    expect(missing.body.details).toMatchObject([
      { pointer: '/integrations/0/integration', code: 'unknown_shared_integration' },
    ])
    const id = await create()
    const overriding = [{ id: 'up', type: 'shared', integration: id, headers: {} }]
    const more = await editor.post('/endpoints', using(id, { integrations: overriding }))
    expect(more.body.details).toMatchObject([
      { pointer: '/integrations/0/headers', code: 'unknown_field' },
    ])
    const forged = { shared: { up: { integration: id, revision: 9 } } }
    const claimed = await editor.post('/endpoints', using(id, forged))
    expect(claimed.body.details).toMatchObject([{ pointer: '/shared', code: 'unknown_field' }])
  })

  it('is tested with the shared integration as it is now', async () => {
    const id = await create()
    const { body } = await editor.post('/endpoints', using(id))
    await save(id, orders({ endpoint: 'https://two.example/orders' }))
    const test = await editor.post(`/endpoints/${body.id}/test`, { request: {} })
    expect(test.body.response.body).toBe('blocked:two.example')
  })

  it('keeps the shared integration from being deleted, by draft or live version', async () => {
    const id = await create()
    const config = using(id)
    const endpoint = await published(config)
    await editor.put(
      `/endpoints/${endpoint.id}`,
      { ...config, integrations: [] },
      { 'if-match': '*' },
    )
    const refused = await editor.delete(`/integrations/${id}`)
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      expect.stringContaining(endpoint.id),
    ])
    await editor.post(`/endpoints/${endpoint.id}/publish`, {})
    expect((await editor.delete(`/integrations/${id}`)).status).toBe(204)
    const back = await editor.post(`/endpoints/${endpoint.id}/rollback`, { version: 1 })
    expect(back.status).toBe(200)
    expect(await endpoint.call()).toBe('blocked:one.example')
  })
})

describe('a check of another revision', () => {
  it('tells what each endpoint would notice, who reads it, and what would fail', async () => {
    const id = await create(orders({ headers: { 'x-tenant': 'a' }, method: 'GET' }))
    const reading = { body: '{{ integrations.up.status }}' }
    const endpoint = await published(using(id, { response: reading }))
    const config = orders({
      endpoint: 'https://two.example/{{ integrations.user.body.id }}',
      method: 'POST',
      expectedStatuses: ['2xx'],
    })
    const { body } = await viewer.post('/integrations/check', { config, id })
    expect(body).toMatchObject({ valid: true, endpointCount: 1 })
    const [effect] = body.endpoints
    expect(effect.changes.map((change: { code: string }) => change.code)).toEqual([
      'method_changed',
      'origin_changed',
      'header_removed',
      'statuses_narrowed',
    ])
    expect(effect.readers).toEqual(['/response/body'])
    const reasons = (issues: { code: string }[]) => issues.map((issue) => issue.code)
    expect(reasons(effect.issues)).toEqual(['unknown_integration'])
    expect(reasons(effect.draftIssues)).toEqual(['unknown_integration'])
    expect((await viewer.get(`/integrations/${id}`)).body.revision).toBe(1)
    expect(effect.id).toBe(endpoint.id)
  })
})

describe('T60 a shared integration with a secret', () => {
  const bound = (allowedOrigins: string[]) =>
    owner.put('/secrets/shared-token', { value: 'v', allowedOrigins })
  const withToken = (endpoint: string) =>
    orders({ endpoint, authentication: { type: 'bearer', token: 'shared-token' } })

  it('is bound to its origins: neither saved for another host, nor renewed once it is bound elsewhere', async () => {
    await bound(['https://one.example'])
    const id = await create(withToken('https://one.example/a'))
    const endpoint = await published(using(id))
    const moved = await save(id, withToken('https://evil.example/a'))
    expect(moved.body.details).toMatchObject([
      { pointer: '/authentication/token', code: 'secret_not_bound' },
    ])
    await save(id, withToken('https://one.example/b'))
    await bound(['https://two.example'])
    const { items } = (await republish(id, endpoint.id)).body
    expect(items).toMatchObject([{ outcome: 'refused', issues: [{ code: 'secret_not_bound' }] }])
  })

  it('is told by its secret, which cannot be deleted though no endpoint names it', async () => {
    const allowedOrigins = ['https://one.example']
    await owner.put('/secrets/only-shared', { value: 'v', allowedOrigins })
    const authentication = { type: 'bearer', token: 'only-shared' }
    const id = await create(orders({ authentication }))
    const { items } = (await owner.get('/secrets?limit=200')).body
    const secret = items.find((item: { name: string }) => item.name === 'only-shared')
    expect(secret).toMatchObject({ usedBy: [], usedByIntegrations: [{ id, name: 'Orders' }] })
    const deleted = await owner.delete('/secrets/only-shared')
    expect([deleted.status, deleted.body.detail]).toEqual([409, expect.stringContaining(id)])
    await editor.delete(`/integrations/${id}`)
    expect((await owner.delete('/secrets/only-shared')).status).toBe(204)
  })
})

describe('the circuit breaker of a shared integration', () => {
  it('is one for all endpoints: what one learns the other heeds', async () => {
    const circuitBreaker = {
      enabled: true,
      minimumNumberOfCalls: 5,
      waitDurationInOpenState: 60_000,
    }
    const id = await create(orders({ circuitBreaker }))
    const [first, second] = [await published(using(id)), await published(using(id))]
    const breakers = async (endpoint: string) =>
      (await viewer.get(`/endpoints/${endpoint}/breakers`)).body.items
    await Promise.all(Array.from({ length: 6 }, first.call))
    await until(async () => (await breakers(second.id))[0].state === 'open', 5_000)
    expect(await breakers(second.id)).toMatchObject([
      { integrationId: 'up', sharedIntegration: id },
    ])
    await until(async () => (await second.call()) === 'status 503', 3_000)
  })
})
