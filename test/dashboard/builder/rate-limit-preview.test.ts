import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { rateLimitStrategies } from '#contract/rate-limit.ts'

import {
  type Policy,
  preview,
  type PreviewClient,
  quotaLastsMs,
} from '../../../dashboard/src/builder/rate-limit-preview.ts'

const bucket = (requestsPerMinute: number, burstLimit?: number): Policy => ({
  name: 'default',
  mode: 'enforce',
  strategy: 'token-bucket',
  requestsPerMinute,
  burstLimit,
})
const steady = (requestsPerSecond: number): PreviewClient => ({ requestsPerSecond, burst: 1 })
const window = (strategy: 'fixed-window' | 'sliding-window', limit: number, burst?: number) => ({
  ...bucket(limit, burst),
  strategy,
})

/** Whether one more request at `atMs` keeps the promise of a policy, given all that was admitted before. */
function keeps(policy: Policy, admitted: readonly number[], atMs: number): boolean {
  const within = (ms: number) => admitted.filter((one) => atMs - one < ms).length
  if ('requests' in policy) return admitted.length < policy.requests
  const { strategy, requestsPerMinute: limit, burstLimit } = policy
  if (strategy === 'token-bucket') {
    // From any admission on: never more than the capacity and what was refilled since.
    return [...admitted, atMs].every((from, index) => {
      const count = admitted.length - index + 1
      return count * 60_000 <= (burstLimit ?? limit) * 60_000 + limit * (atMs - from)
    })
  }
  const minute = Math.floor(atMs / 60_000)
  const inWindow =
    strategy === 'sliding-window'
      ? within(60_000)
      : admitted.filter((one) => Math.floor(one / 60_000) === minute).length
  return inWindow < limit && within(1_000) < (burstLimit ?? Number.POSITIVE_INFINITY)
}

/** One request after the other, by the definitions alone. */
function bruteForce(policies: readonly Policy[], { requestsPerSecond, burst }: PreviewClient) {
  const enforced = policies.filter(({ mode }) => mode === 'enforce')
  const shadowed = policies.filter(({ mode }) => mode === 'shadow')
  const counted = new Map<Policy, number[]>(shadowed.map((policy) => [policy, []]))
  const admitted: number[] = []
  const seconds = Array.from({ length: 120 }, () => ({ admitted: 0, refused: 0, shadow: 0 }))
  for (let index = 0; ; index += 1) {
    const atMs = Math.floor((Math.floor(index / burst) * burst * 1_000) / requestsPerSecond)
    const second = seconds[Math.floor(atMs / 1_000)]
    if (second === undefined) return seconds
    if (!enforced.every((policy) => keeps(policy, admitted, atMs))) {
      second.refused += 1
      continue
    }
    admitted.push(atMs)
    second.admitted += 1
    const refusing = shadowed.filter((policy) => !keeps(policy, counted.get(policy)!, atMs))
    for (const policy of shadowed) if (!refusing.includes(policy)) counted.get(policy)!.push(atMs)
    if (refusing.length > 0) second.shadow += 1
  }
}

const anyPolicy = fc.oneof(
  fc.record({
    name: fc.constantFrom('default', 'burst', 'other'),
    mode: fc.constantFrom('enforce', 'enforce', 'shadow'),
    strategy: fc.constantFrom(...rateLimitStrategies),
    requestsPerMinute: fc.integer({ min: 1, max: 400 }),
    burstLimit: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
  }),
  fc.record({
    name: fc.constant('quota'),
    mode: fc.constantFrom('enforce', 'shadow'),
    requests: fc.integer({ min: 1, max: 800 }),
    period: fc.constantFrom('day', 'month'),
  }),
) as fc.Arbitrary<Policy>
const anyClient = fc.record({
  requestsPerSecond: fc.integer({ min: 1, max: 70 }).map((tenths) => tenths / 10),
  burst: fc.integer({ min: 1, max: 40 }),
})

it('equals a count of every request, for each strategy and several limits together', () => {
  fc.assert(
    fc.property(fc.array(anyPolicy, { minLength: 1, maxLength: 4 }), anyClient, (all, client) => {
      expect(preview(all, client).seconds).toEqual(bruteForce(all, client))
    }),
    { numRuns: 250 },
  )
})

describe('the preview of a steady client', () => {
  it('of a token bucket is refused once the bucket is empty', () => {
    const seen = preview([bucket(600, 80)], steady(14))
    // 80 in the bucket, 10 a second in, 14 a second out: empty after not quite 20 seconds.
    expect(seen.firstRefusal).toEqual({ atMs: 19_785, by: 'default', retryAfterSeconds: 1 })
    expect(seen.admitted).toEqual([679, 600])
  })

  it('below the rate is never refused', () => {
    for (const strategy of rateLimitStrategies) {
      const seen = preview([{ ...bucket(300), strategy }], steady(5))
      expect([seen.firstRefusal, seen.admitted]).toEqual([undefined, [300, 300]])
    }
  })

  it('of a fixed window waits for the next minute', () => {
    const seen = preview([window('fixed-window', 60)], steady(5))
    expect(seen.firstRefusal).toEqual({ atMs: 12_000, by: 'default', retryAfterSeconds: 48 })
    expect(seen.seconds.slice(11, 13)).toEqual([
      { admitted: 5, refused: 0, shadow: 0 },
      { admitted: 0, refused: 5, shadow: 0 },
    ])
    expect(seen.seconds[60]).toEqual({ admitted: 5, refused: 0, shadow: 0 })
  })

  it('of windows with a burst never gets more than it in one second', () => {
    const seen = preview([window('sliding-window', 600, 3)], { requestsPerSecond: 5, burst: 10 })
    expect(Math.max(...seen.seconds.map(({ admitted }) => admitted))).toBe(3)
    expect(seen.firstRefusal?.retryAfterSeconds).toBe(1)
  })
})

describe('several limits', () => {
  const quota: Policy = { name: 'plan', mode: 'enforce', requests: 100, period: 'month' }

  it('name the one that keeps the client longest; a quota gives no time within reach', () => {
    const seen = preview([bucket(60, 10), quota], steady(10))
    expect(seen.firstRefusal).toMatchObject({ by: 'default', retryAfterSeconds: 1 })
    const used = preview([bucket(600), quota], steady(10))
    expect(used.firstRefusal).toEqual({ atMs: 10_000, by: 'plan', retryAfterSeconds: undefined })
  })

  it('in shadow mode refuse nobody and say whom they would have refused', () => {
    const seen = preview([{ ...bucket(60, 10), mode: 'shadow' }], steady(2))
    expect([seen.refused, seen.firstRefusal, seen.admitted]).toEqual([0, undefined, [120, 120]])
    expect([seen.shadow, seen.firstShadow?.retryAfterSeconds]).toEqual([111, 1])
  })

  it('say when a quota is used up at the same pace, if it is within its period', () => {
    const seen = preview([bucket(600)], steady(10))
    const lasts = (requests: number, period: 'day' | 'month') =>
      quotaLastsMs({ ...quota, requests, period }, seen)
    expect(lasts(6_000, 'day')).toBe(10 * 60_000)
    expect(lasts(600 * 24 * 60 + 1, 'day')).toBeUndefined()
    expect(lasts(600 * 24 * 60 + 1, 'month')).toBeGreaterThan(24 * 60 * 60_000)
  })
})
