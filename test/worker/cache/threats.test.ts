import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Principal } from '#worker/context.ts'

import { cacheWorld, type Sent } from '../../support/cache-world.ts'
import { unkeyedHeaders } from '../../support/unkeyed-headers.ts'

const fresh = { 'cache-control': 'max-age=600' }
/** A service that puts everything it receives into its answer. */
const echo = (request: Request) =>
  new Response(JSON.stringify({ url: request.url, headers: [...request.headers] }), {
    headers: fresh,
  })

const isHit = (status: string) => status.includes('; hit')

describe('T69: what is not in the key cannot shape what others get', () => {
  it.each(unkeyedHeaders)('keeps %s of one caller out of the answers of others', async (name) => {
    const world = cacheWorld(echo)
    const marked = await world.get({ headers: { [name]: 'evil.example' } })
    const other = await world.get()
    expect(other.text).not.toContain('evil.example')
    const again = await world.get({ headers: { [name]: 'other.example' } })
    expect(again.text).not.toContain('evil.example')
    // Where it reached the service at all, it tells answers apart.
    if (marked.text.includes('evil.example')) expect(isHit(other.cacheStatus)).toBe(false)
  })

  it('answers a request with a body past the cache, and stores nothing of it', async () => {
    const world = cacheWorld(echo)
    const fat = await world.get({ headers: { 'content-length': '12' } })
    expect(fat.cacheStatus).toBe('Ecluse; fwd=bypass; detail=body')
    expect((await world.get()).cacheStatus).toContain('fwd=uri-miss')
  })

  it('tells cloaked and reordered parameters apart: the query counts as it was received', async () => {
    const world = cacheWorld(echo)
    await world.get({ path: '/t?a=1&utm_content=x;a=2' })
    for (const path of ['/t?a=1', '/t?utm_content=x;a=2&a=1', '/t?a=1&utm_content=x%3Ba=2'])
      expect(isHit((await world.get({ path })).cacheStatus)).toBe(false)
  })

  it('keys every header that an expression reads, without being told to', async () => {
    const world = cacheWorld(echo, {
      response: { headers: { 'x-tenant': '{{ request.headers.`x-tenant` }}' } },
    })
    const one = await world.get({ headers: { 'x-tenant': 'a' } })
    const two = await world.get({ headers: { 'x-tenant': 'b' } })
    expect([one.headers.get('x-tenant'), two.headers.get('x-tenant')]).toEqual(['a', 'b'])
  })

  it('does not tell a service who asks for an answer that all get', async () => {
    const world = cacheWorld(echo, { caching: { partition: 'shared' } })
    const got = await world.get({ principal: consumer('ada') })
    expect(got.text).not.toMatch(/ada|203\.0\.113/)
  })
})

describe('T70: cache deception', () => {
  it.each(['/t/x.css', '/t;x.js', '/t.css', '/t/%2e%2e%2fa.png'])(
    'stores nothing at %s because of how its name ends',
    async (path) => {
      const world = cacheWorld(
        () => new Response('private', { headers: { 'cache-control': 'private' } }),
      )
      await world.get({ path })
      const got = await world.get({ path })
      expect(got.cacheStatus).toBe('Ecluse; fwd=uri-miss; fwd-status=200; detail=private')
      expect(world.calls).toHaveLength(2)
    },
  )
})

describe('T71: what must not be stored', () => {
  const overrides = { ttlMode: 'override', ttl: 3_600 } as const
  it.each([
    ['no-store', { 'cache-control': 'no-store, max-age=60' }, {}],
    ['private', { 'cache-control': 'private, max-age=60' }, {}],
    ['set-cookie', { ...fresh, 'set-cookie': 'id=1' }, {}],
    ['vary', { ...fresh, vary: 'accept, *' }, {}],
    ['credentials', fresh, { authorization: 'Basic YTpi' }],
    ['credentials', fresh, { cookie: 'session=1' }],
    ['stream', { ...fresh, 'content-type': 'text/event-stream' }, {}],
  ])('is not stored even where the time to live overrides: %s', async (why, headers, sent) => {
    const world = cacheWorld(() => new Response('x', { headers }), { caching: overrides })
    const request = { headers: sent as Record<string, string> }
    const status = `Ecluse; fwd=uri-miss; fwd-status=200; detail=${why}`
    expect((await world.get(request)).cacheStatus).toBe(status)
    expect((await world.get(request)).cacheStatus).toBe(status)
  })

  it('shares an answer to credentials only when it says so (RFC 9111 3.5)', async () => {
    for (const directive of ['public, max-age=60', 's-maxage=60', 'must-revalidate, max-age=60']) {
      const world = cacheWorld(() => new Response('x', { headers: { 'cache-control': directive } }))
      await world.get({ headers: { authorization: 'Basic YTpi' } })
      expect(isHit((await world.get()).cacheStatus)).toBe(true)
    }
  })

  it('gives nothing that was stored for others to a caller with credentials of their own', async () => {
    const world = cacheWorld(() => new Response('x', { headers: fresh }))
    await world.get()
    const got = await world.get({ headers: { authorization: 'Basic YTpi' } })
    expect(isHit(got.cacheStatus)).toBe(false)
  })

  it('stores no credential: not in what is selected by, not in headers', async () => {
    const world = cacheWorld(
      () =>
        new Response('x', {
          headers: { 'cache-control': 'public, max-age=600', vary: 'Authorization, Cookie' },
        }),
      { caching: { strategy: 'kv' } },
    )
    const headers = { authorization: 'Bearer the-secret', cookie: 'sid=the-secret' }
    await world.get({ headers })
    expect(isHit((await world.get({ headers })).cacheStatus)).toBe(true)
    const { kv } = world.ports as unknown as { kv: { entries: Map<string, unknown> } }
    expect(kv.entries.size).toBe(1)
    expect(JSON.stringify([...kv.entries])).not.toContain('the-secret')
  })
})

describe('identities', () => {
  const kinds = ['none', 'api-key', 'jwt', 'oauth2'] as const

  it('never answers with what belongs to another, in 10,000 random interleavings of 50 callers at 20 URLs', async () => {
    const step = fc.record({
      who: fc.nat(49),
      url: fc.nat(19),
      kind: fc.constantFrom(...kinds),
      later: fc.nat(2),
    })
    let answers = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 100, maxLength: 100 }), async (steps) => {
        const world = identityWorld()
        const pending = steps.map(async ({ who, url, kind, later }) => {
          for (let turn = 0; turn < later; turn += 1) await Promise.resolve()
          const got = await world.begin({ path: `/t?u=${url}`, ...caller(kind, who) })
          answers += 1
          expect(got.text).toBe(`${ownerOf(kind, who)} at ?u=${url}`)
        })
        await Promise.all(pending)
      }),
      { numRuns: 100 },
    )
    expect(answers).toBe(10_000)
  }, 60_000)
})

/** A service that answers each caller by name, and lets everyone think that all may have it. */
function identityWorld() {
  return cacheWorld(
    async (request) => {
      await Promise.resolve()
      const { search } = new URL(request.url)
      const name = request.headers.get('x-consumer-id') ?? 'nobody'
      return new Response(`${name} at ${search}`, {
        headers: { 'cache-control': 'public, max-age=600' },
      })
    },
    {
      authentication: { type: 'api-key' },
      caching: { partition: 'consumer' },
    },
  )
}

function caller(kind: 'none' | 'api-key' | 'jwt' | 'oauth2', who: number): Sent {
  if (kind === 'none') return {}
  const id = `id-${who}`
  if (kind === 'api-key') return { principal: { ...consumer(id), keyPrefix: `key${who}` } }
  const iss = `https://${kind}.example`
  return { principal: { ...consumer(`${kind}-${id}`), claims: { iss } } }
}

function ownerOf(kind: 'none' | 'api-key' | 'jwt' | 'oauth2', who: number): string {
  if (kind === 'none') return 'nobody'
  return kind === 'api-key' ? `id-${who}` : `${kind}-id-${who}`
}

function consumer(id: string): Principal {
  return { id, roles: [], scopes: [], claims: {} }
}
