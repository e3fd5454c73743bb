import { createMemoryTier, IsolatePurges } from '#worker/cache/index.ts'
import type { CachePorts, CacheTier } from '#worker/cache/types.ts'
import { maxMemoryCacheBytes } from '#worker/limits.ts'

/** Caches of one isolate, without D1 and KV. */
export function benchCachePorts(log: CachePorts['log']): CachePorts {
  return {
    memory: createMemoryTier(maxMemoryCacheBytes),
    kv: nowhere,
    database: nowhere,
    purges: new IsolatePurges(),
    usage: { note: () => undefined },
    log,
  }
}

/** Keeps nothing: every look is a miss. */
const nowhere: CacheTier = {
  get: () => undefined,
  put: () => undefined,
  delete: () => undefined,
}
