import {
  Buckets,
  type Ask,
  type Grant,
  type StoredBucket,
} from '#durable-objects/rate-limit-buckets.ts'
import type { Policy } from '#durable-objects/rate-limit-strategies/types.ts'

/** Buckets over a store that outlives them, as the object's storage does. */
export class FakeObject {
  readonly stored = new Map<string, StoredBucket>()
  writes = 0
  calls = 0
  /** How far its clock is from the true one. */
  offsetMs = 0
  #buckets = this.#opened()

  take(asks: readonly Ask[], now: number): Grant[] {
    this.calls += 1
    // Both ways through the structured clone of an RPC.
    return structuredClone(this.#buckets.take(structuredClone(asks), now + this.offsetMs))
  }

  /** Memory is lost, storage stays. */
  kill(): void {
    this.#buckets = this.#opened()
  }

  #opened(): Buckets {
    return new Buckets({
      read: (key) => this.stored.get(key),
      write: (key, bucket) => {
        this.writes += 1
        this.stored.set(key, structuredClone(bucket))
      },
    })
  }
}

/** Small, seeded and good enough (mulberry32). */
export function randomOf(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d_2b_79_f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Tokens spent at a true time. */
export interface Spend {
  readonly at: number
  readonly count: number
  /** By the clock of the bucket, which windows of the clock are about. Default: the true time. */
  readonly bucketAt?: number
}

/** By the definition, one interval after the other: the first that holds too much. */
export function excessOf(spends: readonly Spend[], policy: Policy): string | undefined {
  const sorted = [...spends].sort((a, b) => a.at - b.at)
  const rolling = (lengthMs: number, most: (elapsedMs: number) => number): string | undefined => {
    for (let from = 0; from < sorted.length; from += 1) {
      let sum = 0
      for (let to = from; to < sorted.length; to += 1) {
        const elapsedMs = sorted[to]!.at - sorted[from]!.at
        if (elapsedMs >= lengthMs) break
        sum += sorted[to]!.count
        if (sum > most(elapsedMs)) return `${sum} in ${elapsedMs} ms from ${sorted[from]!.at}`
      }
    }
    return undefined
  }
  if (policy.strategy === 'token-bucket') {
    const size = policy.burst ?? policy.limit
    return rolling(Infinity, (elapsedMs) => size + (elapsedMs * policy.limit) / 60_000)
  }
  const { burst } = policy
  const inSecond = burst === undefined ? undefined : rolling(1_000, () => burst)
  if (policy.strategy === 'sliding-window') return inSecond ?? rolling(60_000, () => policy.limit)
  const windows = new Map<number, number>()
  for (const { at, bucketAt = at, count } of sorted) {
    const window = windowOf(bucketAt, policy)
    windows.set(window, (windows.get(window) ?? 0) + count)
  }
  const over = [...windows].find(([, sum]) => sum > policy.limit)
  return inSecond ?? (over && `${over[1]} in the window of ${over[0]}`)
}

function windowOf(at: number, { period }: Policy): number {
  const date = new Date(at)
  if (period === 'minute') return Math.floor(at / 60_000)
  return period === 'day'
    ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())
    : Date.UTC(date.getUTCFullYear(), date.getUTCMonth())
}

/** Whether one more spend of this size keeps every promise: what an exact limiter admits. */
export function mayAdmit(spends: readonly Spend[], next: Spend, policy: Policy): boolean {
  return excessOf([...spends, next], policy) === undefined
}
