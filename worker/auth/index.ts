import type { Authentication } from '#contract/authentication.ts'

import { defineKinds } from '../kind.ts'
import type { Guard } from '../pipeline.ts'
import { apiKey } from './api-key.ts'
import { jwt } from './jwt.ts'
import { none } from './none.ts'
import { noteForbidden } from './note-forbidden.ts'
import { oauth2 } from './oauth2.ts'
import { requireRoles } from './require-roles.ts'
import type { AuthDeps } from './types.ts'

/** Who may call. A new kind is its import and its line. */
export const auth = defineKinds<AuthDeps, Guard | undefined>('auth', [], none, apiKey, jwt, oauth2)

/** The kind's own decision, then the roles the endpoint requires. Undefined: anyone may call. */
export function compileAuth(config: Authentication, deps: AuthDeps): Guard | undefined {
  const authenticate = auth.compile(config.type, config, deps)
  return authenticate && noteForbidden(config.type, deps, requireRoles(config.roles, authenticate))
}
