import { defineKinds } from '../kind.ts'
import { database } from './database.ts'
import { kv } from './kv.ts'
import { memory } from './memory.ts'
import type { Tiers } from './tiers.ts'
import type { CachePorts } from './types.ts'

export { compileCache, compileTelling } from './compile.ts'
export { tagParameters } from './tags.ts'
export { createMemoryTier } from './memory-tier.ts'

/** Where answers are kept. A new kind is its import and its line. */
export const cache = defineKinds<CachePorts, Tiers>('cache', [], memory, kv, database)
