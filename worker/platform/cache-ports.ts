import { createMemoryTier, IsolatePurges } from '../cache/index.ts'
import type { CachePorts, CacheTier } from '../cache/types.ts'
import { maxMemoryCacheBytes } from '../limits.ts'

/** What the cache needs, in the memory of this isolate. */
export function createCachePorts(log: CachePorts['log']): CachePorts {
  const memory = createMemoryTier(maxMemoryCacheBytes)
  return { memory, kv: nowhere, database: nowhere, purges: new IsolatePurges(), log }
}

/** Keeps nothing: every look is a miss. */
const nowhere: CacheTier = {
  get: () => undefined,
  put: () => undefined,
  delete: () => undefined,
}
