import { defineKinds } from '../kind.ts'
import type { Guard } from '../pipeline.ts'
import { none } from './none.ts'
import type { AuthDeps } from './types.ts'

/** Who may call. A new kind is its import and its line. */
export const auth = defineKinds<AuthDeps, Guard | undefined>(
  'auth',
  ['api-key', 'jwt', 'oauth2'],
  none,
)
