import { beforeEach, describe, expect, it } from 'vitest'

import { MemoryStore } from '../../support/idempotency.ts'
import { once, OnceWorld, type Sent } from '../../support/once-world.ts'

let world: OnceWorld
beforeEach(() => {
  world = new OnceWorld(new MemoryStore())
  world.source.publish({
    orders: once(),
    refunds: once({}, { path: '/refunds' }),
    any: once({}, { path: '/any/{id}' }),
    any_put: once({}, { path: '/any/{id}', method: 'PUT' }),
    guarded: once({}, { path: '/guarded', authentication: { type: 'api-key' } }),
  })
})

describe('T88: a key is reused', () => {
  it.each<[string, Sent]>([
    ['body', { body: '{"n":2}' }],
    ['body of the same meaning', { body: '{"n": 1}' }],
    ['no body', { body: '' }],
    ['content type', { type: 'text/plain' }],
    ['query', { path: '/any/1?dry=1' }],
    ['path', { path: '/any/2' }],
  ])('for another %s: refused', async (_, other) => {
    await world.send({ path: '/any/1', key: 'k' })
    const refused = await world.send({ path: '/any/1', ...other, key: 'k' })
    expect(refused).toMatchObject({ status: 422, code: 'idempotency_key_reused' })
    expect(world.executed).toHaveLength(1)
  })

  it('for the same path written in another way: answered again', async () => {
    await world.send({ path: '/any/a~b', key: 'k' })
    expect((await world.send({ path: '/x/../any/a%7Eb', key: 'k' })).replayed).toBe(true)
  })

  it('while the first is in flight, for another payload: refused as reused', async () => {
    world.answer = () => new Promise<Response>(() => undefined)
    void world.send({ key: 'k' })
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect((await world.send({ key: 'k', body: '2' })).code).toBe('idempotency_key_reused')
  })

  it('by another principal: another request', async () => {
    const ada = world.known.issue()
    const adaToo = world.known.issue()
    const bob = world.known.issue()
    const principal = { id: 'con_2', roles: [], scopes: [], claims: {}, keyPrefix: 'eck_bob' }
    world.known.change(bob, { principal })
    const sent = { path: '/guarded', key: 'k' }
    expect((await world.send({ ...sent, as: ada })).text).toBe('done 1')
    expect((await world.send({ ...sent, as: bob })).text).toBe('done 2')
    // A rotated key is the same caller.
    expect((await world.send({ ...sent, as: adaToo })).text).toBe('done 1')
  })

  it('by another address, where callers are anonymous: another request', async () => {
    await world.send({ key: 'k', clientIp: '2001:db8:1:2::1' })
    const neighbour = await world.send({ key: 'k', clientIp: '2001:db8:1:3::1' })
    const sameNetwork = await world.send({ key: 'k', clientIp: '2001:db8:1:2:ffff::9' })
    expect([neighbour.replayed, sameNetwork.replayed]).toEqual([false, true])
  })

  it('at another endpoint, or for another method of the path: another request', async () => {
    await world.send({ key: 'k' })
    expect((await world.send({ key: 'k', path: '/refunds' })).text).toBe('done 2')
    await world.send({ key: 'l', path: '/any/1' })
    expect((await world.send({ key: 'l', path: '/any/1', method: 'PUT' })).text).toBe('done 4')
  })
})

describe('T88: keys of 10 KB', () => {
  it.each(['x'.repeat(10_240), `"${'x'.repeat(10_240)}"`, 'x'.repeat(256)])(
    'are refused before anything is stored (%#)',
    async (key) => {
      const refused = await world.send({ key })
      expect(refused).toMatchObject({ status: 400, code: 'malformed_idempotency_key' })
      expect(refused.text).not.toContain('xxx')
      expect(world.executed).toHaveLength(0)
    },
  )
})

describe('T88: a key poisoned with a 4xx', () => {
  it('stays free when the credential was refused', async () => {
    const as = world.known.issue()
    const sent = { path: '/guarded', key: 'k' }
    expect((await world.send({ ...sent, as: `${as.slice(0, -1)}!` })).status).toBe(401)
    expect((await world.send(sent)).status).toBe(401)
    expect(await world.send({ ...sent, as })).toMatchObject({ status: 201, replayed: false })
  })

  it('stays free when the request was invalid, even for another payload', async () => {
    const validation = { body: { properties: { n: { type: 'integer' } } } }
    world.source.publish({ orders: once({}, { validation }) })
    expect((await world.send({ key: 'k', body: '{"n":"x"}' })).code).toBe('invalid_request')
    expect((await world.send({ key: 'k', body: '{"n":' })).code).toBe('malformed_json')
    expect(await world.send({ key: 'k' })).toMatchObject({ status: 201, replayed: false })
  })

  it('stays free when the request was refused while a call was prepared', async () => {
    const integrations = [
      {
        id: 'up',
        type: 'http' as const,
        endpoint: 'https://up.example/{{ request.body.id ? request.body.id : $error("no id") }}',
      },
    ]
    world.source.publish({ orders: once({}, { integrations }) })
    expect((await world.send({ key: 'k', body: '{}' })).status).toBe(500)
    expect(world.executed).toHaveLength(0)
    expect((await world.send({ key: 'k', body: '{"id":"a"}' })).status).toBe(201)
  })

  it('keeps the 4xx of the upstream: it was executed', async () => {
    world.answer = () => new Response('no funds', { status: 402 })
    await world.send({ key: 'k' })
    expect(await world.send({ key: 'k' })).toMatchObject({ status: 402, replayed: true })
    expect(world.executed).toHaveLength(1)
  })
})
