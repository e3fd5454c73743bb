import { createMemoryTier } from '#worker/cache/index.ts'
import { PurgeLog } from '#worker/cache/purges.ts'
import type { CachePorts, CacheTier } from '#worker/cache/types.ts'
import { createCacheUsage } from '#worker/cache/usage.ts'
import { maxMemoryCacheBytes } from '#worker/limits.ts'
import { wait } from '#worker/platform/wait.ts'

/** Caches of one isolate as in production, over a D1 and a KV that hold nothing. */
export function benchCachePorts(log: CachePorts['log']): CachePorts {
  const now = () => Date.now()
  const source = {
    since: () => Promise.resolve({ generation: 1, floor: 0, purged: [] }),
    add: () => Promise.resolve(),
  }
  return {
    memory: createMemoryTier(maxMemoryCacheBytes),
    kv: nowhere,
    database: nowhere,
    purges: new PurgeLog({ source, now, wait, log }),
    usage: createCacheUsage({ now, wait, log, write: () => Promise.resolve() }),
    log,
  }
}

/** Keeps nothing: every look is a miss. */
const nowhere: CacheTier = {
  get: () => undefined,
  put: () => undefined,
  delete: () => undefined,
}
