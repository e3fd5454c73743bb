import type { RequestContext } from '../context.ts'
import { reject, type Rejection } from '../rejection.ts'

/** Where a kind of authentication looks for a credential. */
export interface CredentialPlace {
  readonly in: 'header' | 'query'
  /** In lower case; headers have none, and the contract allows no other for a query parameter. */
  readonly name: string
}

/** More than one credential. */
export const ambiguous: Rejection = Object.freeze(
  reject('ambiguous_credentials', { detail: 'Send one credential, once, in one place' }),
)

/**
 * The text at `place`, or undefined when nothing is there. A request that carries more than one credential is
 * refused, so that the gateway and an upstream can never judge it by different ones: the place twice, its name
 * in headers and query, or an Authorization header beside it.
 */
export function readCredential(
  ctx: RequestContext,
  place: CredentialPlace,
): string | Rejection | undefined {
  let fromHeader: string | undefined
  let hasAuthorization = false
  for (const [name, value] of ctx.headers) {
    if (name === place.name) fromHeader = value
    else if (name === 'authorization') hasAuthorization = true
  }
  const fromQuery = ctx.search.length < 2 ? [] : new URLSearchParams(ctx.search).getAll(place.name)
  const found = fromQuery.length + (fromHeader === undefined ? 0 : 1) + (hasAuthorization ? 1 : 0)
  if (found > 1) return ambiguous
  if (place.in === 'query') return fromQuery[0]
  // The runtime joins repeated fields, and no credential we know has a comma.
  return fromHeader?.includes(',') ? ambiguous : fromHeader
}

/** Takes the credential out of what an upstream or an expression gets to see. */
export function hideCredential(ctx: RequestContext, place: CredentialPlace): void {
  if (place.in === 'header') ctx.hiddenHeader = place.name
  else ctx.search = withoutParameter(ctx.search, place.name)
}

/** Everything else keeps its bytes and its order. */
function withoutParameter(search: string, name: string): string {
  const kept = search
    .slice(1)
    .split('&')
    .filter((pair) => !new URLSearchParams(pair).has(name))
  return kept.length === 0 ? '' : `?${kept.join('&')}`
}
