import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'

import { createServices } from '#worker/services.ts'

import { type Client, memberClient, ownerClient, sampleConfig } from '../../support/client.ts'

let owner: Client
let editor: Client
beforeAll(async () => {
  owner = await ownerClient()
  editor = await memberClient(owner, 'editor')
})

const calling = (endpoint: string, token = 'api-token') =>
  sampleConfig({
    integrations: [{ id: 'up', type: 'http', endpoint, authentication: { type: 'bearer', token } }],
    response: {},
  })
const setSecret = (name: string, allowedOrigins?: readonly string[]) =>
  owner.put(`/secrets/${name}`, { value: 'v', ...(allowedOrigins && { allowedOrigins }) })
const notBound = (origin: string) => ({
  pointer: '/integrations/0/authentication/token',
  code: 'secret_not_bound',
  message: expect.stringContaining(`may not be sent to ${origin};`),
})
/** As an older version left it: sealed without origins. */
const fromBefore = async (name: string) => {
  const { vault } = createServices(env)
  if ('fault' in vault) throw new Error(vault.fault)
  const { sealed, keyId } = await vault.seal(name, 'old value')
  await env.DB.prepare(
    "insert into secret (name, sealed, key_id, updated_by, updated_at) values (?, ?, ?, 'x', 1)",
  )
    .bind(name, sealed, keyId)
    .run()
}

describe('T60 the origins of a secret', () => {
  it('are set with its value, shown, kept by a rotation, and audited', async () => {
    const origins = ['https://api.example.com', 'http://127.0.0.1:9000']
    const set = await setSecret('kept', [...origins, ...origins])
    expect(set.body.allowedOrigins).toEqual(origins)
    expect((await setSecret('kept')).body.allowedOrigins).toEqual(origins)
    const moved = await setSecret('kept', ['https://other.example.com'])
    expect(moved.body.allowedOrigins).toEqual(['https://other.example.com'])
    const { items } = (await owner.get('/audit?targetId=kept')).body
    expect(items[0].details.allowedOrigins).toEqual(['https://other.example.com'])
  })

  it.each([
    'http://api.example.com',
    'https://api.example.com/',
    'https://api.example.com/v1',
    'https://API.example.com',
    'https://*.example.com',
    'https://u@api.example.com',
    'https://api.example.com:443',
    'http://127.0.0.1.example.com',
    'api.example.com',
    'null',
  ])('are refused as %s', async (origin) => {
    const answer = await setSecret('refused', [origin])
    expect([answer.status, answer.body.details?.[0]?.pointer]).toEqual([422, '/allowedOrigins/0'])
  })

  it('cannot be changed without the value, nor by an editor', async () => {
    const allowedOrigins = ['https://evil.example']
    const answer = await owner.put('/secrets/kept', { allowedOrigins })
    expect([answer.status, answer.body.details[0].pointer]).toEqual([422, '/value'])
    const theirs = await editor.put('/secrets/kept', { value: 'v', allowedOrigins })
    expect(theirs.status).toBe(403)
  })

  it('are sealed with the value: a row that was changed opens no more', async () => {
    await setSecret('sealed', ['https://api.example.com'])
    const read = () => createServices(env).compileDeps.auth.secrets.read('sealed', () => undefined)
    expect(await read()).toMatchObject({ value: 'v' })
    const forged = '["https://evil.example"]'
    await env.DB.prepare("update secret set allowed_origins = ? where name = 'sealed'")
      .bind(forged)
      .run()
    expect(await read()).toBe('unavailable')
    await env.DB.prepare("update secret set allowed_origins = null where name = 'sealed'").run()
    expect(await read()).toBe('unavailable')
  })
})

describe('T60 an integration with a secret', () => {
  it('is saved only for an origin of the secret: another host is refused with what to do', async () => {
    await setSecret('api-token', ['https://api.example.com'])
    const created = await editor.post('/endpoints', calling('https://api.example.com/v1'))
    expect(created.status).toBe(201)
    for (const host of [
      'evil.example',
      'api.example.com:8443',
      'api.example.com.',
      'example.com',
    ]) {
      const config = calling(`https://${host}/v1/{{ request.params.id }}`)
      const path = `/endpoints/${created.body.id}`
      const saved = await editor.put(path, config, { 'if-match': '*' })
      expect([saved.status, saved.body.details]).toEqual([422, [notBound(`https://${host}`)]])
      const tested = await editor.post(`${path}/test`, { config, request: { method: 'GET' } })
      expect(tested.body.details).toEqual([notBound(`https://${host}`)])
    }
  })

  it('is not published or rolled back once its secret is bound elsewhere', async () => {
    await setSecret('api-token', ['https://api.example.com'])
    const { id } = (await owner.post('/endpoints', calling('https://api.example.com/v1'))).body
    expect((await owner.post(`/endpoints/${id}/publish`, {})).status).toBe(200)
    await setSecret('api-token', ['https://new.example.com'])
    const published = await owner.post(`/endpoints/${id}/publish`, {})
    expect(published.body.details).toEqual([notBound('https://api.example.com')])
    const rolledBack = await owner.post(`/endpoints/${id}/rollback`, { version: 1 })
    expect(rolledBack.body.details).toEqual([notBound('https://api.example.com')])
  })

  it('of OAuth needs both ends: where the secret goes and where the token goes', async () => {
    await setSecret('client', ['https://login.example.com'])
    const authentication = {
      type: 'oauth2',
      tokenUrl: 'https://login.example.com/token',
      clientId: 'c',
      clientSecret: 'client',
    }
    const integrations = [
      { id: 'up', type: 'http', endpoint: 'https://evil.example/', authentication },
    ]
    const answer = await owner.post('/endpoints', sampleConfig({ integrations, response: {} }))
    expect(answer.body.details).toEqual([
      {
        ...notBound('https://evil.example'),
        pointer: '/integrations/0/authentication/clientSecret',
      },
    ])
  })

  it('is told by its secret, which cannot be deleted', async () => {
    await setSecret('used-here', ['https://api.example.com'])
    const config = calling('https://api.example.com/', 'used-here')
    const { id } = (await owner.post('/endpoints', config)).body
    const deleted = await owner.delete('/secrets/used-here')
    expect([deleted.status, deleted.body.detail]).toEqual([409, expect.stringContaining(id)])
  })
})

describe('a secret of before there were origins', () => {
  const introspecting = (clientSecret: string, url?: string) =>
    sampleConfig({
      authentication: {
        type: 'oauth2',
        settings: {
          issuer: 'https://login.example.com',
          audience: ['a'],
          token: 'opaque',
          introspection: { clientId: 'g', clientSecret, ...(url && { url }) },
        },
      },
    })

  it('still opens and says so, and can be sent nowhere new until it is bound', async () => {
    await fromBefore('legacy')
    const read = createServices(env).compileDeps.auth.secrets.read('legacy', () => undefined)
    expect(await read).toEqual({ value: 'old value', allowedOrigins: null })
    const { items } = (await owner.get('/secrets?limit=200')).body
    const listed = items.find((item: { name: string }) => item.name === 'legacy')
    expect(listed).toMatchObject({ allowedOrigins: null, isReadable: true })
    const pointer = '/authentication/settings/introspection/clientSecret'
    for (const url of [undefined, 'https://login.example.com/introspect']) {
      const refused = await owner.post('/endpoints', introspecting('legacy', url))
      expect(refused.body.details).toMatchObject([{ pointer, code: 'secret_not_bound' }])
    }
    await setSecret('legacy', ['https://login.example.com'])
    expect((await owner.post('/endpoints', introspecting('legacy'))).status).toBe(201)
  })
})
