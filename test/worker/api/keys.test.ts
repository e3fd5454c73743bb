import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it, test } from 'vitest'

import { type Client, memberClient, origin, ownerClient } from '../../support/client.ts'
import { ask, Keyed } from '../../support/keyed.ts'
import { until } from '../../support/until.ts'

let owner: Client
let keyed: Keyed
beforeAll(async () => {
  owner = await ownerClient()
  keyed = new Keyed(owner)
})

const list = async (query = '') => (await owner.get(`/keys${query}`)).body
const named = async (query: string) =>
  (await list(query)).items.map((item: { name: string }) => item.name)
const dayBefore = (days: number) =>
  new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)

describe('all keys', () => {
  it('come newest first with whose they are, page after page', async () => {
    const [ada, bea] = [await keyed.consumer({ name: 'Ada P.' }), await keyed.consumer()]
    for (const [id, name] of [
      [ada.id, 'page-1'],
      [bea.id, 'page-2'],
      [ada.id, 'page-3'],
    ])
      await keyed.key(id, { name })
    const first = await list('?search=page-&limit=2')
    expect(first.items).toMatchObject([
      { name: 'page-3', consumer: { id: ada.id, name: 'Ada P.', isActive: true } },
      { name: 'page-2', consumer: { id: bea.id } },
    ])
    const rest = await list(`?search=page-&limit=2&cursor=${first.nextCursor}`)
    expect(rest.items.map((item: { name: string }) => item.name)).toEqual(['page-1'])
    expect(rest.nextCursor).toBeUndefined()
    expect(await named(`?consumerId=${bea.id}`)).toEqual(['page-2'])
  })

  it('are found by their name, their prefix and the name of their consumer, signs and all', async () => {
    const { id } = await keyed.consumer({ name: 'Zoë 100%' })
    const key = await keyed.key(id, { name: 'findable_one' })
    await keyed.key((await keyed.consumer()).id, { name: 'findableXone' })
    for (const text of ['FINDABLE_one', key.prefix, '100%'])
      expect(await named(`?search=${encodeURIComponent(text)}`)).toEqual(['findable_one'])
  })

  it('are chosen by the state they show', async () => {
    const { id } = await keyed.consumer({ name: 'States' })
    await keyed.key(id, { name: 'active' })
    await keyed.key(id, { name: 'pending', notBefore: '2099-01-01T00:00:00Z' })
    const old = await keyed.key(id, { name: 'retiring' })
    await owner.post(`/keys/${old.id}/rotate`, {})
    const revoked = await keyed.key(id, { name: 'revoked' })
    await owner.delete(`/keys/${revoked.id}`)
    const expired = await keyed.key(id, { name: 'expired', expiresAt: '2099-01-01T00:00:00Z' })
    await env.DB.prepare('update consumer_key set expires_at = 1 where id = ?')
      .bind(expired.id)
      .run()
    const all = (await list('?search=States')).items as { id: string; state: string }[]
    expect(all).toHaveLength(6)
    for (const state of ['active', 'pending', 'retiring', 'expired', 'revoked']) {
      const found = (await list(`?search=States&state=${state}`)).items
      expect(found).toEqual(all.filter((key) => key.state === state))
      expect(found.length).toBe(state === 'active' ? 2 : 1)
    }
    expect((await owner.get('/keys?state=gone')).status).toBe(400)
  })

  it('say how often each was used on each of the last 14 days', async () => {
    const key = await keyed.key((await keyed.consumer()).id, { name: 'counted' })
    for (const [day, requests] of [
      [dayBefore(0), 7],
      [dayBefore(13), 3],
      [dayBefore(14), 100],
    ])
      await env.DB.prepare('insert into consumer_key_usage values (?, ?, ?, 0)')
        .bind(key.id, day, requests)
        .run()
    const [shown] = (await list('?search=counted')).items
    expect(shown.requestsPerDay).toEqual([3, ...Array.from({ length: 12 }, () => 0), 7])
  })

  it('tell viewers what they may know, and strangers nothing', async () => {
    const key = await keyed.key((await keyed.consumer()).id, { name: 'seen' })
    const viewer = await memberClient(owner, 'viewer')
    const seen = await viewer.get('/keys?search=seen')
    expect(seen.body.items).toMatchObject([{ id: key.id, prefix: key.prefix }])
    expect(JSON.stringify(seen.body)).not.toMatch(/hash|"key"/)
    viewer.cookie = undefined
    expect((await viewer.get('/keys')).status).toBe(401)
  })
})

describe('T23 a network that holds every address', () => {
  const create = async (more: object) => {
    const { id } = await keyed.consumer()
    return owner.post(`/consumers/${id}/keys`, { name: 'k', ...more })
  }

  it.each(['0.0.0.0/0', '::/0', '10.1.2.3/0', '::ffff:0.0.0.0/96', '0::0/0'])(
    '%s is refused until someone says that it is meant',
    async (network) => {
      const allowedIps = ['192.0.2.1', network]
      const refused = await create({ allowedIps })
      expect([refused.status, refused.body.details]).toMatchObject([
        422,
        [{ pointer: '/allowedIps/1', code: 'confirmation_required' }],
      ])
      const meant = await create({ allowedIps, confirmEveryAddress: true })
      expect([meant.status, meant.body.allowedIps]).toEqual([201, allowedIps])
      const again = await owner.put(`/keys/${meant.body.id}`, { name: 'k', allowedIps })
      expect(again.body.details[0].code).toBe('confirmation_required')
    },
  )

  it('is no excuse for a network that is none', async () => {
    const answer = await create({ allowedIps: ['10.0.0.0/33'], confirmEveryAddress: true })
    expect(answer.body.details[0].pointer).toBe('/allowedIps/0')
  })
})

describe('the example of a new key', () => {
  it('is an endpoint it opens, the easiest to call first', async () => {
    const { id } = await keyed.consumer({ roles: ['example'], scopes: ['read'] })
    const other = await keyed.endpoint()
    const settings = { in: 'query', name: 'key', requiredScopes: ['read'] }
    const authentication = { type: 'api-key', settings, roles: ['example'] }
    const mine = await keyed.endpoint({ path: '/example', authentication })
    const { key, example } = await keyed.key(id, { endpoints: [other.id, mine.id] })
    const path = '/example'
    const url = `${origin}/api/custom/example`
    expect(example).toEqual({ method: 'GET', url, path, in: 'query', name: 'key' })
    expect(await ask(`${url}?key=${key}`)).toBe(200)
    const poor = await keyed.consumer({ roles: [], scopes: ['read'] })
    expect((await keyed.key(poor.id, { endpoints: [mine.id] })).example).toBeNull()
    await owner.post(`/endpoints/${mine.id}/disable`)
    expect((await keyed.key(id, { endpoints: [mine.id] })).example).toBeNull()
  })
})

test('a key shows what it was used for, and who was refused', async () => {
  const { id } = await keyed.consumer()
  const roles = ['nobody']
  const guarded = await keyed.endpoint({ authentication: { type: 'api-key', roles } })
  const { id: endpointId, url } = await keyed.endpoint()
  const key = await keyed.key(id)
  await ask(url, key.key)
  await ask(url, key.key)
  await ask(url, 'eck_guess')
  expect(await ask(guarded.url, key.key)).toBe('insufficient_role')
  const usage = async () => (await owner.get(`/keys/${key.id}/usage`)).body.items[0]?.requests
  await until(async () => (await usage()) === 3, 15_000)
  expect((await owner.get(`/consumers/${id}`)).body.lastUsedAt).not.toBeNull()
  const failures = async (query: string) =>
    (await owner.get(`/authentication-failures?${query}`)).body.items
  const guess = { kind: 'api-key', reason: 'malformed_key', ipAddress: '203.0.113.7', count: 1 }
  expect(await failures(`endpointId=${endpointId}`)).toMatchObject([guess])
  const forbidden = { reason: 'insufficient_role', keyPrefix: key.prefix, endpointId: guarded.id }
  for (const filter of [
    'reason=insufficient_role',
    `search=${key.prefix}`,
    `endpointId=${guarded.id}`,
  ])
    expect(await failures(filter)).toMatchObject([forbidden])
  expect(await failures('search=203.0.113.7&kind=api-key')).toHaveLength(2)
  expect(await failures('kind=jwt')).toEqual([])
  expect(await failures('reason=revoked')).toEqual([])
}, 30_000)
