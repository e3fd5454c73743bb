import {
  abortAllDurableObjects,
  evictAllDurableObjects,
  listDurableObjectIds,
  runDurableObjectAlarm,
  runInDurableObject,
} from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { createIdempotencyStore } from '#worker/platform/idempotency-store.ts'

import { once, OnceWorld, type Seen } from '../../support/once-world.ts'

let world: OnceWorld
let space = 0
beforeEach(() => {
  world = new OnceWorld(createIdempotencyStore(env.IDEMPOTENCY))
  // Endpoints of their own for each test: objects outlive it.
  space += 1
  world.source.publish({ [`orders_${space}`]: once() })
})
afterEach(() => vi.useRealTimers())

const inAnHour = () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(Date.now() + 3_600_000)
}
const soon = () => new Promise((resolve) => setTimeout(resolve, 5))

describe('the object that remembers keys', () => {
  it('lets 100 keys with 200 concurrent duplicates each execute 100 times', async () => {
    world.answer = async (request) => {
      await soon()
      return new Response(`answer to ${request.headers.get('idempotency-key')}`)
    }
    const isolates = Array.from({ length: 4 }, () => world.isolate())
    const keys = Array.from({ length: 100 }, (_, at) => `key-${at}`)
    const counts: Record<string, number> = {}
    // Ten keys at a time, all of their duplicates at once.
    for (let at = 0; at < keys.length; at += 10) {
      const sends = keys.slice(at, at + 10).flatMap((key) =>
        Array.from({ length: 200 }, async (_, n) => {
          const answer = await world.send({ key }, isolates[n % isolates.length])
          if (answer.status === 200) expect(answer.text).toBe(`answer to ${key}`)
          const what = answer.code ?? (answer.replayed ? 'replayed' : 'executed')
          counts[what] = (counts[what] ?? 0) + 1
        }),
      )
      // oxlint-disable-next-line no-await-in-loop -- as many at once as one test may
      await Promise.all(sends)
    }
    expect(world.executed).toHaveLength(100)
    expect(counts['executed']).toBe(100)
    const { executed, replayed = 0, idempotency_in_flight = 0, ...others } = counts
    expect((executed ?? 0) + replayed + idempotency_in_flight).toBe(20_000)
    expect(others).toEqual({})
  }, 120_000)

  it('gives its answers again after it was evicted or aborted', async () => {
    const first = await world.send({ key: 'k' })
    await evictAllDurableObjects()
    expect(await world.send({ key: 'k' })).toMatchObject({ text: first.text, replayed: true })
    await abortAllDurableObjects()
    expect(await world.send({ key: 'k' })).toMatchObject({ text: first.text, replayed: true })
  })

  it('keeps binary bodies of 1 MiB, and headers in their order', async () => {
    const bytes = new Uint8Array(1024 * 1024).map((_, at) => at % 251)
    world.answer = () =>
      new Response(bytes, {
        headers: [
          ['set-cookie', 'a=1; Path=/'],
          ['set-cookie', 'b=2'],
        ],
      })
    const first = await world.send({ key: 'k' })
    const again = await world.send({ key: 'k' })
    expect(again.replayed).toBe(true)
    expect(again.text === first.text).toBe(true)
    expect(again.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2'])
  })

  it('forgets what has expired, and itself when nothing is left', async () => {
    world.source.publish({ brief: once({ ttlSeconds: 60 }) })
    const before = new Set((await listDurableObjectIds(env.IDEMPOTENCY)).map(String))
    await world.send({ key: 'k' })
    const [id] = (await listDurableObjectIds(env.IDEMPOTENCY)).filter((i) => !before.has(String(i)))
    const object = env.IDEMPOTENCY.get(id ?? env.IDEMPOTENCY.newUniqueId())
    inAnHour()
    expect(await runDurableObjectAlarm(object)).toBe(true)
    const left = await runInDurableObject(object, (_, { storage }) => [
      ...storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'request'"),
    ])
    expect(left).toEqual([])
    expect((await world.send({ key: 'k' })).text).toBe('done 2')
    expect((await world.send({ key: 'k' })).replayed).toBe(true)
  })

  it('keeps what has not expired when its alarm rings', async () => {
    const before = new Set((await listDurableObjectIds(env.IDEMPOTENCY)).map(String))
    await world.send({ key: 'k' })
    const [id] = (await listDurableObjectIds(env.IDEMPOTENCY)).filter((i) => !before.has(String(i)))
    const object = env.IDEMPOTENCY.get(id ?? env.IDEMPOTENCY.newUniqueId())
    expect(await runDurableObjectAlarm(object)).toBe(true)
    expect((await world.send({ key: 'k' })).replayed).toBe(true)
    const at = await runInDurableObject(object, (_, { storage }) => storage.getAlarm())
    expect(at).toBeGreaterThan(Date.now() + 23 * 3_600_000)
  })
})

describe('a crash between call and record', () => {
  const lost = (): Promise<Response> => new Promise(() => undefined)

  it('of the isolate: executed once, told as in flight, then as unknown', async () => {
    world.answer = lost
    void world.send({ key: 'k' })
    await vi.waitUntil(() => world.executed.length === 1)
    await abortAllDurableObjects()
    expect((await world.send({ key: 'k' })).code).toBe('idempotency_in_flight')
    inAnHour()
    const told = await Promise.all(Array.from({ length: 20 }, () => world.send({ key: 'k' })))
    expect(new Set(told.map((answer) => answer.code))).toEqual(
      new Set(['idempotency_outcome_unknown']),
    )
    expect(world.executed).toHaveLength(1)
  })

  it('of the isolate, where the upstream knows the key: sent again once, with the same key', async () => {
    world.source.publish({ [`same_${space}`]: once({ upstreamIsIdempotent: true }) })
    world.answer = (_, count) => (count === 1 ? lost() : new Response('done'))
    void world.send({ key: 'k' })
    await vi.waitUntil(() => world.executed.length === 1)
    inAnHour()
    const told = await Promise.all(Array.from({ length: 20 }, () => world.send({ key: 'k' })))
    expect(told.filter((answer) => answer.text === 'done' && !answer.replayed)).toHaveLength(1)
    expect(world.executed.map((request) => request.headers.get('idempotency-key'))).toEqual([
      'k',
      'k',
    ])
  })

  it('of the object: the answer is recorded by its owner all the same', async () => {
    const gate = Promise.withResolvers<Response>()
    world.answer = () => gate.promise
    const first = world.send({ key: 'k' })
    await vi.waitUntil(() => world.executed.length === 1)
    await abortAllDurableObjects()
    gate.resolve(new Response('done'))
    expect((await first).text).toBe('done')
    expect(await world.send({ key: 'k' })).toMatchObject({ text: 'done', replayed: true })
  })
})

describe('T88: a key of someone else', () => {
  it('replays nothing across principals and endpoints, in 10,000 random pairs', async () => {
    const endpoints = Array.from({ length: 10 }, (_, at) => `/e${at}`)
    const authentication = { type: 'api-key' as const }
    world.source.publish(
      Object.fromEntries(
        endpoints.map((path) => [`${path.slice(1)}_${space}`, once({}, { path, authentication })]),
      ),
    )
    world.answer = async (request) => new Response(await request.text())
    const callers = Array.from({ length: 20 }, (_, at) => {
      const as = world.known.issue()
      const id = `con_${at}`
      const principal = { id, roles: [], scopes: [], claims: {}, keyPrefix: as.slice(0, 14) }
      world.known.change(as, { principal })
      return { as, id }
    })
    const pick = <T>(of: readonly T[]): T => of[Math.floor(Math.random() * of.length)] as T
    const seen = new Map<string, Seen>()
    let crossed = 0
    let replayed = 0
    const one = async () => {
      const caller = pick(callers)
      const path = pick(endpoints)
      const key = `k${Math.floor(Math.random() * 40)}`
      const own = `${caller.id} ${path} ${key}`
      // The same payload for everybody: only whose key it is tells them apart.
      const answer = await world.send({ path, key, as: caller.as, body: 'same' })
      const isFirst = !seen.has(own)
      seen.set(own, answer)
      if (answer.replayed && isFirst) crossed += 1
      if (answer.replayed) replayed += 1
    }
    for (let n = 0; n < 10_000; n += 1) {
      // oxlint-disable-next-line no-await-in-loop -- who came first must be known
      await one()
    }
    expect(crossed).toBe(0)
    expect(replayed).toBe(10_000 - seen.size)
    expect(world.executed).toHaveLength(seen.size)
  }, 120_000)
})
