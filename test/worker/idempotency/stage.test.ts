import { beforeEach, describe, expect, it } from 'vitest'

import { MemoryStore } from '../../support/idempotency.ts'
import { once, OnceWorld } from '../../support/once-world.ts'

let store: MemoryStore
let world: OnceWorld
beforeEach(() => {
  store = new MemoryStore()
  world = new OnceWorld(store)
  world.source.publish({ orders: once() })
})

describe('a request with an idempotency key', () => {
  it('is executed once and answered again as it was answered', async () => {
    const first = await world.send({ key: 'k' })
    const again = await world.send({ key: 'k' })
    expect(first).toMatchObject({ status: 201, text: 'done 1', replayed: false })
    expect(again).toMatchObject({ status: 201, text: 'done 1', replayed: true })
    expect(again.headers.get('x-order')).toBe('1')
    expect(again.headers.get('content-type')).toBe(first.headers.get('content-type'))
    expect(world.executed).toHaveLength(1)
  })

  it('is executed to its end when its caller has gone: the runtime is asked to wait', async () => {
    const gate = Promise.withResolvers<Response>()
    await world.send()
    world.later.length = 0
    world.answer = () => gate.promise
    void world.send({ key: 'k' })
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(world.later).toHaveLength(1)
    gate.resolve(new Response('done'))
    await world.later[0]
    expect(await world.send({ key: 'k' })).toMatchObject({ text: 'done', replayed: true })
  })

  it('takes the key to the upstream as it was sent', async () => {
    await world.send({ key: '"a \\" b"' })
    expect(world.executed[0]?.headers.get('idempotency-key')).toBe('"a \\" b"')
    expect(await world.executed[0]?.text()).toBe('{"n":1}')
  })

  it('means the same with and without quotes', async () => {
    await world.send({ key: '8e03978e-40d5-43dd-bc93-6894a57f9324' })
    const again = await world.send({ key: '"8e03978e-40d5-43dd-bc93-6894a57f9324"' })
    expect(again.replayed).toBe(true)
  })

  it('keeps cookies apart, bodies byte for byte, and answers without a body', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, at) => at)
    const headers = new Headers([
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ])
    world.answer = (_, count) =>
      count === 1 ? new Response(bytes, { headers }) : new Response(null, { status: 204 })
    await world.send({ key: 'k' })
    const again = await world.send({ key: 'k' })
    expect(again.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(again.text).toBe(new TextDecoder().decode(bytes))
    await world.send({ key: 'l' })
    expect(await world.send({ key: 'l' })).toMatchObject({ status: 204, text: '', replayed: true })
  })

  it('stands for its first request until the time is over', async () => {
    world.source.publish({ orders: once({ ttlSeconds: 60 }) })
    await world.send({ key: 'k' })
    store.now = 59_999
    expect((await world.send({ key: 'k' })).replayed).toBe(true)
    store.now = 60_000
    expect(await world.send({ key: 'k' })).toMatchObject({ text: 'done 2', replayed: false })
  })

  it('is answered again by a later version of the endpoint', async () => {
    await world.send({ key: 'k' })
    world.source.publish({ 'orders@2': once({}, { description: 'later' }) })
    expect((await world.send({ key: 'k' }, world.isolate())).replayed).toBe(true)
  })
})

describe('without a key', () => {
  it('every request is executed', async () => {
    await world.send()
    expect((await world.send()).text).toBe('done 2')
    expect(store.entries.size).toBe(0)
  })

  it('a request is refused where a key is required', async () => {
    world.source.publish({ orders: once({ required: true }) })
    expect(await world.send()).toMatchObject({ status: 400, code: 'idempotency_key_required' })
    expect(world.executed).toHaveLength(0)
  })
})

describe('the key itself', () => {
  it.each([
    ['a', 'a'.repeat(255), '"with spaces, and \\\\ \\" signs"', '!#$%&()*+-./:<=>?@[]^_`{|}~'],
  ])('may be %s …', async (...keys) => {
    for (const key of keys) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect([key, (await world.send({ key })).status]).toEqual([key, 201])
    }
  })

  it.each(['', '""', 'a b', 'a, b', '"a", "b"', '"a', 'a"', '"a\\b"', '"é"', 'a;b=1', '"a";b=1'])(
    'may not be %j',
    async (key) => {
      const refused = await world.send({ key })
      expect(refused).toMatchObject({ status: 400, code: 'malformed_idempotency_key' })
      expect(world.executed).toHaveLength(0)
    },
  )
})

describe('while the first request runs', () => {
  it('a repetition is told to come back', async () => {
    const gate = Promise.withResolvers<Response>()
    world.answer = () => gate.promise
    const first = world.send({ key: 'k' })
    const again = await world.send({ key: 'k' }, world.isolate())
    expect(again).toMatchObject({ status: 409, code: 'idempotency_in_flight' })
    expect(again.headers.get('retry-after')).toBe('1')
    gate.resolve(new Response('late'))
    expect((await first).text).toBe('late')
    expect((await world.send({ key: 'k' })).text).toBe('late')
  })
})

describe('what is recorded', () => {
  it('is an error of the upstream as much as a success', async () => {
    world.answer = (_, count) => new Response(`failed ${count}`, { status: 503 })
    await world.send({ key: 'k' })
    const again = await world.send({ key: 'k' })
    expect(again).toMatchObject({ status: 503, text: 'failed 1', replayed: true })
  })

  it('is a refusal of the gateway once a call has begun, word for word', async () => {
    world.answer = () => Promise.reject(new Error('connection reset'))
    const first = await world.send({ key: 'k' })
    const again = await world.send({ key: 'k' })
    expect(first).toMatchObject({ status: 502, code: 'upstream_unreachable', replayed: false })
    expect(again).toMatchObject({ status: 502, text: first.text, replayed: true })
    expect(world.executed).toHaveLength(1)
    expect(world.logged).toMatchObject([{ code: 'upstream_unreachable', requestId: 'req_1_1' }])
  })

  it('is a defect after a call', async () => {
    const response = { status: 200, headers: { 'x-a': '{{ $error("no") }}' } }
    world.source.publish({ orders: once({}, { response }) })
    const first = await world.send({ key: 'k' })
    expect(first.code).toBe('expression_failed')
    expect(await world.send({ key: 'k' })).toMatchObject({ text: first.text, replayed: true })
  })

  it('is an answer that broke off, as a refusal', async () => {
    world.answer = () =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new Uint8Array(3))
          },
          pull: (controller) => controller.error(new Error('cut')),
        }),
      )
    const first = await world.send({ key: 'k' })
    expect(first).toMatchObject({ status: 502, code: 'upstream_invalid_response' })
    expect((await world.send({ key: 'k' })).text).toBe(first.text)
  })

  it('is the answer of an endpoint that calls nothing', async () => {
    const response = { body: '{{ request.body.n }}', status: 202 }
    world.source.publish({ orders: once({}, { integrations: [], response }) })
    await world.send({ key: 'k' })
    const again = await world.send({ key: 'k' })
    expect(again).toMatchObject({ status: 202, text: '1', replayed: true })
  })

  it('is not a body above the limit: it streams on, and a repetition learns that it was done', async () => {
    const large = 'x'.repeat(1024 * 1024)
    world.answer = (_, count) => new Response(count === 1 ? large : `${large}y`)
    expect((await world.send({ key: 'fits' })).text).toBe(large)
    expect((await world.send({ key: 'fits' })).text).toBe(large)
    expect((await world.send({ key: 'k' })).text).toBe(`${large}y`)
    const again = await world.send({ key: 'k' })
    expect(again).toMatchObject({ status: 409, code: 'idempotency_answer_too_large' })
    expect(again.text).toContain('status 200')
    expect(world.executed).toHaveLength(2)
  })
})

describe('an outcome that nobody recorded', () => {
  const never = () => new Promise<Response>(() => undefined)

  it('is told as unknown, never repeated, and settled when its answer comes after all', async () => {
    const gate = Promise.withResolvers<Response>()
    world.answer = () => gate.promise
    world.source.publish({ orders: once({}, slow) })
    const first = world.send({ key: 'k' })
    await world.send({ key: 'k' })
    // Twice the timeout of the call, and 5 seconds.
    store.now = 65_000
    const again = await world.send({ key: 'k' }, world.isolate())
    expect(again).toMatchObject({ status: 409, code: 'idempotency_outcome_unknown' })
    expect(again.headers.get('retry-after')).toBeNull()
    expect(world.executed).toHaveLength(1)
    gate.resolve(new Response('late'))
    await first
    expect(await world.send({ key: 'k' })).toMatchObject({ text: 'late', replayed: true })
  })

  it('is asked for again where the upstream knows the key', async () => {
    world.source.publish({ orders: once({ upstreamIsIdempotent: true }, slow) })
    world.answer = (_, count) => (count === 1 ? never() : new Response('done'))
    void world.send({ key: 'k' })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect((await world.send({ key: 'k' })).code).toBe('idempotency_in_flight')
    store.now = 65_000
    expect(await world.send({ key: 'k' }, world.isolate())).toMatchObject({
      text: 'done',
      replayed: false,
    })
    expect(world.executed.map((request) => request.headers.get('idempotency-key'))).toEqual([
      'k',
      'k',
    ])
    expect((await world.send({ key: 'k' })).replayed).toBe(true)
  })

  it('is a failed call too, where the upstream knows the key', async () => {
    world.source.publish({ orders: once({ upstreamIsIdempotent: true }) })
    world.answer = (_, count) =>
      count === 1 ? Promise.reject(new Error('reset')) : new Response('done')
    expect((await world.send({ key: 'k' })).code).toBe('upstream_unreachable')
    expect((await world.send({ key: 'k', body: '{"n":2}' })).code).toBe('idempotency_key_reused')
    expect((await world.send({ key: 'k' })).text).toBe('done')
  })

  const slow = {
    integrations: [
      { id: 'up', type: 'http' as const, endpoint: 'https://up.example/', timeout: 30_000 },
    ],
  }
})

describe('a memory that cannot be reached', () => {
  it('lets nothing through', async () => {
    store.begin = () => Promise.reject(new Error('object is overloaded'))
    const refused = await world.send({ key: 'k' })
    expect(refused).toMatchObject({ status: 503, code: 'idempotency_unavailable' })
    expect(refused.headers.get('retry-after')).toBe('1')
    expect(world.executed).toHaveLength(0)
    expect((await world.send()).status).toBe(201)
  })

  it('frees a key whose journal entry came too late to send anything', async () => {
    const begin = store.begin.bind(store)
    store.begin = async (...all) => {
      await begin(...all)
      throw new Error('the answer was lost')
    }
    expect((await world.send({ key: 'k' })).code).toBe('idempotency_unavailable')
    await Promise.all(world.later)
    store.begin = begin
    expect(await world.send({ key: 'k' })).toMatchObject({ status: 201, replayed: false })
  })

  it('does not take an answer away that has happened', async () => {
    store.finish = () => Promise.reject(new Error('gone'))
    expect((await world.send({ key: 'k' })).text).toBe('done 1')
    expect(world.logged).toMatchObject([{ message: 'an answer could not be recorded' }])
    store.now = 60_000
    expect((await world.send({ key: 'k' })).code).toBe('idempotency_outcome_unknown')
    expect(world.executed).toHaveLength(1)
  })
})
