import { describe, expect, it } from 'vitest'

import type { Policy, Settlement } from '#durable-objects/rate-limit-strategies/types.ts'

import {
  excessOf,
  FakeObject,
  mayAdmit,
  randomOf,
  type Spend,
} from '../../support/limit-schedule.ts'

const minute = Date.UTC(2026, 10, 24, 9, 0)
const monthEnd = Date.UTC(2026, 11, 1)
const kinds: readonly (readonly [string, Policy])[] = [
  ['fixed-window', { strategy: 'fixed-window', period: 'minute', limit: 1 }],
  ['sliding-window', { strategy: 'sliding-window', period: 'minute', limit: 1 }],
  ['token-bucket', { strategy: 'token-bucket', period: 'minute', limit: 1 }],
  ['day quota', { strategy: 'fixed-window', period: 'day', limit: 1 }],
  ['month quota', { strategy: 'fixed-window', period: 'month', limit: 1 }],
]

interface Lease {
  readonly settlement: Settlement
  readonly bucketAt: number
  readonly endsAt: number
  left: number
}

/** Steps that meet the edges of windows, seconds and refills to the millisecond, and what lies between. */
function stepOf(random: () => number): number {
  const edges = [
    0, 0, 1, 1, 2, 99, 100, 101, 999, 1_000, 1_001, 1_249, 1_250, 1_251, 59_999, 60_000, 60_001,
  ]
  return random() < 0.4
    ? edges[Math.floor(random() * edges.length)]!
    : Math.floor(random() ** 3 * 20_000)
}

function policyOf(kind: Policy, random: () => number): Policy {
  const limit = 1 + Math.floor(random() ** 2 * 60)
  const burst = random() < 0.5 ? undefined : 1 + Math.floor(random() * limit)
  return { ...kind, limit, ...(kind.period === 'minute' && { burst }) }
}

describe.each(kinds)('%s', (_name, kind) => {
  // A quota is a fixed window between other marks.
  const schedules = kind.period === 'minute' ? 10_000 : 2_000

  it(`admits exactly what its definition admits, in ${schedules} random schedules without leases`, () => {
    for (let seed = 1; seed <= schedules; seed += 1) {
      const random = randomOf(seed)
      const policy = policyOf(kind, random)
      const object = new FakeObject()
      const spends: Spend[] = []
      // Just before the end of a minute, a day and a month.
      let now = monthEnd - 30_000
      for (let step = 0; step < 40; step += 1) {
        now += stepOf(random)
        const cost = random() < 0.7 ? 1 : 1 + Math.floor(random() * 5)
        const [grant] = object.take([{ key: 'k', policy, cost, want: cost }], now)
        const isAdmitted = grant!.granted > 0
        if (isAdmitted !== mayAdmit(spends, { at: now, count: cost }, policy))
          expect.fail(
            `seed ${seed}, step ${step}: ${JSON.stringify({ policy, cost, grant, spends })}`,
          )
        if (isAdmitted) spends.push({ at: now, count: cost })
        else checkRetry(policy, { spends, cost, now, retryAfterMs: grant!.retryAfterMs })
      }
    }
  }, 300_000)

  it(`never admits more with leases, hand-backs, kills and a clock that goes back, in ${schedules} schedules`, () => {
    for (let seed = 1; seed <= schedules; seed += 1) {
      const { spends, policy } = playedWithLeases(kind, randomOf(seed))
      const excess = excessOf(spends, policy)
      if (excess !== undefined) expect.fail(`seed ${seed}: ${excess} ${JSON.stringify(policy)}`)
    }
  }, 300_000)

  it(`holds a new limit at once, in ${schedules} schedules with changes`, () => {
    for (let seed = 1; seed <= schedules; seed += 1) {
      const random = randomOf(seed)
      const object = new FakeObject()
      const spends: Spend[] = []
      let policy = policyOf(kind, random)
      let since = 0
      let now = minute
      for (let step = 0; step < 40; step += 1) {
        now += stepOf(random)
        if (random() < 0.1) {
          policy = { ...policyOf(kind, random), burst: policy.burst }
          since = spends.length
        }
        const [grant] = object.take([{ key: 'k', policy, cost: 1, want: 1 }], now)
        if (grant!.granted === 0) continue
        spends.push({ at: now, count: 1 })
        // A bucket has no past: what it held before the change does not count against the new size.
        const counted =
          kind.strategy === 'token-bucket' ? spends.slice(since) : withinLimits(spends, policy)
        const excess = excessOf(counted, policy)
        if (excess !== undefined) expect.fail(`seed ${seed}, step ${step}: ${excess}`)
      }
    }
  }, 300_000)
})

describe('a long lease of a sliding window', () => {
  const policy = { strategy: 'sliding-window', period: 'minute', limit: 1_000 } as const
  const ask = (cost: number, more = {}) => ({ key: 'k', policy, cost, want: cost, ...more })

  /** Spends the lease in its last moment, and asks for all there is a minute after it was issued. */
  function spentLate(object: FakeObject, at: number): string | undefined {
    const [lease] = object.take([ask(1, { wantLong: 11 })], at)
    expect(lease).toMatchObject({ granted: 11, leaseMs: 30_000 })
    object.kill()
    // Read back at once: from then on its clock goes on.
    object.take([ask(0)], at + 1_000)
    const spends = [{ at: at + 29_999, count: 10 }]
    const [all] = object.take([ask(1_000)], at + 75_000)
    if (all!.granted > 0) spends.push({ at: at + 75_000, count: all!.granted })
    return excessOf(spends, policy)
  }

  it('counts until it has ended', () => {
    expect(spentLate(new FakeObject(), minute)).toBeUndefined()
  })

  it('counts as long when it came of a reservation and the object was killed', () => {
    const object = new FakeObject()
    for (let step = 0; step < 70; step += 1) object.take([ask(1)], minute + step)
    const { writes } = object
    object.take([ask(1)], minute + 70)
    // Nothing was stored: the next is issued from a reservation too.
    expect(object.writes).toBe(writes)
    expect(spentLate(object, minute + 71)).toBeUndefined()
    expect(object.writes).toBe(writes)
  })
})

/** The latest minute, day or month: earlier intervals were under another limit. */
function withinLimits(spends: readonly Spend[], { strategy, period }: Policy): Spend[] {
  const last = spends.at(-1)!.at
  if (strategy === 'sliding-window') return spends.filter(({ at }) => at > last - 60_000)
  if (period !== 'minute') return [...spends]
  return spends.filter(({ at }) => Math.floor(at / 60_000) === Math.floor(last / 60_000))
}

function checkRetry(
  policy: Policy,
  {
    spends,
    cost,
    now,
    retryAfterMs,
  }: { spends: readonly Spend[]; cost: number; now: number; retryAfterMs: number },
): void {
  if (retryAfterMs === Infinity) {
    if (mayAdmit([], { at: now, count: cost }, policy))
      expect.fail(`never: ${JSON.stringify(policy)}`)
    return
  }
  const at = now + retryAfterMs
  const isTrue =
    mayAdmit(spends, { at, count: cost }, policy) &&
    !mayAdmit(spends, { at: at - 1, count: cost }, policy)
  if (!isTrue) expect.fail(JSON.stringify({ policy, cost, now, retryAfterMs, spends }))
}

/** Several isolates that lease, spend until the last millisecond, hand back, close, or forget. */
function playedWithLeases(kind: Policy, random: () => number): { spends: Spend[]; policy: Policy } {
  // A quarter of them large enough for long leases.
  const limit =
    random() < 0.25 ? 1_000 + Math.floor(random() * 200) : 1 + Math.floor(random() * 400)
  const policy = { ...policyOf(kind, random), limit }
  const object = new FakeObject()
  const spends: Spend[] = []
  const leases: Lease[] = []
  let now = monthEnd - 30_000
  let settled: Settlement[] = []
  for (let step = 0; step < 60; step += 1) {
    now += random() < 0.6 ? Math.floor(random() * 300) : stepOf(random)
    if (random() < 0.02) object.offsetMs -= 5_000
    if (random() < 0.02) object.kill()
    for (const lease of leases.filter(({ endsAt, left }) => now < endsAt && left > 0))
      settled.push(...usedLease(lease, { random, now, spends }))
    if (random() < 0.3) continue
    leases.push(...askedLease({ object, policy, settled }, { random, now, spends }))
    settled = []
  }
  return { spends, policy }
}

interface Moment {
  readonly random: () => number
  readonly now: number
  readonly spends: Spend[]
}

function askedLease(
  { object, policy, settled }: { object: FakeObject; policy: Policy; settled: Settlement[] },
  { random, now, spends }: Moment,
): Lease[] {
  const cost = random() < 0.8 ? 1 : Math.floor(random() * 4)
  const want = cost + Math.floor(random() * 60)
  const wantLong = random() < 0.5 ? 0 : cost + Math.floor(random() * 60)
  const isHeld = random() < 0.2
  const [grant] = object.take([{ key: 'k', policy, cost, want, wantLong, isHeld, settled }], now)
  const { granted, leaseEnd, leaseMs } = grant!
  if (granted === 0) return []
  const held = isHeld && leaseMs > 0 ? granted : granted - cost
  const bucketAt = leaseMs > 0 ? leaseEnd - 1 : leaseEnd
  if (granted > held) spends.push({ at: now, bucketAt, count: granted - held })
  const settlement = { leaseEnd, granted, unused: 0 }
  return [{ settlement, bucketAt, endsAt: now + leaseMs, left: held }]
}

/** Spends some of a lease, all, or none; answers how it was closed, if it was. */
function usedLease(lease: Lease, { random, now, spends }: Moment): Settlement[] {
  const action = random()
  const spent = action < 0.6 ? 1 + Math.floor(random() * lease.left) : 0
  if (spent > 0) spends.push({ at: now, bucketAt: lease.bucketAt, count: spent })
  lease.left -= spent
  const isClosed = action > 0.8 || (action > 0.3 && action < 0.6 && lease.left === 0)
  if (!isClosed) return []
  const unused = lease.left
  lease.left = 0
  return [{ ...lease.settlement, unused }]
}
