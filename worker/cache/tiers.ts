import type { CacheTierName } from '#contract/caching.ts'

import type { RequestContext } from '../context.ts'
import { tooLate, withDeadline } from '../lib/deadline.ts'
import { Lru } from '../lib/lru.ts'
import { maxStoredAnswerBytes } from '../limits.ts'
import { bytesOf } from './memory-tier.ts'
import type { CachePorts, CacheTier, StoredAnswers } from './types.ts'

/** A request does not wait longer for a tier. */
const readTimeoutMs = 250
/** What will not be used for this long is not worth a write, nor would KV keep it. */
const minLastingMs = 60_000
/** KV takes one write a second for a key. */
const minWriteGapMs = 1_000
const rememberedWrites = 10_000

/** Answers found beyond this isolate. */
export interface Recalled {
  readonly answers: StoredAnswers
  readonly tier: CacheTierName
}

/** The tiers of an endpoint: the memory of the isolate, and perhaps one beyond. Failures are misses, logged. */
export interface Tiers {
  readonly isLayered: boolean
  readonly memory: CacheTier
  /** Looks beyond this isolate, and remembers here what was found. */
  recall(key: string, ctx: RequestContext): Promise<Recalled | undefined>
  /** Told of every use, so that what is used twice is written outward. `lastsUntil`: ms since the epoch. */
  spread(key: string, answers: StoredAnswers, lastsUntil: number, ctx: RequestContext): void
  forget(key: string, ctx: RequestContext): void
}

export function createTiers(strategy: CacheTierName, ports: CachePorts): Tiers {
  const { memory } = ports
  const outer = strategy === 'memory' ? undefined : ports[strategy]
  const attempt = async <T>(what: string, work: () => T | Promise<T>, ctx: RequestContext) => {
    try {
      return await work()
    } catch (error) {
      ports.log(`the ${strategy} tier could not be ${what}`, { requestId: ctx.requestId, error })
      return undefined
    }
  }
  const isOutside = new WeakSet<StoredAnswers>()
  const writtenAt = new Lru<string, number>(rememberedWrites)
  return {
    isLayered: outer !== undefined,
    memory,
    async recall(key, ctx) {
      if (outer === undefined) return undefined
      const reading = attempt('read', () => outer.get(key), ctx)
      const answers = await withDeadline(reading, readTimeoutMs)
      if (answers === tooLate) {
        ctx.waitUntil(reading)
        ports.log(`the ${strategy} tier did not answer in time`, { requestId: ctx.requestId })
        return undefined
      }
      if (answers === undefined || answers.length === 0) return undefined
      isOutside.add(answers)
      await memory.put(key, answers)
      return { answers, tier: strategy }
    },
    spread(key, answers, lastsUntil, ctx) {
      if (outer === undefined || isOutside.has(answers)) return
      const now = ctx.now()
      if (lastsUntil - now < minLastingMs) return
      if (now - (writtenAt.get(key) ?? -Infinity) < minWriteGapMs) return
      isOutside.add(answers)
      writtenAt.set(key, now)
      ctx.waitUntil(attempt('written', () => outer.put(key, fitting(answers)), ctx))
    },
    forget(key, ctx) {
      void memory.delete(key)
      if (outer !== undefined) ctx.waitUntil(attempt('cleared', () => outer.delete(key), ctx))
    },
  }
}

/** The newest answers that one entry holds. */
function fitting(answers: StoredAnswers): StoredAnswers {
  let left = 2 * maxStoredAnswerBytes
  return answers.filter((answer) => {
    left -= bytesOf(answer)
    return left >= 0
  })
}
