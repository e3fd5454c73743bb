import type { RateLimiter } from '#durable-objects/rate-limiter.ts'

import type { Database } from '../db/database.ts'
import { addBlocks } from '../db/rate-limit-blocks.ts'
import { createRateLimitPorts, type RateLimitPorts } from '../rate-limit/index.ts'
import type { NewId } from './id.ts'
import type { Log } from './log.ts'
import { createRateLimiter } from './rate-limiter.ts'
import { wait } from './wait.ts'

export interface LimitPortsDeps {
  readonly namespace: DurableObjectNamespace<RateLimiter>
  readonly shards: number
  readonly db: Database
  readonly now: () => number
  readonly newId: NewId
  readonly log: Log
}

/** What limits need, over Durable Objects and D1. One per isolate. */
export function createLimitPorts(deps: LimitPortsDeps): RateLimitPorts {
  const { db, now, newId, log } = deps
  return createRateLimitPorts({
    limiter: createRateLimiter(deps),
    now,
    wait,
    log,
    writeBlocks: (blocks) => addBlocks(db, blocks, newId),
  })
}
