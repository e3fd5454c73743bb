import type { RequestContext } from '../context.ts'
import { isRejection, reject, type Rejection } from '../rejection.ts'
import { challenge } from './challenge.ts'
import { ambiguous, readCredential } from './credential.ts'

/** Where a bearer token stands (RFC 6750 2.1). */
export const bearerPlace = Object.freeze({ in: 'header', name: 'authorization' } as const)

/** RFC 6750 2.1: the scheme in any case, one space. Undefined: another scheme, or nothing. */
export function bearerOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined || authorization.length < 8 || authorization[6] !== ' ')
    return undefined
  const token = authorization.slice(7)
  if (!authorization.startsWith('Bearer') && authorization.slice(0, 6).toLowerCase() !== 'bearer')
    return undefined
  return token.includes(' ') ? undefined : token
}

/**
 * The bearer token of a request, undefined when there is none. A second one in the query (RFC 6750 2.3) is
 * refused: an upstream might read that one.
 */
export function readBearer(ctx: RequestContext): string | Rejection | undefined {
  const read = readCredential(ctx, bearerPlace)
  if (isRejection(read)) return read
  const isInQuery = ctx.search !== '' && new URLSearchParams(ctx.search).has('access_token')
  return isInQuery ? (read === undefined ? tokenInQuery : ambiguous) : bearerOf(read)
}

const tokenInQuery = Object.freeze(
  reject('credentials_required', {
    detail: 'Send the token in the header authorization: Bearer <token>, not in the query',
    headers: challenge('Bearer'),
  }),
)
