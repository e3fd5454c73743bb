import { beforeEach, describe, expect, it, test } from 'vitest'

import { callerOf } from '../../support/caller.ts'
import { FakeIssuer } from '../../support/fake-issuer.ts'
import { audience, bearer, reasonOf, TokenWorld } from '../../support/token-world.ts'

let world: TokenWorld
let issuer: FakeIssuer
beforeEach(async () => {
  world = await TokenWorld.create()
  issuer = world.issuer
  world.known.setSecret('client', 'the client secret')
})

const caller = (settings: Record<string, unknown> = {}, auth = world.known.ports()) =>
  callerOf(
    {
      type: 'oauth2',
      settings: { issuer: issuer.url, audience: [audience], ...settings } as never,
    },
    { auth, now: world.known.now },
  )
const opaque = (more: Record<string, unknown> = {}, settings: Record<string, unknown> = {}) =>
  caller({
    token: 'opaque',
    introspection: { clientId: 'gate:way', clientSecret: 'client', ...more },
    ...settings,
  })
const said = (more: Record<string, unknown> = {}) => ({
  active: true,
  iss: issuer.url,
  aud: audience,
  sub: 'ada',
  scope: 'orders:read',
  exp: world.seconds + 600,
  token_type: 'Bearer',
  ...more,
})
const asks = () => issuer.asked.filter((url) => url.endsWith('/introspect')).length

describe('JWT access tokens', () => {
  it('are verified with the keys the metadata of the issuer names', async () => {
    const { outcome, received } = await caller()(bearer(await world.token()))
    expect(outcome).toBe(200)
    expect(received?.headers.get('x-consumer-id')).toBe('ada')
    expect(issuer.asked).toEqual([
      'https://login.example/.well-known/oauth-authorization-server',
      'https://login.example/.well-known/openid-configuration',
      'https://login.example/jwks',
    ])
  })

  it('are looked for below the path of an issuer that has one', async () => {
    const tenant = new FakeIssuer('https://login.example/tenant-1')
    await tenant.addKey('one')
    world.known.fetch = tenant.fetch
    const call = caller({ issuer: tenant.url })
    const text = await tenant.token(world.known.nowMs, 'one')
    expect((await call(bearer(text))).outcome).toBe(200)
    expect(tenant.asked.slice(0, 2)).toEqual([
      'https://login.example/.well-known/oauth-authorization-server/tenant-1',
      'https://login.example/tenant-1/.well-known/openid-configuration',
    ])
  })

  it('must be of the type of RFC 9068 unless the endpoint says otherwise', async () => {
    const text = await world.token({}, { typ: 'JWT' })
    expect(reasonOf(await caller()(bearer(text)))).toBe('wrong_type')
    expect((await caller({ typ: ['at+jwt', 'JWT'] })(bearer(text))).outcome).toBe(200)
  })

  it('are refused while the metadata is of another issuer, or names no keys', async () => {
    for (const metadata of [
      { ...issuer.metadata, issuer: 'https://login.example/' },
      { ...issuer.metadata, issuer: 'https://evil.example' },
      { issuer: issuer.url },
      [],
    ]) {
      issuer.metadata = metadata as never
      const { outcome, trace } = await caller()(bearer(await world.token()))
      expect(outcome).toBe('authentication_unavailable')
      expect(String(trace[0]?.detail['fault'])).toMatch(/metadata/)
    }
  })

  it('are never verified with keys at a private address, though the metadata names it', async () => {
    issuer.metadata['jwks_uri'] = 'https://169.254.169.254/jwks'
    const { outcome, trace } = await caller()(bearer(await world.token()))
    expect(outcome).toBe('authentication_unavailable')
    expect(String(trace[0]?.detail['fault'])).toContain('private')
    expect(issuer.asked.some((url) => url.includes('169.254'))).toBe(false)
  })
})

test('neither keys nor secrets travel where others can change or read them', async () => {
  for (const name of ['jwks_uri', 'introspection_endpoint']) {
    issuer.metadata[name] = 'http://login.example/x'
    const call = name === 'jwks_uri' ? caller() : opaque()
    const { outcome, trace } = await call(bearer(await world.token()))
    expect(outcome).toBe('authentication_unavailable')
    expect(trace[0]?.detail['fault']).toBe(`Its metadata names a ${name} without https`)
    issuer.metadata[name] = 'https://login.example/x'
  }
  expect(() => caller({ issuer: 'http://login.example' })).toThrow('configuration')
})

describe('opaque tokens', () => {
  it('are asked of the issuer, with the credentials of the client', async () => {
    let sent: Request | undefined
    const play = issuer.fetch
    world.known.fetch = (request) => {
      if (request.url.endsWith('/introspect')) sent = request.clone()
      return play(request)
    }
    issuer.said.set('t0ken', said())
    const { outcome, received } = await opaque()(bearer('t0ken'))
    expect(outcome).toBe(200)
    expect(received?.headers.get('x-consumer-id')).toBe('ada')
    expect(sent?.headers.get('authorization')).toBe(`Basic ${btoa('gate%3Away:the+client+secret')}`)
    expect(await sent?.text()).toBe('token=t0ken&token_type_hint=access_token')
  })

  it('are asked once for all requests that come together', async () => {
    issuer.said.set('t0ken', said())
    const call = opaque()
    await Promise.all(Array.from({ length: 50 }, () => call(bearer('t0ken'))))
    expect(asks()).toBe(1)
  })

  it('of a client that acts for itself name the client', async () => {
    issuer.said.set('t', said({ sub: undefined, client_id: 'robot' }))
    const { received } = await opaque()(bearer('t'))
    expect(received?.headers.get('x-consumer-id')).toBe('robot')
  })

  it('are not asked for when they cannot be tokens', async () => {
    for (const text of ['a"b', 'é', 'x'.repeat(9_000), 'a=b'])
      expect(reasonOf(await opaque()(bearer(text)))).toBe('malformed_token')
    expect(asks()).toBe(0)
  })

  it('need the secret of the client, which is read anew when it changes', async () => {
    issuer.said.set('t', said())
    world.known.setSecret('client', undefined)
    const { outcome, trace } = await opaque()(bearer('t'))
    expect(outcome).toBe('authentication_unavailable')
    expect(trace[0]?.detail['fault']).toBe('The secret client is missing')
  })

  it('and their client secret never show in trace, log or record', async () => {
    issuer.said.set('t0ken-canary', said({ aud: 'https://other' }))
    const results = [
      await opaque()(bearer('t0ken-canary')),
      await opaque()(bearer('t0ken-canary-2')),
    ]
    issuer.instead = () => new Response('broken', { status: 500 })
    results.push(await opaque()(bearer('t0ken-canary')))
    const seen = JSON.stringify([
      results.map(({ trace }) => trace),
      world.known.logged,
      world.known.failures,
    ])
    expect(seen).not.toContain('t0ken-canary')
    expect(seen).not.toContain('the client secret')
  })
})

test('T28 an answer of the issuer is believed for the configured time, never beyond the expiry', async () => {
  issuer.said.set('t', said({ exp: world.seconds + 12 }))
  const call = opaque({ cacheSeconds: 10 }, { leewaySeconds: 0 })
  expect((await call(bearer('t'))).outcome).toBe(200)
  issuer.said.set('t', { active: false })
  for (let second = 0; second < 9; second++) {
    world.known.nowMs += 1_000
    expect((await call(bearer('t'))).outcome).toBe(200)
  }
  expect(asks()).toBe(1)
  world.known.nowMs += 1_001
  const revoked = await call(bearer('t'))
  expect([revoked.outcome, reasonOf(revoked)]).toEqual(['invalid_token', 'inactive'])

  issuer.said.set('u', said({ exp: world.seconds + 3 }))
  expect((await call(bearer('u'))).outcome).toBe(200)
  world.known.nowMs = (world.seconds + 3) * 1_000
  expect((await call(bearer('u'))).outcome).toBe('invalid_token')
})

test('T28 an inactive token is remembered too, and refused without a question', async () => {
  const call = opaque()
  for (let round = 0; round < 20; round++) await call(bearer('made-up'))
  expect(asks()).toBe(1)
  expect(world.known.failures.reduce((sum, { count }) => sum + count, 0)).toBe(20)
})

test('T29 whatever is no clear answer lets nobody in', async () => {
  const answers: Record<string, () => Response | Promise<Response>> = {
    down: () => Promise.reject(new Error('Network connection lost.')),
    'server error': () => Response.json(said(), { status: 500 }),
    unauthorized: () => new Response(null, { status: 401 }),
    html: () => new Response('<html>active</html>'),
    redirect: () => new Response(null, { status: 302, headers: { location: 'https://x.example' } }),
    'active as text': () => Response.json(said({ active: 'true' })),
    'active as number': () => Response.json(said({ active: 1 })),
    'no active': () => Response.json({ sub: 'ada' }),
    list: () => Response.json([said()]),
    null: () => Response.json(null),
    huge: () => Response.json(said({ pad: 'x'.repeat(100_000) })),
    'cut off': () => new Response('{"active":true'),
  }
  const outcomes: Record<string, unknown> = {}
  for (const [name, answer] of Object.entries(answers)) {
    const call = opaque({ url: `${issuer.url}/introspect` })
    issuer.instead = answer
    outcomes[name] = (await call(bearer('t'))).outcome
  }
  expect(outcomes).toEqual(
    Object.fromEntries(Object.keys(answers).map((name) => [name, 'authentication_unavailable'])),
  )
})

test('T29 what the issuer says must be of the right kind', async () => {
  const wrong: Record<string, unknown>[] = [
    { exp: 'tomorrow' },
    { exp: world.seconds - 6 },
    { nbf: world.seconds + 60 },
    { iss: 'https://evil.example' },
    { token_type: 'refresh_token' },
    { token_type: 'DPoP' },
    { sub: 7 },
    { cnf: { jkt: 'x' } },
  ]
  for (const more of wrong) {
    issuer.said.set('t', said(more))
    expect([more, (await opaque()(bearer('t'))).outcome]).toEqual([more, 'invalid_token'])
  }
})

test('T30 takes no token that was issued for another resource', async () => {
  for (const aud of ['https://other', ['https://other'], [], `${audience}/`, undefined]) {
    issuer.said.set('t', said({ aud }))
    expect([aud, (await opaque()(bearer('t'))).outcome]).toEqual([aud, 'invalid_token'])
    const signed = await world.token({ aud, jti: String(aud) })
    expect([aud, (await caller()(bearer(signed))).outcome]).toEqual([aud, 'invalid_token'])
  }
  issuer.said.set('t', said({ aud: ['https://other', audience] }))
  expect((await opaque()(bearer('t'))).outcome).toBe(200)
  issuer.said.set('u', said({ aud: undefined }))
  expect((await opaque({ requireAudience: false })(bearer('u'))).outcome).toBe(200)
})
