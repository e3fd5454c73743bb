import { afterAll, beforeAll, expect, test } from 'vitest'

import { startGateway, type TestGateway } from '../support/gateway.ts'
import { clients, IdentityProvider } from '../support/identity-provider.ts'
import { until } from '../support/until.ts'

const audience = 'https://api.example'

let idp: IdentityProvider
let gateway: TestGateway
beforeAll(async () => {
  idp = await IdentityProvider.start()
  gateway = await startGateway()
  await gateway.api.call('PUT', '/secrets/login-client', {
    value: clients.gateway,
    allowedOrigins: [idp.issuer],
  })
  const { issuer, jwksUrl } = idp
  const introspection = { clientId: 'gateway', clientSecret: 'login-client', cacheSeconds: 1 }
  const jwt = {
    algorithms: ['RS256'],
    keys: { source: 'jwks', url: jwksUrl },
    issuer: [issuer],
    audience: [audience],
    typ: ['at+jwt'],
    requiredScopes: ['orders:read'],
  }
  const settings = { issuer, audience: [audience], requiredScopes: ['orders:read'] }
  await publish('/jwt', { type: 'jwt', settings: jwt })
  await publish('/oauth2', { type: 'oauth2', settings })
  await publish('/opaque', {
    type: 'oauth2',
    settings: { ...settings, token: 'opaque', introspection },
  })
  await publish('/writers', {
    type: 'oauth2',
    settings: { ...settings, requiredScopes: ['orders:write'] },
  })
})
afterAll(async () => {
  await gateway.stop()
  await idp.stop()
})

async function publish(path: string, authentication: object): Promise<void> {
  const config = { name: path, path, method: 'GET', authentication }
  const body = '{{ principal.id & " " & $join(principal.scopes, " ") }}'
  await gateway.publish({ ...config, response: { body } } as never)
}

async function ask(path: string, token: string) {
  const answer = await fetch(`${gateway.gatewayUrl}${path}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  return {
    status: answer.status,
    challenge: answer.headers.get('www-authenticate'),
    text: await answer.text(),
  }
}

test('a certified issuer is understood: JWT access tokens by its keys or its metadata, opaque ones by asking', async () => {
  const jwt = await idp.token(audience, 'jwt')
  const opaque = await idp.token(audience, 'opaque')
  expect(await ask('/jwt', jwt)).toMatchObject({ status: 200, text: '"robot orders:read"' })
  expect(await ask('/oauth2', jwt)).toMatchObject({ status: 200, text: '"robot orders:read"' })
  expect(await ask('/opaque', opaque)).toMatchObject({ status: 200, text: '"robot orders:read"' })
  const poor = await ask('/writers', jwt)
  expect(poor.status).toBe(403)
  expect(poor.challenge).toContain('error="insufficient_scope", scope="orders:write"')
})

test('T10 takes the access token of a user, and neither the ID token nor the refresh token', async () => {
  const statuses: Record<string, number[]> = {}
  for (const form of ['jwt', 'opaque'] as const) {
    const user = await idp.userTokens(audience, form)
    for (const [name, token] of Object.entries(user).filter(([name]) => name.endsWith('_token')))
      statuses[`${form} ${name}`] = [
        (await ask('/jwt', token)).status,
        (await ask('/oauth2', token)).status,
        (await ask('/opaque', token)).status,
      ]
  }
  // A JWT is not asked about: the issuer does not introspect its own (RFC 9068).
  expect(statuses).toEqual({
    'jwt access_token': [200, 200, expect.any(Number)],
    'jwt refresh_token': [401, 401, 401],
    'jwt id_token': [401, 401, expect.any(Number)],
    'opaque access_token': [401, 401, 200],
    'opaque refresh_token': [401, 401, 401],
    'opaque id_token': [401, 401, expect.any(Number)],
  })
  for (const name of ['jwt access_token', 'jwt id_token', 'opaque id_token'])
    expect(statuses[name]?.[2]).not.toBe(200)
})

test('T30 takes no token that the issuer made for another resource', async () => {
  const other = 'https://other.example'
  const [jwt, opaque] = [await idp.token(other, 'jwt'), await idp.token(other, 'opaque')]
  expect((await ask('/jwt', jwt)).status).toBe(401)
  expect((await ask('/oauth2', jwt)).status).toBe(401)
  expect((await ask('/opaque', opaque)).status).toBe(401)
})

test('T28 a token that was revoked at the issuer is refused as soon as the answer about it is old', async () => {
  const token = await idp.token(audience, 'opaque')
  expect((await ask('/opaque', token)).status).toBe(200)
  await idp.revoke(token)
  const revokedAt = Date.now()
  await until(async () => (await ask('/opaque', token)).status === 401, 10_000)
  expect(Date.now() - revokedAt).toBeLessThan(5_000)
})

test('T15 T16 keys are rotated twice, then the issuer goes down', async () => {
  const first = await idp.token(audience, 'jwt')
  expect((await ask('/oauth2', first)).status).toBe(200)
  for (const kid of ['key-1', 'key-2']) {
    await idp.rotate(kid)
    const token = await idp.token(audience, 'jwt')
    // A set that was asked for less than 30 seconds ago is not asked for again.
    await until(async () => (await ask('/oauth2', token)).status === 200, 60_000)
    expect((await ask('/oauth2', first)).status).toBe(200)
  }
  const opaque = await idp.token(audience, 'opaque')
  const unseen = await idp.token(audience, 'jwt')
  await idp.stop()
  expect((await ask('/oauth2', unseen)).status).toBe(200)
  expect((await ask('/opaque', opaque)).status).toBe(503)
  await idp.startAgain()
  await until(async () => (await ask('/opaque', opaque)).status === 200, 15_000)
}, 240_000)
