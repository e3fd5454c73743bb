import { env, exports } from 'cloudflare:workers'
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

describe('consumers', () => {
  it('are created, found, changed with If-Match, and deleted with their keys', async () => {
    const created = await owner.post('/consumers', {
      name: 'Shop 100%',
      scopes: ['orders:read'],
      metadata: { plan: 'pro', seats: 3, trial: false },
    })
    expect(created.status).toBe(201)
    const { id } = created.body
    expect(created.headers.get('location')).toBe(`/api/v1/consumers/${id}`)
    expect(created.body).toMatchObject({ keyCount: 0, lastUsedAt: null, isActive: true })
    const found = await owner.get(`/consumers?search=${encodeURIComponent('100%')}`)
    expect(found.body.items.map((item: { id: string }) => item.id)).toEqual([id])
    expect((await owner.put(`/consumers/${id}`, { name: 'x' })).status).toBe(428)
    const saved = await owner.put(`/consumers/${id}`, { name: 'Shop' }, { 'if-match': '"1"' })
    expect([saved.status, saved.body.name, saved.headers.get('etag')]).toEqual([200, 'Shop', '"2"'])
    const stale = await owner.put(`/consumers/${id}`, { name: 'Late' }, { 'if-match': '"1"' })
    expect(stale.body.code).toBe('revision_mismatch')
    const { id: keyId } = await keyed.key(id)
    expect((await owner.get(`/consumers/${id}`)).body.keyCount).toBe(1)
    expect((await owner.delete(`/consumers/${id}`)).status).toBe(204)
    expect((await owner.get(`/keys/${keyId}/usage`)).status).toBe(404)
    expect((await owner.put(`/consumers/${id}`, { name: 'x' }, { 'if-match': '*' })).status).toBe(
      404,
    )
  })

  it('come in pages that follow each other', async () => {
    for (let n = 0; n < 3; n++) await keyed.consumer({ name: `Page ${n}` })
    const first = (await owner.get('/consumers?search=Page&limit=2')).body
    const second = (await owner.get(`/consumers?search=Page&limit=2&cursor=${first.nextCursor}`))
      .body
    const names = [...first.items, ...second.items].map((item: { name: string }) => item.name)
    expect(names).toEqual(['Page 2', 'Page 1', 'Page 0'])
  })

  it('cannot be given what is not theirs to have', async () => {
    for (const field of ['id', 'revision', 'keyCount', '__proto__']) {
      const answer = await owner.post('/consumers', `{"name":"x","${field}":1}`)
      expect([answer.status, answer.body.details?.[0]?.pointer]).toEqual([422, `/${field}`])
    }
  })
})

describe('keys', () => {
  it('are shown once, work at once, and show who may know no more than that they exist', async () => {
    const { id } = await keyed.consumer()
    const { url } = await keyed.endpoint()
    const issued = await keyed.key(id)
    expect(issued.key).toMatch(/^eck_[\dA-Za-z]{10}_[\dA-Za-z]{49}$/)
    expect(await ask(url, issued.key)).toBe(200)
    const listed = (await owner.get(`/consumers/${id}/keys`)).body.items
    expect(listed).toMatchObject([{ id: issued.id, prefix: issued.prefix, state: 'active' }])
    expect(JSON.stringify(listed)).not.toMatch(/hash|"key"/)
    const viewer = await memberClient(owner, 'viewer')
    expect((await viewer.get(`/consumers/${id}/keys`)).status).toBe(200)
    expect((await viewer.post(`/consumers/${id}/keys`, { name: 'x' })).status).toBe(403)
  })

  it.each([
    [{ expiresAt: '2020-01-01T00:00:00Z' }, '/expiresAt'],
    [{ notBefore: '2099-01-02T00:00:00Z', expiresAt: '2099-01-01T00:00:00Z' }, '/expiresAt'],
    [{ allowedIps: ['10.0.0.256'] }, '/allowedIps/0'],
    [{ allowedIps: ['10.0.0.0/33'] }, '/allowedIps/0'],
    [{ roles: ['ops', 'root'] }, '/roles/1'],
    [{ endpoints: ['ep_nobody'] }, '/endpoints/0'],
  ])('are refused with %j', async (more, pointer) => {
    const { id } = await keyed.consumer()
    const answer = await owner.post(`/consumers/${id}/keys`, { name: 'k', ...more })
    expect([answer.status, answer.body.details[0].pointer]).toEqual([422, pointer])
  })

  it('open the endpoints and carry the roles they are limited to', async () => {
    const { id } = await keyed.consumer()
    const mine = await keyed.endpoint({ authentication: { type: 'api-key', roles: ['ops'] } })
    const other = await keyed.endpoint()
    const limited = await keyed.key(id, { endpoints: [mine.id], roles: ['ops'] })
    const sales = await keyed.key(id, { roles: ['sales'] })
    expect(await ask(mine.url, limited.key)).toBe(200)
    expect(await ask(other.url, limited.key)).toBe('key_not_permitted')
    expect(await ask(mine.url, sales.key)).toBe('insufficient_role')
  })

  it('are replaced with an overlap, in which both work', async () => {
    const { id } = await keyed.consumer()
    const { url } = await keyed.endpoint()
    const old = await keyed.key(id, { roles: ['ops'] })
    const next = await owner.post(`/keys/${old.id}/rotate`, { overlapSeconds: 3_600 })
    expect(next.body).toMatchObject({ name: 'laptop', roles: ['ops'], state: 'active' })
    expect([await ask(url, old.key), await ask(url, next.body.key)]).toEqual([200, 200])
    const [, listed] = (await owner.get(`/consumers/${id}/keys`)).body.items
    expect(listed).toMatchObject({ id: old.id, state: 'retiring', replacedBy: next.body.id })
    expect((await owner.post(`/keys/${old.id}/rotate`, {})).body.code).toBe('conflict')
    const last = await owner.post(`/keys/${next.body.id}/rotate`, { overlapSeconds: 0 })
    expect(await ask(url, last.body.key)).toBe(200)
    await until(async () => (await ask(url, next.body.key)) === 'invalid_api_key', 6_000)
    expect((await owner.post(`/keys/${next.body.id}/rotate`, {})).body.code).toBe('conflict')
  })

  it('are changed, and refused within 5 seconds after they were revoked', async () => {
    const { id } = await keyed.consumer()
    const { url } = await keyed.endpoint()
    const key = await keyed.key(id)
    expect(await ask(url, key.key)).toBe(200)
    const changed = await owner.put(`/keys/${key.id}`, {
      name: 'office',
      allowedIps: ['192.0.2.0/24'],
    })
    expect(changed.body).toMatchObject({ name: 'office', allowedIps: ['192.0.2.0/24'] })
    await until(async () => (await ask(url, key.key)) === 'key_not_permitted', 6_000)
    expect((await owner.delete(`/keys/${key.id}`)).status).toBe(204)
    expect((await owner.delete(`/keys/${key.id}`)).status).toBe(204)
    await until(async () => (await ask(url, key.key)) === 'invalid_api_key', 6_000)
    expect((await owner.put(`/keys/${key.id}`, { name: 'x' })).body.code).toBe('conflict')
    const { items } = (await owner.get('/audit?limit=200')).body
    const actions = items
      .filter((item: { targetId: string }) => item.targetId === key.id)
      .map((item: { action: string }) => item.action)
    expect(actions).toEqual(['key.revoke', 'key.update', 'key.create'])
  }, 20_000)
})

test('T20 no key is anywhere in what is stored, said or logged', async () => {
  const { id } = await keyed.consumer()
  const keys: string[] = []
  for (let n = 0; n < 50; n++) keys.push((await keyed.key(id)).key)
  const tables = await env.DB.prepare(
    "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '_cf_%'",
  ).all<{ name: string }>()
  const stored = []
  for (const { name } of tables.results)
    stored.push((await env.DB.prepare(`select * from "${name}"`).all()).results)
  const names = (await env.CONFIG.list()).keys.map((entry) => entry.name)
  for (const name of names) stored.push(await env.CONFIG.get(name))
  const said = []
  for (const path of [
    '/audit?limit=200',
    `/consumers/${id}/keys?limit=200`,
    '/consumers',
    '/keys?limit=200',
  ])
    said.push((await owner.get(path)).body)
  const everything = JSON.stringify([stored, said])
  expect(everything).toContain(keys[0]?.slice(0, 14))
  expect(keys.filter((key) => everything.includes(key.slice(15, 58)))).toEqual([])
})

it('answers strangers nothing', async () => {
  const answer = await exports.default.fetch(new Request(`${origin}/api/v1/consumers`))
  expect(answer.status).toBe(401)
})
