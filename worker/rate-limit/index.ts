import { defineKinds } from '../kind.ts'
import type { Guard } from '../pipeline.ts'
import { none } from './none.ts'
import type { GuardDeps } from './types.ts'

/** How often a caller may call. A new kind is its import and its line. */
export const rateLimit = defineKinds<GuardDeps, Guard | undefined>(
  'rate-limit',
  ['fixed-window', 'sliding-window', 'token-bucket'],
  none,
)
