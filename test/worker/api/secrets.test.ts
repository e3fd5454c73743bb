import { env } from 'cloudflare:workers'
import {
  createExecutionContext,
  createScheduledController,
  waitOnExecutionContext,
} from 'cloudflare:test'
import { beforeAll, describe, expect, it, test, vi } from 'vitest'

import worker from '#worker/index.ts'
import { createServices } from '#worker/services.ts'

import { Client, memberClient, ownerClient, sampleConfig } from '../../support/client.ts'

let owner: Client
beforeAll(async () => {
  owner = await ownerClient()
})

interface MasterKeys {
  readonly MASTER_KEY?: string
  readonly MASTER_KEYS_PREVIOUS?: string
}
const [keyA, keyB] = ['a'.repeat(64), 'b'.repeat(64)]

/** The same installation with the keys an operator gave it. */
const withKeys = (keys: MasterKeys): Env => Object.assign({ ...env, MASTER_KEY: '' }, keys)

/** The owner, at an installation with these keys. */
function ownerAt(keys: MasterKeys): Client {
  const bindings = withKeys(keys)
  const client = new Client(async (request) => {
    const ctx = createExecutionContext()
    const answer = await worker.fetch(request as Parameters<typeof worker.fetch>[0], bindings, ctx)
    await waitOnExecutionContext(ctx)
    return answer
  })
  client.cookie = owner.cookie
  return client
}

/** What an endpoint is given that names the secret, in an isolate that knows nothing yet. */
const readAt = (keys: MasterKeys, name: string) =>
  createServices(withKeys(keys)).compileDeps.auth.secrets.read(name, () => undefined)

const jwtWith = (secret: string) => ({
  type: 'jwt',
  settings: {
    algorithms: ['HS256'],
    keys: { source: 'secret', secret },
    issuer: ['https://login.example.com'],
    audience: ['orders'],
  },
})

/** An endpoint whose draft and live version name these secrets; without `live` it is not published. */
async function endpointNaming(names: { draft?: string; live?: string }, name = 'Orders') {
  const { draft, live } = names
  const config = (secret: string | undefined) =>
    sampleConfig({ name, ...(secret !== undefined && { authentication: jwtWith(secret) }) })
  const { id } = (await owner.post('/endpoints', config(live ?? draft))).body
  if (live === undefined) return id as string
  await owner.post(`/endpoints/${id}/publish`, {})
  await owner.put(`/endpoints/${id}`, config(draft), { 'if-match': '*' })
  return id as string
}

/** Behind the back of the API, which would not allow it. */
const lose = (name: string) => env.DB.prepare('delete from secret where name = ?').bind(name).run()

const listed = async (name: string, client = owner) =>
  (await client.get('/secrets?limit=200')).body.items.find(
    (item: { name: string }) => item.name === name,
  )

describe('a secret', () => {
  it('is set, listed without its value, replaced and deleted', async () => {
    const created = await owner.put('/secrets/partner-hmac', { value: 'first value' })
    expect(created.status).toBe(200)
    expect(created.body).toEqual({
      name: 'partner-hmac',
      updatedBy: 'Olga Owner',
      updatedAt: expect.any(String),
      isReadable: true,
      allowedOrigins: [],
      usedBy: [],
      usedByCount: 0,
      usedByIntegrations: [],
    })
    expect(await listed('partner-hmac')).toEqual(created.body)
    await owner.put('/secrets/partner-hmac', { value: 'second value' })
    const { MASTER_KEY } = env as unknown as { MASTER_KEY: string }
    expect(await readAt({ MASTER_KEY }, 'partner-hmac')).toMatchObject({ value: 'second value' })
    expect((await owner.delete('/secrets/partner-hmac')).status).toBe(204)
    expect(await listed('partner-hmac')).toBeUndefined()
    expect(await readAt({ MASTER_KEY }, 'partner-hmac')).toBe('missing')
    expect((await owner.delete('/secrets/partner-hmac')).body.code).toBe('not_found')
    const { items } = (await owner.get('/audit?targetId=partner-hmac')).body
    expect(items.map((item: { action: string }) => item.action)).toEqual([
      'secret.delete',
      'secret.replace',
      'secret.create',
    ])
  })

  it('is what was sent, to the last blank', async () => {
    const value = ' -----BEGIN\r\n😀\t'.padEnd(8_192, '.')
    await owner.put('/secrets/exact', { value })
    const { MASTER_KEY } = env as unknown as { MASTER_KEY: string }
    expect(await readAt({ MASTER_KEY }, 'exact')).toMatchObject({ value })
  })

  it.each([
    [{ value: '' }, '/value'],
    [{ value: 'x'.repeat(8_193) }, '/value'],
    [{ value: 7 }, '/value'],
    [{}, '/value'],
    ['{"value":"\\ud800"}', '/value'],
    [{ value: 'x', name: 'other' }, '/name'],
  ])('is refused with %j', async (body, pointer) => {
    const answer = await owner.put('/secrets/refused', body)
    expect([answer.status, answer.body.details[0].pointer]).toEqual([422, pointer])
  })

  it.each(['1st', 'with%20space', 'a.b', 'x'.repeat(65), 'é'])(
    'cannot be called %s',
    async (name) => {
      const answer = await owner.put(`/secrets/${name}`, { value: 'x' })
      expect(answer.body.code).toBe('malformed_parameter')
      expect(answer.body.detail).toContain('letters, digits')
    },
  )

  it('comes in pages, by name', async () => {
    for (const name of ['page-b', 'page-a', 'page-c'])
      await owner.put(`/secrets/${name}`, { value: 'x' })
    const names: string[] = []
    let cursor = ''
    do {
      const { body } = await owner.get(`/secrets?limit=2${cursor}`)
      names.push(...body.items.map((item: { name: string }) => item.name))
      cursor = body.nextCursor === undefined ? '' : `&cursor=${body.nextCursor}`
    } while (cursor !== '')
    expect(names).toEqual([...names].sort())
    expect(names.filter((name) => name.startsWith('page-'))).toEqual(['page-a', 'page-b', 'page-c'])
  })

  it('is seen by viewers and set by admins alone', async () => {
    await owner.put('/secrets/guarded', { value: 'x' })
    const viewer = await memberClient(owner, 'viewer')
    const editor = await memberClient(owner, 'editor')
    const admin = await memberClient(owner, 'admin')
    expect(await listed('guarded', viewer)).toMatchObject({ name: 'guarded' })
    expect((await editor.put('/secrets/guarded', { value: 'y' })).body.code).toBe('forbidden')
    expect((await editor.delete('/secrets/guarded')).body.code).toBe('forbidden')
    expect((await admin.put('/secrets/guarded', { value: 'y' })).status).toBe(200)
  })

  it('moves the state of credentials with every change, so that isolates forget it', async () => {
    const generation = async () => {
      const statement = env.DB.prepare('select generation from credential_state')
      return (await statement.first<number>('generation')) ?? 0
    }
    const start = await generation()
    await owner.put('/secrets/moving', { value: 'x' })
    expect(await generation()).toBe(start + 1)
    await owner.put('/secrets/moving', { value: 'y' })
    expect(await generation()).toBe(start + 2)
    await owner.delete('/secrets/moving')
    expect(await generation()).toBe(start + 3)
  })
})

describe('a secret that endpoints name', () => {
  it('tells which, and is kept until neither draft nor live version names it', async () => {
    await owner.put('/secrets/shared', { value: 'x' })
    const draft = await endpointNaming({ draft: 'shared' }, 'Only the draft')
    const live = await endpointNaming({ live: 'shared' }, 'Only the live version')
    const both = await endpointNaming({ draft: 'shared', live: 'shared' }, 'Both')
    expect(await listed('shared')).toMatchObject({
      usedBy: [
        { id: both, name: 'Both', method: 'GET' },
        { id: draft, name: 'Only the draft' },
        { id: live, name: 'Only the live version' },
      ],
      usedByCount: 3,
    })
    for (const id of [draft, live, both]) {
      const refused = await owner.delete('/secrets/shared')
      expect([refused.status, refused.body.code]).toEqual([409, 'conflict'])
      expect(refused.body.detail).toContain(id)
      await owner.delete(`/endpoints/${id}`)
    }
    expect((await owner.delete('/secrets/shared')).status).toBe(204)
  })

  it('counts what it does not list', async () => {
    await owner.put('/secrets/popular', { value: 'x' })
    for (let n = 0; n < 22; n++) await endpointNaming({ draft: 'popular' }, `Popular ${n}`)
    const found = await listed('popular')
    expect([found.usedBy.length, found.usedByCount]).toEqual([20, 22])
    expect((await owner.delete('/secrets/popular')).body.detail).toContain('and 2 more')
  })
})

describe('a configuration that names a secret nobody set', () => {
  const unknown = {
    pointer: '/authentication/settings/keys/secret',
    code: 'unknown_secret',
    message: expect.stringContaining('PUT /api/v1/secrets/nobody'),
  }
  const config = () => sampleConfig({ authentication: jwtWith('nobody') })

  it('is refused on save, and while it is written, with what to do', async () => {
    expect((await owner.post('/endpoints', config())).body.details).toEqual([unknown])
    const { id } = (await owner.post('/endpoints', sampleConfig())).body
    const saved = await owner.put(`/endpoints/${id}`, config(), { 'if-match': '*' })
    expect(saved.body.details).toEqual([unknown])
    const checked = await owner.post('/endpoints/check', { config: config() })
    expect(checked.body).toMatchObject({ valid: false, issues: [unknown], plan: [] })
    const tested = await owner.post(`/endpoints/${id}/test`, {
      config: config(),
      request: { method: 'GET', path: '/x' },
    })
    expect(tested.body.details).toEqual([unknown])
    await owner.put('/secrets/nobody', { value: 'now there is one' })
    const again = await owner.post('/endpoints/check', { config: config() })
    expect(again.body).toMatchObject({ valid: true, issues: [], warnings: [], plan: [] })
    await owner.delete('/secrets/nobody')
  })

  it('is refused on publish and rollback too', async () => {
    await owner.put('/secrets/nobody', { value: 'x' })
    const draft = await endpointNaming({ draft: 'nobody' })
    const live = await endpointNaming({ live: 'nobody' })
    await owner.post(`/endpoints/${live}/publish`, {})
    await lose('nobody')
    const published = await owner.post(`/endpoints/${draft}/publish`, {})
    expect([published.status, published.body.details]).toEqual([422, [unknown]])
    const rolledBack = await owner.post(`/endpoints/${live}/rollback`, { version: 1 })
    expect([rolledBack.status, rolledBack.body.details]).toEqual([422, [unknown]])
    await owner.delete(`/endpoints/${draft}`)
  })

  it('of OAuth introspection is refused as well', async () => {
    const { body } = await owner.post('/endpoints/check', {
      config: sampleConfig({
        authentication: {
          type: 'oauth2',
          settings: {
            issuer: 'https://login.example.com',
            audience: ['orders'],
            introspection: { clientId: 'gateway', clientSecret: 'nobody' },
          },
        },
      }),
    })
    expect(body.issues).toContainEqual({
      ...unknown,
      pointer: '/authentication/settings/introspection/clientSecret',
    })
  })
})

describe('without a master key', () => {
  it.each([
    [{}, 'Set MASTER_KEY'],
    [{ MASTER_KEY: 'too short' }, 'MASTER_KEY must be'],
    [{ MASTER_KEY: keyA, MASTER_KEYS_PREVIOUS: `${keyB}, x` }, 'MASTER_KEYS_PREVIOUS'],
  ])('secrets say what to set (%j), and everything else works', async (keys, words) => {
    const client = ownerAt(keys)
    for (const answer of [
      await client.get('/secrets'),
      await client.put('/secrets/x', { value: 'x' }),
      await client.delete('/secrets/x'),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([503, 'secrets_unavailable'])
      expect(answer.body.detail).toContain(words)
    }
    const { id } = (await client.post('/endpoints', sampleConfig())).body
    expect((await client.post(`/endpoints/${id}/publish`, {})).status).toBe(200)
    expect(await readAt(keys, 'none-of-this-name')).toBe('missing')
  })
})

describe('when the master key is replaced', () => {
  it('the cron seals everything anew, so that the old key can go', async () => {
    await ownerAt({ MASTER_KEY: keyA }).put('/secrets/rotated', { value: 'kept' })
    const during = { MASTER_KEY: keyB, MASTER_KEYS_PREVIOUS: keyA }
    const after = { MASTER_KEY: keyB }
    expect(await readAt(during, 'rotated')).toMatchObject({ value: 'kept' })
    expect(await readAt(after, 'rotated')).toBe('unavailable')
    expect(await listed('rotated', ownerAt(after))).toMatchObject({ isReadable: false })
    await worker.scheduled(createScheduledController(), withKeys(during))
    expect(await readAt(after, 'rotated')).toMatchObject({ value: 'kept' })
    expect(await listed('rotated', ownerAt(after))).toMatchObject({ isReadable: true })
  })

  it('what no key opens is kept, logged, and can be set again', async () => {
    await ownerAt({ MASTER_KEY: keyA }).put('/secrets/locked', { value: 'canary-locked' })
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    await worker.scheduled(createScheduledController(), withKeys({ MASTER_KEY: keyB }))
    const lines = log.mock.calls.flat().join('\n')
    log.mockRestore()
    expect(lines).toContain('"name":"locked"')
    expect(lines).not.toContain('canary-locked')
    expect(await readAt({ MASTER_KEY: keyA }, 'locked')).toMatchObject({ value: 'canary-locked' })
    await ownerAt({ MASTER_KEY: keyB }).put('/secrets/locked', { value: 'new' })
    expect(await readAt({ MASTER_KEY: keyB }, 'locked')).toMatchObject({ value: 'new' })
  })

  it('a row that was tampered with is kept, logged and unavailable', async () => {
    const client = ownerAt({ MASTER_KEY: keyA })
    await client.put('/secrets/mine', { value: 'mine' })
    await client.put('/secrets/yours', { value: 'yours' })
    await env.DB.prepare(
      "update secret set sealed = (select sealed from secret where name = 'yours') where name = 'mine'",
    ).run()
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    expect(await readAt({ MASTER_KEY: keyA }, 'mine')).toBe('unavailable')
    const during = { MASTER_KEY: keyB, MASTER_KEYS_PREVIOUS: keyA }
    await worker.scheduled(createScheduledController(), withKeys(during))
    const lines = log.mock.calls.flat().join('\n')
    log.mockRestore()
    expect(lines).toContain('a secret could not be sealed again')
    expect(await readAt(during, 'yours')).toMatchObject({ value: 'yours' })
  })
})

test('T91 no value is in what is stored, answered or logged', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const canaries = Array.from({ length: 20 }, (_, n) => `canary${n}-${crypto.randomUUID()}`)
  const said: unknown[] = []
  const client = ownerAt({ MASTER_KEY: keyA })
  for (const [n, value] of canaries.entries()) {
    said.push((await client.put(`/secrets/canary-${n}`, { value })).body)
    // Whatever is refused must not repeat what was sent.
    said.push((await client.put(`/secrets/canary-${n}`, { value, extra: value })).body)
    said.push((await client.put(`/secrets/canary-${n}`, { value: [value] })).body)
    said.push((await client.put(`/secrets/canary-${n}`, `{"value":"${value}"`)).body)
    said.push((await client.put('/secrets/1', { value })).body)
    said.push((await ownerAt({}).put(`/secrets/canary-${n}`, { value })).body)
  }
  await client.put('/secrets/canary-0', { value: canaries[0] })
  const id = await endpointNaming({ draft: 'canary-0', live: 'canary-0' })
  const endpoint = (await client.get(`/endpoints/${id}`)).body
  const claims = [{ alg: 'HS256' }, { sub: 'x' }].map((part) => btoa(JSON.stringify(part)))
  for (const at of [client, ownerAt({ MASTER_KEY: keyB }), ownerAt({})]) {
    const headers = {
      authorization: `Bearer ${claims.join('.').replaceAll('=', '')}.${'A'.repeat(43)}`,
    }
    const request = new Request(endpoint.url.replace('{id}', '1'), { headers })
    said.push(await (await at.send(request)).text())
    const run = { request: { method: 'GET', path: endpoint.config.path, headers } }
    said.push((await at.post(`/endpoints/${id}/test`, run)).body)
  }
  await worker.scheduled(
    createScheduledController(),
    withKeys({ MASTER_KEY: keyB, MASTER_KEYS_PREVIOUS: keyA }),
  )
  await readAt({ MASTER_KEY: keyB }, 'canary-0')
  await readAt({ MASTER_KEY: 'c'.repeat(64) }, 'canary-0')
  for (const path of [
    '/secrets?limit=200',
    '/audit?limit=200',
    `/endpoints/${id}`,
    '/openapi.json',
    '/kinds',
  ])
    said.push((await client.get(path)).body)

  const tables = await env.DB.prepare(
    "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '_cf_%'",
  ).all<{ name: string }>()
  const stored: unknown[] = []
  for (const { name } of tables.results)
    stored.push((await env.DB.prepare(`select * from "${name}"`).all()).results)
  for (const { name } of (await env.CONFIG.list()).keys) stored.push(await env.CONFIG.get(name))
  expect(JSON.stringify(said)).toContain('invalid_token')
  expect(JSON.stringify(said)).toContain('authentication_unavailable')
  const everything = JSON.stringify([said, stored, log.mock.calls])
  log.mockRestore()
  expect(everything).toContain('canary-19')
  const leaked = canaries.filter((value) =>
    [value, btoa(value), Array.from(value, (c) => c.charCodeAt(0).toString(16)).join('')].some(
      (form) => everything.includes(form.replace(/=+$/, '')),
    ),
  )
  expect(leaked).toEqual([])
}, 60_000)
