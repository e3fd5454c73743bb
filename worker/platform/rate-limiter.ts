import type { Ask, Grant } from '#durable-objects/rate-limit-buckets.ts'
import type { RateLimiter } from '#durable-objects/rate-limiter.ts'

import { tooLate, withDeadline } from '../lib/deadline.ts'
import type { Limiter } from '../rate-limit/types.ts'

/** A caller waits for the answer. */
const deadlineMs = 50

export interface RateLimiterDeps {
  readonly namespace: Pick<DurableObjectNamespace<RateLimiter>, 'getByName'>
  /** Objects that share the buckets. */
  readonly shards: number
  readonly deadlineMs?: number
}

/** Asks the object that has the bucket. All limits of one subject are in one, so most requests make one call. */
export function createRateLimiter(deps: RateLimiterDeps): Limiter {
  const { namespace, shards } = deps
  const limitMs = deps.deadlineMs ?? deadlineMs
  const stubs = new Map<number, DurableObjectStub<RateLimiter>>()

  async function call(shard: number, asks: readonly Ask[]): Promise<readonly Grant[]> {
    const grants = await withDeadline(attempt(shard, asks), limitMs)
    if (grants === tooLate) throw new Error(`The rate limiter did not answer in ${limitMs} ms`)
    return grants
  }

  async function attempt(shard: number, asks: readonly Ask[]): Promise<readonly Grant[]> {
    const known = stubs.get(shard)
    try {
      return await stubOf(shard).take(asks)
    } catch (error) {
      // After an exception a stub may stay broken, so a new one is tried. Tokens that were issued all the same are lost.
      stubs.delete(shard)
      if (known === undefined || isOverloaded(error)) throw error
      return stubOf(shard).take(asks)
    }
  }

  function stubOf(shard: number): DurableObjectStub<RateLimiter> {
    const stub = stubs.get(shard) ?? namespace.getByName(`${shard}/${shards}`)
    stubs.set(shard, stub)
    return stub
  }

  return {
    async take(asks) {
      const [first, ...others] = Map.groupBy(asks, ({ key }) => shardOf(key, shards))
      if (first === undefined) return []
      if (others.length === 0) return call(...first)
      // What one object gives is handed back when another refuses.
      const answers = await Promise.all(
        [first, ...others].map(async ([shard, part]) => {
          const grants = await call(
            shard,
            part.map((ask) => ({ ...ask, isHeld: true })),
          )
          return part.map((ask, at) => [ask, grants[at]] as const)
        }),
      )
      const byAsk = new Map(answers.flat())
      return asks.map((ask) => byAsk.get(ask)).filter((grant) => grant !== undefined)
    },
  }
}

/** Such an object must not be asked again: that is what overloads it. */
function isOverloaded(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'overloaded' in error &&
    error.overloaded === true
  )
}

/** Keys start with a hash (rate-limit/subject.ts). */
function shardOf(key: string, shards: number): number {
  return Number.parseInt(key.slice(0, 8), 16) % shards
}
