import { createMemoryTier } from '../cache/index.ts'
import { PurgeLog } from '../cache/purges.ts'
import type { CachePorts } from '../cache/types.ts'
import { createCacheUsage } from '../cache/usage.ts'
import { createPurgeSource } from '../db/cache-purges.ts'
import { addCacheUsage } from '../db/cache-usage.ts'
import type { Database } from '../db/database.ts'
import { maxMemoryCacheBytes } from '../limits.ts'
import { createD1Tier } from './d1-cache-tier.ts'
import { createKvTier } from './kv-cache-tier.ts'
import type { Log } from './log.ts'
import { wait } from './wait.ts'

export interface CachePortsDeps {
  readonly kv: KVNamespace
  /** Callers wait for its reads. */
  readonly gatewayDb: Database
  readonly db: Database
  readonly now: () => number
  readonly log: Log
}

/** What the cache needs, and the purges that the management API takes a part in. One per isolate. */
export function createCachePorts(deps: CachePortsDeps): CachePorts & { readonly purges: PurgeLog } {
  const { kv, gatewayDb, db, now, log } = deps
  return {
    memory: createMemoryTier(maxMemoryCacheBytes),
    kv: createKvTier(kv, { now, log }),
    database: createD1Tier({ readDb: gatewayDb, db, now, log }),
    purges: new PurgeLog({ source: createPurgeSource(gatewayDb, db), now, wait, log }),
    usage: createCacheUsage({ now, wait, log, write: (counts) => addCacheUsage(db, counts) }),
    log,
  }
}
