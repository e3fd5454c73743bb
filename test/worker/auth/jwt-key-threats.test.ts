import { Buffer } from 'node:buffer'

import { exportJWK, exportSPKI, generateKeyPair } from 'jose'
import { beforeEach, expect, test } from 'vitest'

import { bearer, part, reasonOf, reasonsOf, TokenWorld } from '../../support/token-world.ts'

let world: TokenWorld
beforeEach(async () => {
  world = await TokenWorld.create()
})

test('T02 refuses a token signed with the public key as HMAC secret', async () => {
  const { publicKey } = await generateKeyPair('RS256', { extractable: true })
  const pem = await exportSPKI(publicKey)
  const jwk = await exportJWK(publicKey)
  const der = Buffer.from(pem.replaceAll(/-----.*-----|\s/g, ''), 'base64')
  const secrets = [pem, pem.trim(), `${pem}\n`, JSON.stringify(jwk), der, String(jwk.n)]
  const call = world.caller({ algorithms: ['RS256'], keys: { source: 'pem', pem } })
  for (const secret of secrets) {
    const text = await world
      .signer()
      .setProtectedHeader({ alg: 'HS256' })
      .sign(typeof secret === 'string' ? new TextEncoder().encode(secret) : new Uint8Array(secret))
    expect(reasonOf(await call(bearer(text)))).toBe('algorithm_not_allowed')
  }
  expect(() =>
    world.caller({ algorithms: ['RS256', 'HS256'], keys: { source: 'pem', pem } }),
  ).toThrow('configuration')
})

test('T03 lets the configuration choose the algorithm, never the token', async () => {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
  const { alg: _alg, ...jwk } = await exportJWK(publicKey)
  const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', privateKey as never)
  const matrix: Record<string, string[]> = {}
  for (const allowed of algorithms) {
    const call = world.caller({ algorithms: [allowed], keys: { source: 'jwk', jwk } })
    matrix[allowed] = []
    for (const alg of algorithms) {
      const hash = `SHA-${alg.slice(2)}`
      const name = alg.startsWith('PS') ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5'
      const key = await crypto.subtle.importKey(
        'pkcs8',
        pkcs8 as ArrayBuffer,
        { name, hash },
        false,
        ['sign'],
      )
      const text = await world.signer().setProtectedHeader({ alg }).sign(key)
      if ((await call(bearer(text))).outcome === 200) matrix[allowed].push(alg)
    }
  }
  expect(matrix).toEqual(Object.fromEntries(algorithms.map((alg) => [alg, [alg]])))
})

test('T04 uses kid as an exact name and nothing else', async () => {
  const kids = [
    '../../one',
    "one' OR '1'='1",
    'o'.repeat(6_000),
    'ONE',
    'one ',
    '__proto__',
    'constructor',
    '',
  ]
  const texts = await Promise.all(kids.map((kid) => world.token({}, { kid })))
  expect(new Set(await reasonsOf(world.caller(), texts))).toEqual(
    new Set(['unknown_key', 'malformed_token']),
  )
  const odd = await Promise.all(
    [['one'], 1, null, {}].map((kid) => world.token({}, { kid: kid as never })),
  )
  expect(new Set(await reasonsOf(world.caller(), odd))).toEqual(new Set(['malformed_kid']))
  const twin = await world.issuer.addKey('two')
  world.issuer.keys.set('other', { ...twin, jwk: { ...twin.jwk, kid: 'one' } })
  expect(await reasonsOf(world.caller(), [await world.token()])).toEqual(['ambiguous_key'])
})

test('T05 T06 never fetches a key a token names, and ignores one it carries', async () => {
  const own = await generateKeyPair('ES256', { extractable: true })
  const jwk = await exportJWK(own.publicKey)
  const call = world.caller()
  for (let round = 0; round < 1_000; round++) {
    const header = { kid: 'one', jku: 'https://evil.example/jwks', x5u: 'https://evil.example/x5u' }
    const text =
      round % 100 === 0
        ? await world
            .signer({ sub: 'eve' })
            .setProtectedHeader({ alg: 'ES256', ...header, jwk, x5c: ['MIIB'] })
            .sign(own.privateKey)
        : `${part({ alg: 'ES256', ...header })}.${part({ sub: `eve${round}` })}.${'A'.repeat(86)}`
    const { outcome } = await call(bearer(text))
    expect(outcome).toBe('invalid_token')
  }
  expect(new Set(world.issuer.asked)).toEqual(new Set([world.issuer.jwksUrl]))
})

test('T12 refuses signatures that are zero, DER, cut, longer, or padded in another way', async () => {
  const text = await world.token()
  const [head, body, signature = ''] = text.split('.')
  const raw = Buffer.from(signature, 'base64url')
  const der = Buffer.concat([
    Buffer.from([0x30, 0x44, 0x02, 0x20]),
    raw.subarray(0, 32),
    Buffer.from([0x02, 0x20]),
    raw.subarray(32),
  ])
  const signatures = [
    Buffer.alloc(64),
    Buffer.concat([Buffer.alloc(32), raw.subarray(32)]),
    Buffer.concat([raw.subarray(0, 32), Buffer.alloc(32)]),
    der,
    raw.subarray(0, 63),
    Buffer.concat([raw, Buffer.alloc(1)]),
    Buffer.concat([Buffer.alloc(1), raw]),
    Buffer.concat([raw.subarray(32), raw.subarray(0, 32)]),
  ]
  const texts = signatures.map((bytes) => `${head}.${body}.${bytes.toString('base64url')}`)
  expect(new Set(await reasonsOf(world.caller(), texts))).toEqual(new Set(['wrong_signature']))
})

test('T12 refuses an RSA signature with another salt length', async () => {
  const { publicKey, privateKey } = await generateKeyPair('PS256', { extractable: true })
  const call = world.caller({
    algorithms: ['PS256'],
    keys: { source: 'jwk', jwk: await exportJWK(publicKey) },
  })
  const claims = {
    iss: world.issuer.url,
    aud: 'https://api.example',
    sub: 'ada',
    exp: world.seconds + 60,
  }
  const input = `${part({ alg: 'PS256' })}.${part(claims)}`
  const outcomes = []
  for (const saltLength of [32, 0, 20, 64]) {
    const algorithm = { name: 'RSA-PSS', saltLength }
    const bytes = await crypto.subtle.sign(algorithm, privateKey as never, Buffer.from(input))
    const text = `${input}.${Buffer.from(bytes).toString('base64url')}`
    outcomes.push((await call(bearer(text))).outcome)
  }
  expect(outcomes).toEqual([200, 'invalid_token', 'invalid_token', 'invalid_token'])
})

test('T14 refuses weak keys when they are configured, and skips them in a key set', async () => {
  const rsa = async (bits: number) => {
    const { publicKey } = await generateKeyPair('RS256', { extractable: true, modulusLength: bits })
    return exportJWK(publicKey)
  }
  const good = await rsa(2_048)
  const weak = [
    await crypto.subtle
      .generateKey(
        {
          name: 'RSASSA-PKCS1-v1_5',
          hash: 'SHA-256',
          modulusLength: 1_024,
          publicExponent: new Uint8Array([1, 0, 1]),
        },
        true,
        ['sign', 'verify'],
      )
      .then((pair) =>
        crypto.subtle.exportKey('jwk', (pair as never as { publicKey: never }).publicKey),
      ),
    { ...good, e: 'AQ' },
    { ...good, e: 'Ag' },
    { ...good, d: 'AQAB' },
    { ...good, use: 'enc' },
    { kty: 'oct', k: 'c'.repeat(43) },
    { kty: 'EC', crv: 'secp256k1', x: 'AA', y: 'AA' },
    { kty: 'RSA' },
  ]
  for (const jwk of weak)
    expect(() => world.caller({ algorithms: ['RS256'], keys: { source: 'jwk', jwk } })).toThrow(
      'configuration',
    )
  for (const pem of ['nonsense', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'])
    expect(() => world.caller({ keys: { source: 'pem', pem } })).toThrow('configuration')
  world.issuer.instead = () =>
    Response.json({
      keys: [
        ...weak.map((jwk) => ({ ...(jwk as object), kid: 'one' })),
        world.issuer.keys.get('one')?.jwk,
      ],
    })
  expect((await world.caller()(bearer(await world.token()))).outcome).toBe(200)
  const rsa2048 = await world.issuer.addKey('rsa', 'RS256')
  world.issuer.instead = () =>
    Response.json({
      keys: [...weak.map((jwk) => ({ ...(jwk as object), kid: 'rsa' })), rsa2048.jwk],
    })
  const signed = await world.issuer.token(world.known.nowMs, 'rsa')
  expect((await world.caller()(bearer(signed))).outcome).toBe(200)
  world.known.setSecret('short', 's'.repeat(31))
  const call = world.caller({ algorithms: ['HS256'], keys: { source: 'secret', secret: 'short' } })
  const text = await world
    .signer()
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode('s'.repeat(31)))
  expect((await call(bearer(text))).outcome).toBe('authentication_unavailable')
})
