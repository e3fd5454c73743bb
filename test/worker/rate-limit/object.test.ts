import { env } from 'cloudflare:workers'
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { afterEach, describe, expect, it, vi } from 'vitest'

import type { Ask } from '#durable-objects/rate-limit-buckets.ts'
import type { Policy } from '#durable-objects/rate-limit-strategies/types.ts'
import { createRateLimiter } from '#worker/platform/rate-limiter.ts'

const strategies = ['fixed-window', 'sliding-window', 'token-bucket'] as const
const start = Date.UTC(2026, 10, 24, 9, 0)

function policyOf(strategy: Policy['strategy'], limit: number): Policy {
  return { strategy, period: 'minute', limit }
}

function frozen(): void {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(start)
}

async function admitted(
  stub: { take(asks: Ask[]): unknown },
  ask: Ask,
  count: number,
): Promise<number> {
  const answers = await Promise.all(
    Array.from({ length: count }, () => stub.take([ask]) as Promise<{ granted: number }[]>),
  )
  return answers.filter(([grant]) => grant!.granted > 0).length
}

describe.each(strategies)('a %s in the object', (strategy) => {
  afterEach(() => void vi.useRealTimers())

  it.each([1, 7, 137, 5_000])('admits %d of many at once', async (limit) => {
    frozen()
    const stub = env.RATE_LIMITER.getByName(`${strategy}:${limit}`)
    const ask = { key: 'k', policy: policyOf(strategy, limit), cost: 1, want: 1 }
    expect(await admitted(stub, ask, limit + 50)).toBe(limit)
  })

  it.each([1, 7, 137, 1_000])(
    'never admits more than %d when it is evicted meanwhile',
    async (limit) => {
      frozen()
      const stub = env.RATE_LIMITER.getByName(`evicted:${strategy}:${limit}`)
      const ask = { key: 'k', policy: policyOf(strategy, limit), cost: 1, want: 1 }
      let sum = 0
      for (let round = 0; round < 20; round += 1) {
        sum += await admitted(stub, ask, Math.ceil(limit / 15))
        await evictDurableObject(stub)
      }
      sum += await admitted(stub, ask, limit)
      expect(sum).toBeLessThanOrEqual(limit)
      // Each of 20 evictions may cost a reservation, a twentieth of the limit; low limits lose nothing.
      if (limit < 40) expect(sum).toBe(limit)
    },
  )
})

describe('the object', () => {
  afterEach(() => void vi.useRealTimers())

  it('stores few of many requests of a busy bucket', async () => {
    frozen()
    const stub = env.RATE_LIMITER.getByName('writes')
    const ask = { key: 'k', policy: policyOf('token-bucket', 100_000), cost: 1, want: 100 }
    await admitted(stub, ask, 200)
    const rows = await runInDurableObject(stub, (_, state) => [
      ...state.storage.sql.exec<{ value: string }>('SELECT value FROM bucket'),
    ])
    expect(rows.length).toBe(1)
    expect(JSON.parse(rows[0]!.value)).toMatchObject({ reserved: 4_999 })
  })

  it('forgets buckets that are idle, and only those', async () => {
    frozen()
    const stub = env.RATE_LIMITER.getByName('sweep')
    const minute = { key: 'm', policy: policyOf('sliding-window', 5), cost: 1, want: 1 }
    const month: Ask = {
      key: 'q',
      policy: { strategy: 'fixed-window', period: 'month', limit: 5 },
      cost: 1,
      want: 1,
    }
    await stub.take([minute, month])
    vi.setSystemTime(start + 130_000)
    expect(await runDurableObjectAlarm(stub)).toBe(true)
    const state = await runInDurableObject(stub, async (_, { storage }) => ({
      keys: [...storage.sql.exec<{ key: string }>('SELECT key FROM bucket')].map(({ key }) => key),
      alarm: await storage.getAlarm(),
    }))
    expect(state).toEqual({ keys: ['q'], alarm: Date.UTC(2026, 11, 1) + 60_000 })
  })

  it('gives all limits of a request, or none; one in shadow mode does not count among them', async () => {
    const stub = env.RATE_LIMITER.getByName('all')
    const ask = (key: string, limit: number, isShadow = false): Ask => ({
      key,
      policy: policyOf('fixed-window', limit),
      cost: 1,
      want: 1,
      isShadow,
    })
    const asks = [ask('wide', 10), ask('narrow', 1), ask('seen', 1, true)]
    const granted = async () => (await stub.take(asks)).map((grant) => grant.granted)
    expect(await granted()).toEqual([1, 1, 1])
    expect(await granted()).toEqual([0, 0, 0])
    const [wide] = await stub.take([ask('wide', 10)])
    expect(wide).toMatchObject({ granted: 1, remaining: 8 })
    expect(
      (await stub.take([ask('wide', 10), ask('seen', 1, true)])).map((g) => g.granted),
    ).toEqual([1, 0])
  })
})

describe('the way to the object', () => {
  const key = `${'0'.repeat(32)}:default`
  const ask: Ask = { key, policy: policyOf('fixed-window', 5), cost: 1, want: 1 }
  const grant = { granted: 1, leaseMs: 0, leaseEnd: 0, remaining: 4, resetMs: 1, retryAfterMs: 0 }

  function over(takes: readonly (() => Promise<unknown>)[]) {
    const stubs: string[] = []
    let calls = 0
    const limiter = createRateLimiter({
      shards: 2,
      namespace: {
        getByName: (name: string) => {
          stubs.push(name)
          return { take: () => takes[calls++]!() } as never
        },
      },
    })
    return { limiter, stubs, calls: () => calls }
  }

  it('is left after 50 ms', async () => {
    const { limiter } = over([() => new Promise(() => undefined)])
    const before = Date.now()
    await expect(limiter.take([ask])).rejects.toThrow('did not answer in 50 ms')
    expect(Date.now() - before).toBeLessThan(500)
  })

  it('never asks an overloaded object again', async () => {
    const overloaded = Object.assign(new Error('overloaded'), { overloaded: true, retryable: true })
    const fine = () => Promise.resolve([grant])
    const { limiter, calls } = over([fine, () => Promise.reject(overloaded), fine])
    await limiter.take([ask])
    await expect(limiter.take([ask])).rejects.toThrow('overloaded')
    expect(calls()).toBe(2)
  })

  it('replaces a stub that has broken', async () => {
    const fine = () => Promise.resolve([grant])
    const { limiter, stubs } = over([fine, () => Promise.reject(new Error('broken')), fine])
    await limiter.take([ask])
    expect(await limiter.take([ask])).toEqual([grant])
    expect(stubs).toEqual(['0/2', '0/2'])
  })

  it('has what one object gave held until all have answered', async () => {
    const limiter = createRateLimiter({
      namespace: env.RATE_LIMITER,
      shards: 16,
      deadlineMs: 5_000,
    })
    const other = { ...ask, key: `${'0'.repeat(7)}1${'0'.repeat(24)}:default` }
    const grants = await limiter.take([ask, other])
    expect(grants.map(({ granted, leaseMs }) => [granted, leaseMs > 0])).toEqual([
      [1, true],
      [1, true],
    ])
    expect((await limiter.take([ask])).map(({ leaseMs }) => leaseMs)).toEqual([0])
  })
})
