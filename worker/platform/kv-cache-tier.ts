import { decodeAnswers } from '../cache/answer-encoding.ts'
import type { CacheTier } from '../cache/types.ts'
import { Lru } from '../lib/lru.ts'
import { type AnswerTierDeps, encodeFitting, lastExpiry, usable } from './cache-tier.ts'

/** KV takes 25 MiB; an isolate has 128 MB for all of its requests. */
export const largestKvValueBytes = 8_388_608
/** KV takes one write a second for a key: more would fail. */
const writeEveryMs = 1_000
const rememberedWrites = 1_000
/** The least that KV takes for a value's life, and for how long an edge keeps it. Unit: s. */
const leastTtlS = 60
const edgeTtlS = 30

/**
 * Answers in KV, one value per key. An edge may answer with a value that is half a minute old, or with none:
 * whether an answer may be used says the answer itself, by its times and its generation.
 */
export function createKvTier(kv: KVNamespace, deps: AnswerTierDeps): CacheTier {
  const { now } = deps
  const writtenAt = new Lru<string, number>(rememberedWrites)
  const mayWrite = (key: string): boolean => {
    if (now() - (writtenAt.get(key) ?? Number.NEGATIVE_INFINITY) < writeEveryMs) return false
    writtenAt.set(key, now())
    return true
  }
  return {
    async get(key) {
      const value = await kv.get(key, { type: 'arrayBuffer', cacheTtl: edgeTtlS })
      return value === null ? undefined : usable(decodeAnswers(new Uint8Array(value)), key, deps)
    },
    async put(key, answers) {
      const lifeS = Math.ceil((lastExpiry(answers) - now()) / 1_000)
      const value = encodeFitting(answers, largestKvValueBytes)
      if (value === undefined || lifeS <= 0 || !mayWrite(key)) return
      await kv.put(key, value, { expirationTtl: Math.max(leastTtlS, lifeS) })
    },
    async delete(key) {
      if (mayWrite(key)) await kv.delete(key)
    },
  }
}
