import { Buffer } from 'node:buffer'

import { beforeEach, expect, test } from 'vitest'

import { FakeIssuer } from '../../support/fake-issuer.ts'
import { bearer, part, reasonOf, reasonsOf, TokenWorld } from '../../support/token-world.ts'

let world: TokenWorld
beforeEach(async () => {
  world = await TokenWorld.create()
})

test('T01 refuses tokens without a signature, however alg spells none', async () => {
  const claims = part({
    iss: world.issuer.url,
    aud: 'https://api.example',
    sub: 'ada',
    exp: world.seconds + 60,
  })
  const texts = ['none', 'None', 'NONE', 'nOnE', '', null, ['ES256']].flatMap((alg) => [
    `${part({ alg })}.${claims}.`,
    `${part({ alg })}.${claims}.AAAA`,
  ])
  const reasons = await reasonsOf(world.caller(), [...texts, `${part({})}.${claims}.AAAA`])
  expect(new Set(reasons)).toEqual(new Set(['malformed_token', 'algorithm_not_allowed']))
})

test('T07 refuses header fields that would change what the token means', async () => {
  const claims = part({
    iss: world.issuer.url,
    aud: 'https://api.example',
    sub: 'ada',
    exp: world.seconds + 60,
  })
  const raw = (header: string) =>
    `${Buffer.from(header).toString('base64url')}.${claims}.${'A'.repeat(86)}`
  const texts = [
    raw('{"alg":"ES256","kid":"one","crit":["exp"],"exp":1}'),
    raw('{"alg":"ES256","kid":"one","b64":false,"crit":["b64"]}'),
    raw('{"alg":"ES256","kid":"one","b64":true}'),
    raw('{"alg":"ES256","kid":"one","zip":"DEF"}'),
    raw('{"alg":"none","kid":"one","alg":"ES256"}'),
    raw('{"alg":"ES256","kid":"one","\\u0061lg":"ES256"}'),
  ]
  expect(await reasonsOf(world.caller(), texts)).toEqual([
    'unsupported_header',
    'unsupported_header',
    'unsupported_header',
    'unsupported_header',
    'member_twice',
    'member_twice',
  ])
  // Signed by the issuer itself, it is refused all the same.
  expect(await reasonsOf(world.caller(), [await world.token({}, { zip: 'DEF' } as never)])).toEqual(
    ['unsupported_header'],
  )
})

test('T08 judges times to the second, with the leeway and no more, and needs exp', async () => {
  const now = world.seconds
  const call = world.caller({ leewaySeconds: 5 })
  const outcome = async (claims: Record<string, unknown>) =>
    (await call(bearer(await world.token(claims)))).outcome
  const accepted = [
    { exp: now + 1 },
    { exp: now },
    { exp: now - 4 },
    { nbf: now + 5 },
    { iat: now + 600 },
    { exp: now + 0.5 },
  ]
  for (const claims of accepted) expect([claims, await outcome(claims)]).toEqual([claims, 200])
  const refusedOnes = [
    { exp: now - 5 },
    { exp: now - 5.5 },
    { exp: String(now + 60) },
    { exp: -1 },
    { exp: null },
    { exp: 1e308 },
    { exp: undefined },
    { nbf: now + 6 },
    { nbf: 'now' },
    { nbf: -1 },
    { iat: 'yesterday' },
    { iat: 1e300 },
    { iat: [now] },
  ]
  for (const claims of refusedOnes)
    expect([claims, await outcome(claims)]).toEqual([claims, 'invalid_token'])
  const raw = async (exp: string) => {
    const { privateKey } = world.issuer.keys.get('one') ?? (await world.issuer.addKey('x'))
    const head = part({ alg: 'ES256', kid: 'one', typ: 'at+jwt' })
    const body = `{"iss":"${world.issuer.url}","aud":"https://api.example","sub":"ada","exp":${exp}}`
    const input = `${head}.${Buffer.from(body).toString('base64url')}`
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
    const bytes = await crypto.subtle.sign(algorithm, privateKey as never, Buffer.from(input))
    return `${input}.${Buffer.from(bytes).toString('base64url')}`
  }
  expect((await call(bearer(await raw(`${now + 9}`)))).outcome).toBe(200)
  expect((await call(bearer(await raw('1e400')))).outcome).toBe('invalid_token')
  const lasting = world.caller({ requireExp: false })
  expect((await lasting(bearer(await world.token({ exp: undefined })))).outcome).toBe(200)
})

test('T08 a remembered token is refused in the very millisecond it expires', async () => {
  const call = world.caller({ leewaySeconds: 0 })
  const text = await world.token({ exp: world.seconds + 10 })
  await call(bearer(text))
  world.known.nowMs = (world.seconds + 10) * 1_000 - 1
  expect((await call(bearer(text))).outcome).toBe(200)
  world.known.nowMs += 1
  expect((await call(bearer(text))).outcome).toBe('invalid_token')
})

test('T08 refuses what is older than the endpoint allows, and what has no age', async () => {
  const call = world.caller({ maxAgeSeconds: 60, leewaySeconds: 0 })
  const outcome = async (claims: Record<string, unknown>) =>
    (await call(bearer(await world.token(claims)))).outcome
  expect(await outcome({ iat: world.seconds - 60 })).toBe(200)
  expect(await outcome({ iat: world.seconds - 61 })).toBe('invalid_token')
  expect(await outcome({ iat: undefined })).toBe('invalid_token')
  expect(await outcome({ iat: world.seconds + 10 })).toBe('invalid_token')
})

test('T09 compares iss and aud exactly', async () => {
  const { url } = world.issuer
  const issuers = [
    undefined,
    `${url}/`,
    url.toUpperCase(),
    url.slice(0, -1),
    `${url}.evil`,
    [url],
    null,
    { url },
  ]
  const audiences = [
    undefined,
    'https://api.example/',
    'https://API.example',
    'https://api',
    'https://api.example.evil',
    [],
    ['https://other'],
    [['https://api.example']],
    { 0: 'https://api.example' },
    null,
    true,
  ]
  const texts = await Promise.all([
    ...issuers.map((iss) => world.token({ iss })),
    ...audiences.map((aud) => world.token({ aud })),
  ])
  const reasons = await reasonsOf(world.caller(), texts)
  expect(new Set(reasons)).toEqual(new Set(['missing_claim', 'wrong_claim']))
  const list = await world.token({ aud: ['https://other', 'https://api.example'] })
  expect((await world.caller()(bearer(list))).outcome).toBe(200)
})

test('T10 takes no token of another type', async () => {
  const strict = world.caller({ typ: ['at+jwt'] })
  for (const typ of ['at+jwt', 'AT+JWT', 'application/at+jwt'])
    expect((await strict(bearer(await world.token({}, { typ })))).outcome).toBe(200)
  for (const typ of ['JWT', 'logout+jwt', 'dpop+jwt', undefined, '', ['at+jwt'], 'x/at+jwt'])
    expect(reasonOf(await strict(bearer(await world.token({}, { typ: typ as never }))))).toBe(
      'wrong_type',
    )
  for (const typ of ['JWT', 'at+jwt', undefined])
    expect(
      (await world.caller()(bearer(await world.token({}, { typ: typ as never })))).outcome,
    ).toBe(200)
  expect(reasonOf(await world.caller()(bearer(await world.token({}, { typ: 'logout+jwt' }))))).toBe(
    'wrong_type',
  )
})

test('T11 trusts an issuer at its own endpoints only, whatever names its keys have', async () => {
  const other = new FakeIssuer('https://other.example')
  await other.addKey('one')
  world.known.fetch = (request) =>
    request.url.startsWith(other.url) ? other.fetch(request) : world.issuer.fetch(request)
  const ports = world.known.ports()
  const at = ({ url, jwksUrl }: FakeIssuer) =>
    world.callerIn(ports, { keys: { source: 'jwks', url: jwksUrl }, issuer: [url] })
  const [ours, theirs] = [at(world.issuer), at(other)]
  let accepted = 0
  for (let round = 0; round < 500; round++) {
    const claims = { jti: String(round), ...(round % 2 === 0 && { iss: world.issuer.url }) }
    const foreign = await other.token(world.known.nowMs, 'one', claims)
    if ((await ours(bearer(foreign))).outcome === 200) accepted += 1
    if ((await theirs(bearer(await world.token({ jti: String(round) })))).outcome === 200)
      accepted += 1
  }
  expect(accepted).toBe(0)
  expect((await theirs(bearer(await other.token(world.known.nowMs, 'one')))).outcome).toBe(200)
})

test('T11 tells the same subject of two issuers apart', async () => {
  const call = world.caller({ issuer: [world.issuer.url, 'https://second.example'] })
  const [one, two] = [await world.token(), await world.token({ iss: 'https://second.example' })]
  const ids = [await call(bearer(one)), await call(bearer(two))].map(({ received }) =>
    received?.headers.get('x-consumer-id'),
  )
  expect(ids).toEqual([`${world.issuer.url}|ada`, 'https://second.example|ada'])
})

test('T13 accepts one spelling of a token only', async () => {
  const text = await world.token()
  const [head = '', body = '', signature = ''] = text.split('.')
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const unusedBit = (part: string) =>
    part.slice(0, -1) + (alphabet[alphabet.indexOf(part.slice(-1)) ^ 1] ?? '')
  const spellings = [
    `${head}=.${body}.${signature}`,
    `${head}.${body}.${signature}==`,
    `${head}.${body}.${unusedBit(signature)}`,
    `${head}..${signature}`,
    `${text}.`,
    `${text}.${signature}`,
    `.${text}`,
    `${head}.${body}`,
    `${head}.${body}.${signature.replaceAll('-', '+').replaceAll('_', '/')}+`,
    `${head.slice(0, 4)}%20${head.slice(4)}.${body}.${signature}`,
    JSON.stringify({ protected: head, payload: body, signature }),
  ]
  expect(new Set(await reasonsOf(world.caller(), spellings.slice(0, -1)))).toEqual(
    new Set(['malformed_token']),
  )
  const json = { headers: { authorization: `Bearer ${spellings.at(-1)}` } }
  expect((await world.caller()(json)).outcome).toBe('ambiguous_credentials')
  const payload = {
    iss: world.issuer.url,
    aud: 'https://api.example',
    sub: 'ada',
    exp: world.seconds + 60,
    n: '',
  }
  while (Buffer.from(JSON.stringify(payload)).length % 3 === 0) payload.n += 'x'
  const odd = await world.token(payload)
  const [h, p = '', s] = odd.split('.')
  expect(await reasonsOf(world.caller(), [`${h}.${unusedBit(p)}.${s}`])).not.toContain(undefined)
  for (const spaced of [`Bearer ${head} .${body}.${signature}`, `Bearer  ${text}`])
    expect((await world.caller()({ headers: { authorization: spaced } })).outcome).toBe(
      'credentials_required',
    )
})

test('T18 refuses enormous tokens, and writes claims into headers safely', async () => {
  const huge = `${part({ alg: 'ES256', kid: 'one' })}.${part({ pad: 'x'.repeat(64_000) })}.AAAA`
  expect(await reasonsOf(world.caller(), [huge])).toEqual(['malformed_token'])
  let deep: unknown = 'end'
  for (let level = 0; level < 500; level++) deep = [deep]
  expect((await world.caller()(bearer(await world.token({ deep })))).outcome).toBe(200)
  const evil = await world.caller()(
    bearer(await world.token({ sub: 'ada\r\nx-admin: yes\u0000é' })),
  )
  expect(evil.received?.headers.get('x-consumer-id')).toBe('ada%0D%0Ax-admin%3A%20yes%00%C3%A9')
  expect(evil.received?.headers.get('x-admin')).toBeNull()
  for (const sub of [undefined, '', 7, ['ada'], { id: 'ada' }])
    expect(reasonOf(await world.caller()(bearer(await world.token({ sub }))))).toBe('missing_claim')
})
