import { beforeEach, describe, expect, it, test } from 'vitest'

import { newApiKey } from '#worker/lib/api-key-format.ts'

import { callerOf } from '../../support/caller.ts'
import { KnownKeys } from '../../support/known-keys.ts'

let known: KnownKeys
beforeEach(() => {
  known = new KnownKeys()
})

const caller = (settings: object = {}, roles: string[] = [], more = {}) =>
  callerOf({ type: 'api-key', settings, roles }, { auth: known.ports(), now: known.now }, more)
const withKey = (key: string, more: Record<string, string> = {}) => ({
  headers: { 'x-api-key': key, ...more },
})

describe('a key', () => {
  it('opens the endpoint, and the upstream learns who calls but not the key', async () => {
    const call = caller()
    const { outcome, received } = await call(
      withKey(known.issue(), { 'x-consumer-id': 'con_root', 'x-other': 'kept' }),
    )
    expect(outcome).toBe(200)
    expect(received?.headers.get('x-consumer-id')).toBe('con_1')
    expect(received?.headers.get('x-api-key')).toBeNull()
    expect(received?.headers.get('x-other')).toBe('kept')
  })

  it('is asked for when it is missing, by the rules of HTTP', async () => {
    const { outcome, rejection, received } = await caller()()
    expect(outcome).toBe('credentials_required')
    expect(rejection?.headers?.['www-authenticate']).toBe(
      'ApiKey realm="ecluse", in="header", name="x-api-key"',
    )
    expect(received).toBeUndefined()
  })

  it('can stand in Authorization, then with the challenges of RFC 6750', async () => {
    const call = caller({ name: 'Authorization', requiredScopes: ['orders:read'] })
    const key = known.issue({ scopes: ['orders:read'] })
    expect((await call({ headers: { authorization: `bearer ${key}` } })).outcome).toBe(200)
    const poor = await call({ headers: { authorization: `Bearer ${known.issue()}` } })
    expect(poor.outcome).toBe('insufficient_scope')
    expect(poor.rejection?.headers?.['www-authenticate']).toBe(
      'Bearer realm="ecluse", error="insufficient_scope", scope="orders:read"',
    )
    const wrong = await call({ headers: { authorization: `Bearer ${newApiKey().key}` } })
    expect(wrong.rejection?.headers?.['www-authenticate']).toContain('error="invalid_token"')
    const none = await call()
    expect(none.rejection?.headers?.['www-authenticate']).toBe('Bearer realm="ecluse"')
    for (const text of [key, `Bearer  ${key}`, `Basic ${key}`, `Bearer ${key} x`])
      expect((await call({ headers: { authorization: text } })).outcome).toBe(
        'credentials_required',
      )
  })

  it('is forwarded when the endpoint says so, and is never in reach of an expression', async () => {
    const key = known.issue()
    expect(
      (await caller({ forwardCredential: true })(withKey(key))).received?.headers.get('x-api-key'),
    ).toBe(key)
    const echo = (settings: object) =>
      caller(settings, [], {
        integrations: [],
        response: { body: '{{ $string(request.headers) & request.headers."x-api-key" }}' },
      })(withKey(key, { 'x-other': 'seen' }))
    expect((await echo({})).text).toBe('{"x-other":"seen"}')
    expect((await echo({ forwardCredential: true })).text).toContain(key)
  })

  it('needs all scopes and one of the roles the endpoint asks for', async () => {
    const call = caller({ requiredScopes: ['a', 'b'] }, ['admin', 'ops'])
    const outcomes = []
    for (const has of [
      { scopes: ['a'], roles: ['ops'] },
      { scopes: ['a', 'b'], roles: [] },
      { scopes: ['a', 'b'], roles: ['Ops'] },
      { scopes: ['a', 'b', 'c'], roles: ['ops'] },
    ])
      outcomes.push((await call(withKey(known.issue(has)))).outcome)
    expect(outcomes).toEqual(['insufficient_scope', 'insufficient_role', 'insufficient_role', 200])
  })

  it('shows in the trace who called and what decided', async () => {
    const key = known.issue({ expiresAt: known.nowMs })
    const { trace } = await caller({}, ['ops'])(withKey(key))
    expect(trace.find((span) => span.stage === 'authenticate')).toMatchObject({
      outcome: 'refused',
      detail: { code: 'invalid_api_key', key: key.slice(0, 14), refusedFor: 'expired' },
    })
    const passed = await caller({}, ['ops'])(withKey(known.issue({ roles: ['ops'] })))
    expect(passed.trace.find((span) => span.stage === 'authenticate')?.detail).toMatchObject({
      consumer: 'con_1',
      matched: 'ops',
    })
    expect(JSON.stringify([trace, passed.trace])).not.toContain(key.slice(14))
  })

  it('is counted per day, apart when it was refused', async () => {
    const call = caller()
    const key = known.issue()
    await call(withKey(key))
    await call(withKey(key))
    known.change(key, { isRevoked: true })
    known.nowMs += 6_000
    await call(withKey(key))
    const sum = (of: 'requests' | 'refused') => known.usage.reduce((n, row) => n + row[of], 0)
    expect([sum('requests'), sum('refused')]).toEqual([2, 1])
    expect(known.usage[0]).toMatchObject({ keyId: 'key_1', day: '2026-11-24' })
  })
})

test('T19 answers an unknown prefix and a wrong secret alike, after the same work', async () => {
  const call = caller()
  const texts: string[] = []
  const work: number[] = []
  for (let round = 0; round < 2_000; round++) {
    const other = newApiKey()
    const isPrefixKnown = round % 2 === 0
    if (isPrefixKnown) known.issueAs({ key: newApiKey().key, prefix: other.prefix })
    known.generation += 1
    known.nowMs += 1_500
    known.reads = []
    const { outcome, rejection } = await call({
      ...withKey(other.key),
      clientIp: `198.51.${round >> 8}.${round & 255}`,
    })
    texts.push(JSON.stringify([outcome, rejection]))
    work.push(known.reads.filter((question) => question.startsWith('eck_')).length)
  }
  expect(new Set(texts).size).toBe(1)
  expect(new Set(work)).toEqual(new Set([1]))
})

test('T21 a key in the URL is not looked for, unless the endpoint says so; then nothing passes it on', async () => {
  const key = known.issue()
  expect((await caller()({ search: `?x-api-key=${key}` })).outcome).toBe('credentials_required')
  const call = caller({ in: 'query', name: 'key' })
  const { outcome, received } = await call({ search: `?a=1&k%65y=${key}&b=%20x` })
  expect(outcome).toBe(200)
  expect(received?.url).not.toContain(key)
  expect(received?.url).toContain('a=1&b=%20x')
  await call({ search: '?key=eck_wrong' })
  expect(JSON.stringify([known.failures, known.logged])).not.toContain(key)
})

describe('T22 time and revocation', () => {
  it.each([
    ['a second before it is valid', { notBefore: 1 }, -1_000, 'invalid_api_key'],
    ['from the very moment', { notBefore: 1 }, 0, 200],
    ['a millisecond before it ends', { expiresAt: 1 }, -1, 200],
    ['at the moment it ends', { expiresAt: 1 }, 0, 'invalid_api_key'],
  ])('decides %s, though the key was accepted before', async (_name, which, offsetMs, expected) => {
    const start = known.nowMs
    const at = start + 60_000
    const limits = 'notBefore' in which ? { notBefore: at } : { expiresAt: at }
    const key = known.issue(limits)
    const call = caller()
    await call(withKey(key))
    known.nowMs = at + offsetMs
    expect((await call(withKey(key))).outcome).toBe(expected)
  })

  it('refuses a revoked key, and one of a switched-off consumer, within 5 seconds in every isolate', async () => {
    const key = known.issue()
    const [one, two] = [caller(), caller()]
    for (const call of [one, two]) expect((await call(withKey(key))).outcome).toBe(200)
    known.change(key, { isRevoked: true })
    known.nowMs += 5_001
    for (const call of [one, two])
      expect((await call(withKey(key))).outcome).toBe('invalid_api_key')
    known.change(key, { isRevoked: false, isConsumerActive: false })
    known.nowMs += 5_001
    const { rejection } = await one(withKey(key))
    expect(rejection?.detail).toBe('The consumer of the key is switched off')
  })

  it('forgets every key it accepted once anything changed, whichever is asked for first', async () => {
    const [one, two] = [known.issue(), known.issue()]
    const call = caller()
    for (const key of [one, two]) await call(withKey(key))
    known.change(one, { isRevoked: true })
    known.nowMs += 5_001
    expect((await call(withKey(two))).outcome).toBe(200)
    expect((await call(withKey(one))).outcome).toBe('invalid_api_key')
  })

  it('needs no question to storage while what it knows is fresh, and one for all in the background then', async () => {
    const key = known.issue()
    const call = caller()
    await call(withKey(key))
    known.reads = []
    for (let n = 0; n < 50; n++) await call(withKey(key))
    expect(known.reads).toEqual([])
    known.nowMs += 2_000
    for (let n = 0; n < 50; n++) await call(withKey(key))
    expect(known.reads).toEqual(['generation'])
  })

  it('refuses everybody when nobody can tell for more than 5 seconds: it never stays open', async () => {
    const key = known.issue()
    const call = caller()
    expect((await call(withKey(key))).outcome).toBe(200)
    known.isDown = true
    known.nowMs += 4_000
    expect((await call(withKey(key))).outcome).toBe(200)
    known.nowMs += 1_001
    const { outcome, rejection } = await call(withKey(key))
    expect(outcome).toBe('authentication_unavailable')
    expect(rejection?.headers).toMatchObject({ 'retry-after': '1' })
    known.isDown = false
    known.nowMs += 1_001
    expect((await call(withKey(key))).outcome).toBe(200)
  })

  it('accepts a key that was asked for before it existed, once it exists', async () => {
    const call = caller()
    const { key, prefix } = newApiKey()
    expect((await call(withKey(key))).outcome).toBe('invalid_api_key')
    known.issueAs({ key, prefix })
    known.nowMs += 5_001
    expect((await call(withKey(key))).outcome).toBe(200)
  })
})

describe('T23 allowed networks', () => {
  it.each([
    ['203.0.113.0/24', '203.0.113.255', 200],
    ['203.0.113.0/24', '203.0.114.0', 'key_not_permitted'],
    ['203.0.113.9', '::ffff:203.0.113.9', 200],
    ['::ffff:203.0.113.0/120', '203.0.113.77', 200],
    ['2001:db8::/32', '2001:0DB8:0:0::1', 200],
    ['2001:db8::/32', '2001:db9::1', 'key_not_permitted'],
    ['203.0.113.9', '', 'key_not_permitted'],
    ['203.0.113.9', '203.0.113.09', 'key_not_permitted'],
    ['203.0.113.9', 'unknown', 'key_not_permitted'],
  ])('a key for %s, called from %s: %s', async (allowed, clientIp, expected) => {
    const key = known.issue({ allowedIps: [allowed] })
    expect((await caller()({ ...withKey(key), clientIp })).outcome).toBe(expected)
  })

  it('believes no header about the address', async () => {
    const key = known.issue({ allowedIps: ['192.0.2.1'] })
    const lies = {
      'x-forwarded-for': '192.0.2.1',
      'x-real-ip': '192.0.2.1',
      forwarded: 'for=192.0.2.1',
      'true-client-ip': '192.0.2.1',
    }
    expect((await caller()(withKey(key, lies))).outcome).toBe('key_not_permitted')
  })
})

test('T24 two credentials are refused, whatever each of them is worth', async () => {
  const key = known.issue()
  const other = known.issue()
  const byHeader = caller()
  const byQuery = caller({ in: 'query', name: 'api-key' })
  const twice = new Headers({ 'x-api-key': key })
  twice.append('x-api-key', other)
  const calls = [
    byHeader({ headers: twice }),
    byHeader(withKey(`${key},${key}`)),
    byHeader(withKey(key, { authorization: 'Basic eDp5' })),
    byHeader({ ...withKey(key), search: `?x-api-key=${other}` }),
    byQuery({ search: `?api-key=${key}&api-key=${key}` }),
    byQuery({ search: `?api-key=${key}`, headers: { 'api-key': other } }),
    byQuery({ search: `?api-key=${key}&%61pi-key=${other}` }),
    byQuery({ search: `?api-key=${key}`, headers: { authorization: 'Bearer x' } }),
  ]
  for (const result of await Promise.all(calls)) {
    expect(result.outcome).toBe('ambiguous_credentials')
    expect(result.received).toBeUndefined()
  }
})

describe('T25 guessing', () => {
  it('is slowed down by address: of 10,000 guesses few are looked at', async () => {
    const call = caller()
    let asked = 0
    known.throttle = () => ((asked += 1) > 100 ? 30_000 : 0)
    let evaluated = 0
    for (let n = 0; n < 10_000; n++) {
      const { outcome } = await call(withKey(newApiKey().key))
      if (outcome === 'invalid_api_key') evaluated += 1
      else expect(outcome).toBe('too_many_attempts')
    }
    expect(evaluated).toBe(101)
    expect(asked).toBe(101)
  })

  it('lets a key that was accepted before pass from the same address, and says how long others wait', async () => {
    const call = caller()
    const key = known.issue()
    await call(withKey(key))
    known.throttle = () => 30_000
    await call(withKey(newApiKey().key))
    expect((await call(withKey(key))).outcome).toBe(200)
    const { rejection } = await call(withKey(known.issue()))
    expect(rejection).toMatchObject({ code: 'too_many_attempts', headers: { 'retry-after': '30' } })
    known.nowMs += 30_000
    expect((await call(withKey(newApiKey().key))).outcome).toBe('invalid_api_key')
  })

  it('is recorded by cause, without the key', async () => {
    const call = caller()
    const wrong = newApiKey()
    await call(withKey(wrong.key))
    await call(withKey('eck_nonsense'))
    await call(withKey(known.issue({ endpoints: ['ep_other'] })))
    expect(known.failures).toMatchObject([
      { reason: 'unknown_key', keyPrefix: wrong.prefix, ipAddress: '203.0.113.7', count: 1 },
      { reason: 'malformed_key', keyPrefix: undefined },
      { reason: 'other_endpoint', endpointId: 'ep_t', kind: 'api-key' },
    ])
    expect(JSON.stringify(known.failures)).not.toContain(wrong.key.slice(15))
  })
})

it('records who was refused for a missing scope or role, and slows nobody down for it', async () => {
  const call = caller({ requiredScopes: ['a'] }, ['ops'])
  known.throttle = () => 30_000
  const noScope = known.issue({ roles: ['ops'] })
  const noRole = known.issue({ scopes: ['a'] })
  for (const key of [noScope, noRole, noRole]) await call(withKey(key))
  expect(known.failures).toMatchObject([
    { reason: 'insufficient_scope', kind: 'api-key', keyPrefix: noScope.slice(0, 14) },
    { reason: 'insufficient_role', endpointId: 'ep_t', keyPrefix: noRole.slice(0, 14) },
    { reason: 'insufficient_role', ipAddress: '203.0.113.7' },
  ])
  expect((await call(withKey(known.issue()))).outcome).toBe('insufficient_scope')
})

test('T26 only the exact text of a key is that key', async () => {
  const key = known.issue()
  const call = caller()
  const variants = [
    key.toLowerCase(),
    key.toUpperCase(),
    key.slice(0, -1),
    `${key}0`,
    `"${key}"`,
    key.replace('eck_', 'eck-'),
    `${key.slice(0, 30)} ${key.slice(30)}`,
    `${key}\u00e9`,
    encodeURIComponent(`${key} `),
  ]
  for (const text of variants)
    expect((await call(withKey(text))).outcome, text).toBe('invalid_api_key')
  expect((await call(withKey(key))).outcome).toBe(200)
})

test('T27 a key for other endpoints, or roles its consumer lost, opens nothing here', async () => {
  const call = caller({}, ['ops'])
  const elsewhere = known.issue({ endpoints: ['ep_1', 'ep_2'], roles: ['ops'] })
  const here = known.issue({ endpoints: ['ep_1', 'ep_t'], roles: ['ops'] })
  expect((await call(withKey(elsewhere))).outcome).toBe('key_not_permitted')
  expect((await call(withKey(here))).outcome).toBe(200)
  expect((await call(withKey(known.issue()))).outcome).toBe('insufficient_role')
})
