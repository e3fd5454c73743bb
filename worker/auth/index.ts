import type { Authentication } from '#contract/authentication.ts'

import { defineKinds } from '../kind.ts'
import { none } from './none.ts'
import { requireRoles } from './require-roles.ts'
import type { AuthDeps, CompiledAuth } from './types.ts'

/** Who may call. A new kind is its import and its line. */
export const auth = defineKinds<AuthDeps, CompiledAuth | undefined>(
  'auth',
  ['api-key', 'jwt', 'oauth2'],
  none,
)

/** The kind's own decision, then the roles the endpoint requires. Undefined: anyone may call. */
export function compileAuth(config: Authentication, deps: AuthDeps): CompiledAuth | undefined {
  const compiled = auth.compile(config.type, config, deps)
  return compiled && { ...compiled, authenticate: requireRoles(config.roles, compiled.authenticate) }
}
