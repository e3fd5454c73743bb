import type { RequestContext } from '../context.ts'
import { reject, type Rejection } from '../rejection.ts'
import { challenge } from './challenge.ts'

/**
 * Refuses a caller who lacks one of `scopes`; nobody when the list is empty. `scheme` Bearer answers with the
 * challenge that RFC 6750 3.1 asks for.
 */
export function refuseMissingScopes(
  scopes: readonly string[],
  scheme: 'Bearer' | undefined,
): (ctx: RequestContext) => Rejection | undefined {
  if (scopes.length === 0) return () => undefined
  const scope = scopes.join(' ')
  const refused = Object.freeze(
    reject('insufficient_scope', {
      detail: `All of these scopes are needed: ${scopes.join(', ')}`,
      ...(scheme === 'Bearer' && {
        headers: challenge('Bearer', { error: 'insufficient_scope', scope }),
      }),
    }),
  )
  return (ctx) => {
    const missing = scopes.filter((name) => ctx.principal?.scopes.includes(name) !== true)
    if (ctx.trace !== undefined)
      ctx.decision = { ...ctx.decision, requiredScopes: scopes, missingScopes: missing }
    return missing.length === 0 ? undefined : refused
  }
}
