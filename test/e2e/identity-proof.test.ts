import { generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { clients, IdentityProvider } from '../support/identity-provider.ts'
import { startTokenGateway } from '../support/token-gateway.ts'

const audience = 'https://api.example'
const requestsInAll = 50_000
const secondMs = 1_000
const minuteMs = 60 * secondMs
/** What docs/kinds/auth promises. */
const promised = { keyRemovedMs: 10 * minuteMs, newKeyMs: 30 * secondMs, revokedMs: 10 * secondMs }

/** A token that must be accepted in one span of time, must be refused from another time on, and may be either in between. */
interface Sample {
  readonly what: string
  readonly path: '/jwt' | '/oauth2' | '/opaque'
  readonly token: string
  readonly acceptedFrom: number
  acceptedUntil: number
  refusedFrom: number
}

let idp: IdentityProvider
let other: IdentityProvider
beforeAll(async () => {
  idp = await IdentityProvider.start()
  other = await IdentityProvider.start()
})
afterAll(async () => {
  await idp.stop()
  await other.stop()
})

test('T15 T16 T28 50,000 mixed requests through rotation, revocation and outage: no wrong accept', async () => {
  let aheadMs = 0
  const now = () => Date.now() + aheadMs
  const ask = startTokenGateway({
    now,
    secrets: { gateway: clients.gateway },
    endpoints: endpoints(),
  })
  const samples = await forgeries()
  const good: Sample[] = []
  const add = async (acceptedFrom: number) => {
    const added = await issued(acceptedFrom)
    good.push(...added)
    samples.push(...added)
    return added
  }
  const count = { requests: 0, accepted: 0, refused: 0, wrongAccepts: 0, wrongRefusals: 0 }
  let isUp = true
  const random = numbers(20_261_127)

  /** `requests` requests in a span of virtual time. */
  const run = async (requests: number, spanMs: number) => {
    const steps = Math.max(1, Math.round(requests / 100))
    for (let step = 0; step < steps; step++) {
      await Promise.all(Array.from({ length: Math.round(requests / steps) }, one))
      aheadMs += spanMs / steps
    }
  }
  const one = async () => {
    // Half of the requests carry a token that is or was good.
    const from = random() < 0.5 ? good : samples
    const sample = from[Math.floor(random() * from.length)]
    if (sample === undefined) throw new Error('no samples')
    const before = now()
    const status = await ask(sample.path, sample.token)
    count.requests += 1
    count[status === 200 ? 'accepted' : 'refused'] += 1
    if (status === 200 && before >= sample.refusedFrom) count.wrongAccepts += 1
    const mustPass = before >= sample.acceptedFrom && now() < sample.acceptedUntil
    const needsIssuer = sample.path === '/opaque' && !isUp
    if (status !== 200 && mustPass && !needsIssuer) count.wrongRefusals += 1
  }

  const first = await add(now())
  await run(8_000, 2 * minuteMs)

  await idp.rotate('key-1')
  const second = await add(now() + promised.newKeyMs)
  await run(6_000, 4 * minuteMs)
  idp.retireOldKeys()
  for (const sample of first)
    if (sample.path !== '/opaque') end(sample, now(), promised.keyRemovedMs)
  await run(6_000, 12 * minuteMs)

  await idp.rotate('key-2')
  await add(now() + promised.newKeyMs)
  idp.retireOldKeys()
  for (const sample of second)
    if (sample.path !== '/opaque') end(sample, now(), promised.keyRemovedMs)
  await run(6_000, 12 * minuteMs)

  for (const sample of first)
    if (sample.path === '/opaque') {
      await idp.revoke(sample.token)
      end(sample, now(), promised.revokedMs)
    }
  await run(6_000, 2 * minuteMs)

  await idp.stop()
  isUp = false
  await run(10_000, 10 * minuteMs)
  await idp.startAgain()
  isUp = true
  aheadMs += 31 * secondMs
  await run(requestsInAll - count.requests, 2 * minuteMs)

  console.log(`identity proof: ${JSON.stringify(count)}`)
  expect(count.requests).toBe(requestsInAll)
  expect(count.wrongAccepts).toBe(0)
  expect(count.wrongRefusals).toBe(0)
  expect(count.accepted).toBeGreaterThan(requestsInAll / 4)
  expect(count.refused).toBeGreaterThan(requestsInAll / 4)
}, 300_000)

function endpoints() {
  const endpoint = (path: string, authentication: object) =>
    ({ name: path, path, method: 'GET', authentication, response: { body: 'ok' } }) as never
  const { issuer, jwksUrl } = idp
  const introspection = { clientId: 'gateway', clientSecret: 'gateway' }
  return [
    endpoint('/jwt', {
      type: 'jwt',
      settings: {
        algorithms: ['RS256'],
        keys: { source: 'jwks', url: jwksUrl },
        issuer: [issuer],
        audience: [audience],
        typ: ['at+jwt'],
      },
    }),
    endpoint('/oauth2', { type: 'oauth2', settings: { issuer, audience: [audience] } }),
    endpoint('/opaque', {
      type: 'oauth2',
      settings: { issuer, audience: [audience], token: 'opaque', introspection },
    }),
  ]
}

/** Tokens as the issuer gives them out now, good until something happens to them. */
async function issued(acceptedFrom: number): Promise<Sample[]> {
  const made: Sample[] = []
  const sample = (path: Sample['path'], token: string, what: string): Sample => ({
    path,
    token,
    what,
    acceptedFrom,
    acceptedUntil: Number.POSITIVE_INFINITY,
    refusedFrom: Number.POSITIVE_INFINITY,
  })
  for (let each = 0; each < 20; each++) {
    const jwt = await idp.token(audience, 'jwt')
    made.push(sample('/jwt', jwt, 'JWT'), sample('/oauth2', jwt, 'JWT'))
    made.push(sample('/opaque', await idp.token(audience, 'opaque'), 'opaque'))
  }
  return made
}

/** Tokens that must never be accepted. */
async function forgeries(): Promise<Sample[]> {
  const { access_token: foreign } = await other.userTokens(audience, 'jwt')
  const user = await idp.userTokens(audience, 'jwt')
  const jwt = await idp.token(audience, 'jwt')
  const own = await generateKeyPair('RS256')
  const keys = (await (await fetch(idp.jwksUrl)).json()) as { keys: { kid: string; n: string }[] }
  const [key] = keys.keys
  const claims = { iss: idp.issuer, aud: audience, sub: 'eve', client_id: 'robot' }
  const forged = (alg: string) =>
    new SignJWT(claims)
      .setIssuedAt()
      .setExpirationTime('4h')
      .setProtectedHeader({ alg, kid: key?.kid ?? '', typ: 'at+jwt' })
  const [head, body] = jwt.split('.')
  const tokens = {
    'signed with another key': await forged('RS256').sign(own.privateKey),
    'signed with the public key as a secret': await forged('HS256').sign(
      new TextEncoder().encode(key?.n),
    ),
    'without a signature': `${btoa('{"alg":"none","typ":"at+jwt"}').replaceAll('=', '')}.${body}.`,
    'with the signature of another': `${head}.${body}.${foreign.split('.')[2]}`,
    'of another issuer': foreign,
    'of another resource': await idp.token('https://other.example', 'jwt'),
    'opaque, of another resource': await idp.token('https://other.example', 'opaque'),
    'an ID token': user.id_token,
    'a refresh token': user.refresh_token,
    'made up': 'nj_xCq-mAOffQ2ZRkMbEg0QtTdoG0CC0qHTnKLqHVAV',
  }
  return Object.entries(tokens).flatMap(([what, token]) =>
    (['/jwt', '/oauth2', '/opaque'] as const).map((path) => ({
      path,
      token,
      what,
      acceptedFrom: Number.POSITIVE_INFINITY,
      acceptedUntil: 0,
      refusedFrom: 0,
    })),
  )
}

function end(sample: Sample, at: number, withinMs: number): void {
  sample.acceptedUntil = at
  sample.refusedFrom = at + withinMs
}

/** Repeatable numbers in [0, 1) (Lehmer, Park-Miller 1988). */
function numbers(seed: number): () => number {
  let state = seed % 2_147_483_647
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
