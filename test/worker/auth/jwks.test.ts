import { beforeEach, describe, expect, it, test } from 'vitest'

import { bearer, part, TokenWorld } from '../../support/token-world.ts'

let world: TokenWorld
beforeEach(async () => {
  world = await TokenWorld.create()
})

test('T15 takes a new key at once, and refuses a removed one within ten minutes', async () => {
  const call = world.caller()
  const old = await world.token()
  expect((await call(bearer(old))).outcome).toBe(200)
  await world.issuer.addKey('two')
  world.known.nowMs += 31_000
  const renewed = await world.issuer.token(world.known.nowMs, 'two')
  expect((await call(bearer(renewed))).outcome).toBe(200)
  world.issuer.keys.delete('one')
  let acceptedMs = 0
  const removedAt = world.known.nowMs
  while (world.known.nowMs - removedAt < 900_000) {
    world.known.nowMs += 5_000
    if ((await call(bearer(old))).outcome === 200) acceptedMs = world.known.nowMs - removedAt
    expect((await call(bearer(renewed))).outcome).toBe(200)
  }
  expect(acceptedMs).toBeLessThanOrEqual(600_000)
})

describe('T16 an issuer that does not answer', () => {
  const bad: Record<string, (request: Request) => Response | Promise<Response>> = {
    down: () => Promise.reject(new Error('Network connection lost.')),
    'server error': () => Response.json({ keys: [] }, { status: 500 }),
    html: () => new Response('<html>'),
    'ten megabytes': () => Response.json({ keys: [], pad: 'x'.repeat(10_000_000) }),
    'a redirect to the inside': (request) =>
      request.redirect === 'manual'
        ? new Response(null, { status: 302, headers: { location: 'http://169.254.169.254/' } })
        : Response.json({ keys: [] }),
    'not UTF-8': () => new Response(new Uint8Array([0x7b, 0xff, 0x7d])),
    'no keys': () => Response.json({ error: 'x' }),
  }
  for (const [name, answer] of Object.entries(bad))
    it(`(${name}) is stood in for by its last good keys, for 24 hours and in new isolates too`, async () => {
      const exp = world.seconds + 200_000
      const text = await world.token({ exp })
      expect((await world.caller()(bearer(text))).outcome).toBe(200)
      world.issuer.instead = answer
      const cold = world.caller()
      const last = world.known.nowMs + 86_400_000
      for (const at of [0.01, 0.5, 0.99].map((share) => share * 86_400_000)) {
        world.known.nowMs = last - 86_400_000 + at
        expect((await cold(bearer(text))).outcome).toBe(200)
      }
      world.known.nowMs = last + 1_000
      expect((await cold(bearer(text))).outcome).toBe('authentication_unavailable')
      expect((await world.caller()(bearer(text))).outcome).toBe('authentication_unavailable')
    })

  it('and was never reached lets nobody in', async () => {
    world.issuer.instead = bad['down']
    expect((await world.caller()(bearer(await world.token()))).outcome).toBe(
      'authentication_unavailable',
    )
  })
})

test('T15 asks again before it uses keys older than ten minutes', async () => {
  const call = world.caller()
  const old = await world.token()
  expect((await call(bearer(old))).outcome).toBe(200)
  await world.issuer.addKey('two')
  world.issuer.keys.delete('one')
  world.known.nowMs += 601_000
  expect((await call(bearer(old))).outcome).toBe('invalid_token')
})

test('T15 slows nobody down who comes with a new key before its set is read again', async () => {
  const call = world.caller()
  world.known.throttle = () => 30_000
  expect((await call(bearer(await world.token()))).outcome).toBe(200)
  await world.issuer.addKey('two')
  const renewed = await world.issuer.token(world.known.nowMs, 'two')
  for (let round = 0; round < 200; round++) await call(bearer(renewed))
  world.known.nowMs += 30_000
  expect((await call(bearer(renewed))).outcome).toBe(200)
})

test('T17 asks an issuer at most twice a minute, whatever keys tokens name', async () => {
  const call = world.caller()
  const started = world.known.nowMs
  for (let round = 0; round < 3_000; round++) {
    world.known.nowMs = started + round * 40
    const text = `${part({ alg: 'ES256', kid: `k${round}` })}.${part({})}.${'A'.repeat(86)}`
    await call(bearer(text))
  }
  expect(world.issuer.asked.length).toBeLessThanOrEqual(5)
})
