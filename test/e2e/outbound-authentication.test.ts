import { createHmac } from 'node:crypto'

import { afterAll, beforeAll, expect, it } from 'vitest'

import { startGateway, type TestGateway } from '../support/gateway.ts'
import { clients, IdentityProvider } from '../support/identity-provider.ts'
import { type Origin, startOrigin } from '../support/origin.ts'

let idp: IdentityProvider
let gateway: TestGateway
let origin: Origin
beforeAll(async () => {
  ;[idp, origin, gateway] = await Promise.all([
    IdentityProvider.start(),
    startOrigin(),
    startGateway(),
  ])
  await setSecret('shared', 'the shared secret', [origin.url])
  await setSecret('robot', clients.robot, [origin.url, idp.issuer])
})
afterAll(() => Promise.all([gateway.stop(), idp.stop(), origin.stop()]))

const setSecret = (name: string, value: string, allowedOrigins: readonly string[]) =>
  gateway.api.call('PUT', `/secrets/${name}`, { value, allowedOrigins })

interface Endpoint {
  readonly path: string
  readonly authentication: object
  readonly behaviour?: string
  readonly more?: object
}

function configOf({ path, authentication, behaviour = 'echo', more }: Endpoint) {
  const endpoint = `${origin.url}/${behaviour}`
  const up = { id: 'up', type: 'http', endpoint, authentication, ...more }
  return { name: path, path, method: 'POST', integrations: [up] } as never
}
const publish = (endpoint: Endpoint) => gateway.publish(configOf(endpoint))
const post = (path: string, body = '{"a":1}', headers: Record<string, string> = {}) =>
  fetch(`${gateway.gatewayUrl}${path}`, {
    method: 'POST',
    headers: { authorization: 'Bearer of the caller', ...headers },
    body,
  })
/** What arrived, after the call was answered. */
async function received(path: string) {
  const answer = await post(path)
  expect(answer.status).toBe(200)
  await answer.text()
  return origin.last()
}

it('a service gets the password, token or key it knows, and not the one of the caller', async () => {
  await publish({
    path: '/basic',
    authentication: { type: 'basic', username: 'ada', password: 'shared' },
  })
  await publish({ path: '/bearer', authentication: { type: 'bearer', token: 'shared' } })
  await publish({ path: '/key', authentication: { type: 'api-key', key: 'shared' } })
  const basic = Buffer.from('ada:the shared secret').toString('base64')
  expect((await received('/basic')).headers['authorization']).toBe(`Basic ${basic}`)
  expect((await received('/bearer')).headers['authorization']).toBe('Bearer the shared secret')
  const { headers } = await received('/key')
  expect([headers['x-api-key'], headers['authorization']]).toEqual(['the shared secret', undefined])
})

it('a service that recomputes a signature over what arrived finds the same', async () => {
  await publish({
    path: '/hmac',
    authentication: {
      type: 'hmac',
      secret: 'shared',
      content: '{method} {host}{path} {timestamp} {body}',
    },
  })
  const { method, target, headers, body } = await received('/hmac')
  const content = `${method} ${origin.host}${target} ${headers['x-timestamp']} ${body}`
  const expected = createHmac('sha256', 'the shared secret').update(content).digest('hex')
  expect(headers['x-signature']).toBe(expected)
  expect(Math.abs(Number(headers['x-timestamp']) - Date.now() / 1_000)).toBeLessThan(60)
})

it('a certified authorisation server issues one token for many calls', async () => {
  const authentication = {
    type: 'oauth2',
    tokenUrl: `${idp.issuer}/token`,
    clientId: 'robot',
    clientSecret: 'robot',
    scope: 'orders:read',
    resource: 'https://api.example?jwt',
  }
  await publish({ path: '/oauth2', authentication })
  idp.asked.length = 0
  origin.forget()
  const answers = await Promise.all(Array.from({ length: 20 }, () => post('/oauth2')))
  expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => 200))
  await Promise.all(answers.map((answer) => answer.text()))
  expect(idp.asked).toEqual(['/token'])
  const tokens = new Set(origin.journal.map((call) => call.headers['authorization']))
  expect(tokens.size).toBe(1)
  const [, claims = ''] = String([...tokens][0]).split('.')
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
    iss: idp.issuer,
    client_id: 'robot',
    aud: 'https://api.example',
    scope: 'orders:read',
  })
})

it('T60 a secret that was bound elsewhere meanwhile is sent no more within 5 seconds', async () => {
  await setSecret('moved', 'moved secret', [origin.url])
  await publish({ path: '/moved', authentication: { type: 'bearer', token: 'moved' } })
  await received('/moved')
  await setSecret('moved', 'moved secret', ['https://elsewhere.example'])
  await new Promise((resolve) => setTimeout(resolve, 5_500))
  origin.forget()
  const answer = await post('/moved')
  expect([answer.status, (await answer.json()) as object]).toMatchObject([
    502,
    { code: 'upstream_authentication_failed' },
  ])
  expect(origin.journal).toEqual([])
})

it('T87 T91 no secret reaches an answer, a trace, the log, an export or the audit, whatever fails', async () => {
  const canary = `canary${crypto.randomUUID()}`
  const closed = 'http://127.0.0.1:9'
  await setSecret('canary', canary, [origin.url, idp.issuer, closed])
  await setSecret('canary-unsendable', `${canary}\n`, [origin.url])
  const oauth2 = { type: 'oauth2', clientId: 'robot', clientSecret: 'canary' }
  const kinds: object[] = [
    { type: 'basic', username: 'a', password: 'canary' },
    { type: 'bearer', token: 'canary' },
    { type: 'bearer', token: 'canary-unsendable' },
    { type: 'api-key', key: 'canary' },
    { type: 'api-key', in: 'query', name: 'k', key: 'canary' },
    { type: 'hmac', secret: 'canary' },
    {
      type: 'aws-sigv4',
      accessKeyId: 'A',
      secretAccessKey: 'canary',
      sessionToken: 'canary',
      region: 'eu-west-1',
      service: 's3',
    },
    { ...oauth2, tokenUrl: `${idp.issuer}/token` },
    { ...oauth2, tokenUrl: `${closed}/token`, clientAuthentication: 'client_secret_post' },
    { ...oauth2, tokenUrl: `${origin.url}/html` },
  ]
  const ways: Omit<Endpoint, 'authentication' | 'path'>[] = [
    { behaviour: 'silence' },
    { behaviour: 'reset-before-headers' },
    { behaviour: 'status-999' },
    { behaviour: 'redirect-metadata' },
    { behaviour: 'thousand-headers' },
    { behaviour: 'html', more: { expectedStatuses: ['401'] } },
  ]
  const sinks: string[] = []
  const note = (value: unknown) => void sinks.push(JSON.stringify(value))
  for (const [k, authentication] of kinds.entries())
    for (const [w, way] of ways.entries()) {
      const path = `/canary/${k}/${w}`
      const more = { timeout: 500, ...way.more }
      const endpoint = { path, authentication, ...way, more }
      const id = await publish(endpoint)
      const answer = await post(path)
      note([answer.status, [...answer.headers], await answer.text().catch(String)])
      const request = { method: 'POST', body: '{}' }
      note(await gateway.api.call('POST', `/endpoints/${id}/test`, { request }))
      note(await gateway.api.call('GET', `/endpoints/${id}`))
    }
  const { api } = gateway
  for (const path of ['/audit?limit=200', '/secrets?limit=200', '/kinds'])
    note(await api.call('GET', path))
  note(await (await fetch(`${gateway.gatewayUrl}/openapi.json`)).text())
  note(gateway.logs)
  expect(sinks.length).toBe(kinds.length * ways.length * 3 + 5)
  const forms = [canary, Buffer.from(`a:${canary}`).toString('base64')]
  expect(sinks.filter((text) => forms.some((form) => text.includes(form)))).toEqual([])
  // And the canary was really sent where it may be.
  expect(JSON.stringify(origin.journal)).toContain(canary)
}, 120_000)
