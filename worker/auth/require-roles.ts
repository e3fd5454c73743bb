import type { RequestContext } from '../context.ts'
import type { Guard } from '../pipeline.ts'
import { reject, type Rejection } from '../rejection.ts'

/** Adds to `authenticate` that the caller needs one of `roles`; none are required when the list is empty. */
export function requireRoles(roles: readonly string[], authenticate: Guard): Guard {
  if (roles.length === 0) return authenticate
  const wanted = new Set(roles)
  const refused = Object.freeze(
    reject('insufficient_role', { detail: `One of these roles is needed: ${roles.join(', ')}` }),
  )
  const decide = (ctx: RequestContext): Rejection | undefined => {
    const matched = ctx.principal?.roles.find((role) => wanted.has(role))
    if (ctx.trace !== undefined) ctx.decision = { ...ctx.decision, requiredRoles: roles, matched }
    return matched === undefined ? refused : undefined
  }
  return (ctx) => {
    const verdict = authenticate(ctx)
    return verdict instanceof Promise
      ? verdict.then((rejection) => rejection ?? decide(ctx))
      : (verdict ?? decide(ctx))
  }
}
