import { exportJWK, exportSPKI, generateKeyPair } from 'jose'
import { beforeEach, describe, expect, it, test } from 'vitest'

import { bearer, part, reasonOf, TokenWorld } from '../../support/token-world.ts'

let world: TokenWorld
beforeEach(async () => {
  world = await TokenWorld.create()
})

describe('a token', () => {
  it('opens the endpoint, and the upstream learns who calls but not the token', async () => {
    const { outcome, received, trace } = await world.caller()(bearer(await world.token()))
    expect(outcome).toBe(200)
    expect(received?.headers.get('x-consumer-id')).toBe('ada')
    expect(received?.headers.get('authorization')).toBeNull()
    expect(trace.find((span) => span.stage === 'authenticate')?.detail).toMatchObject({
      subject: 'ada',
      algorithm: 'ES256',
      kid: 'one',
      issuer: world.issuer.url,
      source: world.issuer.jwksUrl,
    })
  })

  it('is forwarded when the endpoint says so', async () => {
    const text = await world.token()
    const { received } = await world.caller({ forwardCredential: true })(bearer(text))
    expect(received?.headers.get('authorization')).toBe(`Bearer ${text}`)
  })

  it('is asked for when it is missing, by RFC 6750', async () => {
    for (const headers of [{}, { authorization: 'Basic YTpi' }, { authorization: 'Bearer' }]) {
      const { outcome, rejection } = await world.caller()({ headers })
      expect(outcome).toBe('credentials_required')
      expect(rejection?.headers?.['www-authenticate']).toBe('Bearer realm="ecluse"')
    }
  })

  it('that is refused is answered with invalid_token, without saying what was compared', async () => {
    const { outcome, rejection } = await world.caller()(
      bearer(await world.token({ aud: 'https://other' })),
    )
    expect(outcome).toBe('invalid_token')
    expect(rejection?.headers?.['www-authenticate']).toBe(
      'Bearer realm="ecluse", error="invalid_token", error_description="The token is not for this endpoint"',
    )
  })

  it('gives roles and scopes by the claims the endpoint names', async () => {
    const claims = {
      realm_access: { roles: ['ops'] },
      'https://shop.example/scopes': ['a', 'b'],
      user: { id: 'u1' },
    }
    const settings = {
      subjectClaim: 'user.id',
      rolesClaim: 'realm_access.roles',
      scopesClaim: 'https://shop.example/scopes',
      requiredScopes: ['a', 'b'],
    }
    const passed = await world.caller(settings, ['ops'])(bearer(await world.token(claims)))
    expect(passed.outcome).toBe(200)
    expect(passed.received?.headers.get('x-consumer-id')).toBe('u1')
    const poor = await world.caller({ requiredScopes: ['b'] })(
      bearer(await world.token({ scope: 'a c' })),
    )
    expect(poor.outcome).toBe('insufficient_scope')
    expect(poor.rejection?.headers?.['www-authenticate']).toContain(
      'error="insufficient_scope", scope="b"',
    )
    expect(
      (await world.caller({}, ['ops'])(bearer(await world.token({ roles: 'dev' })))).outcome,
    ).toBe('insufficient_role')
  })

  it('is not taken from the query, and not when it stands there as well', async () => {
    const text = await world.token()
    const call = world.caller()
    expect((await call({ search: `?access_token=${text}` })).outcome).toBe('credentials_required')
    const both = await call({ ...bearer(text), search: `?access_token=${text}` })
    expect(both.outcome).toBe('ambiguous_credentials')
    expect((await call(bearer(`${text}, Bearer ${text}`))).outcome).toBe('ambiguous_credentials')
  })

  it('is verified once and then remembered, for the endpoint that verified it only', async () => {
    const ports = world.known.ports()
    const text = await world.token()
    const here = world.callerIn(ports)
    const there = world.callerIn(ports, { audience: ['https://other.example'] })
    const how = async () => (await here(bearer(text))).trace[0]?.detail['how']
    expect([await how(), await how()]).toEqual(['verified', 'memory'])
    expect((await there(bearer(text))).outcome).toBe('invalid_token')
    expect(await how()).toBe('memory')
  })

  it('is refused while nobody knows the keys, and the trace says why', async () => {
    world.issuer.instead = () =>
      new Response('<html>', { headers: { 'content-type': 'text/html' } })
    const { outcome, trace, rejection } = await world.caller()(bearer(await world.token()))
    expect(outcome).toBe('authentication_unavailable')
    expect(rejection?.headers?.['retry-after']).toBe('1')
    expect(trace[0]?.detail).toMatchObject({
      refusedFor: 'unavailable',
      source: world.issuer.jwksUrl,
    })
    expect(String(trace[0]?.detail['fault'])).toContain('JSON')
    world.issuer.instead = () => Promise.reject(new Error('internal error; reference = 7x'))
    const unreachable = await world.caller()(bearer(await world.token()))
    expect(unreachable.trace[0]?.detail['fault']).toBe('It cannot be reached')
  })

  it('that is wrong is recorded, and slows the address down when it may be a guess', async () => {
    const call = world.caller()
    world.known.throttle = () => 30_000
    await call(bearer(await world.token({ exp: world.seconds - 60 })))
    expect((await call(bearer(await world.token()))).outcome).toBe(200)
    await call(bearer(`${part({ alg: 'ES256' })}.${part({})}.AAAA`))
    expect(world.known.failures.map(({ kind, reason }) => `${kind} ${reason}`)).toEqual([
      'jwt expired',
      'jwt wrong_signature',
    ])
    expect((await call(bearer(await world.token({ jti: 'other' })))).outcome).toBe(
      'too_many_attempts',
    )
  })
})

describe('keys', () => {
  it('may be a JWK, a PEM or a certificate of the configuration', async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
    const text = await world
      .signer()
      .setProtectedHeader({ alg: 'RS256', kid: 'whatever' })
      .sign(privateKey)
    for (const keys of [
      { source: 'jwk', jwk: await exportJWK(publicKey) },
      { source: 'pem', pem: await exportSPKI(publicKey) },
    ])
      expect((await world.caller({ keys })(bearer(text))).outcome).toBe(200)
    const other = await world.issuer.token(world.known.nowMs, 'one')
    const call = world.caller({ keys: { source: 'pem', pem: await exportSPKI(publicKey) } })
    expect((await call(bearer(other))).outcome).toBe('invalid_token')
  })

  it('may be a shared secret, which is forgotten as soon as it changes', async () => {
    const secret = 's'.repeat(32)
    world.known.setSecret('shared', secret)
    const text = await world
      .signer()
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(secret))
    const call = world.caller({
      algorithms: ['HS256'],
      keys: { source: 'secret', secret: 'shared' },
    })
    expect((await call(bearer(text))).outcome).toBe(200)
    expect((await call(bearer(text))).trace[0]?.detail['how']).toBe('memory')
    world.known.setSecret('shared', 't'.repeat(32))
    world.known.nowMs += 5_001
    expect((await call(bearer(text))).outcome).toBe('invalid_token')
    world.known.setSecret('shared', undefined)
    world.known.nowMs += 5_001
    const gone = await call(bearer(text))
    expect(gone.outcome).toBe('authentication_unavailable')
    expect(gone.trace[0]?.detail['fault']).toBe('The secret shared is missing')
  })
})

test('required claims are compared exactly, and a bound token is refused', async () => {
  const call = world.caller({
    requiredClaims: { tenant: 'acme', 'user.verified': true, amr: null },
  })
  const claims = { tenant: 'acme', user: { verified: true }, amr: ['pwd'] }
  expect((await call(bearer(await world.token(claims)))).outcome).toBe(200)
  for (const wrong of [{ tenant: 'Acme' }, { user: { verified: 'true' } }, { amr: undefined }])
    expect((await call(bearer(await world.token({ ...claims, ...wrong })))).outcome).toBe(
      'invalid_token',
    )
  const bound = await world.token({ cnf: { jkt: 'x' } })
  expect(reasonOf(await world.caller()(bearer(bound)))).toBe('bound_token')
})
