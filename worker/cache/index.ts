import { defineKinds } from '../kind.ts'
import type { Cache } from '../pipeline.ts'
import { none } from './none.ts'
import type { CacheDeps } from './types.ts'

/** What is remembered, and where. A new kind is its import and its line. */
export const cache = defineKinds<CacheDeps, Cache | undefined>(
  'cache',
  ['memory', 'kv', 'database'],
  none,
)
