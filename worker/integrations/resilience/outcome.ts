import type { RetryFailure } from '#contract/resilience.ts'

import { isRejection, type Rejection } from '../../rejection.ts'
import type { Answered } from './types.ts'

/** The status the upstream answered with, also when that was refused as unexpected; undefined without an answer. */
export function statusOf(result: Answered | Rejection): number | undefined {
  return isRejection(result) ? result.answered?.status : result.status
}

/** Value of Retry-After (RFC 9110 10.2.3), or null. */
export function retryAfterOf(result: Answered | Rejection): string | null {
  if (isRejection(result)) return result.answered?.retryAfter ?? null
  if (result instanceof Response) return result.headers.get('retry-after')
  return result.headers['retry-after'] ?? null
}

/** What was wrong with the upstream. Undefined: it answered, or the fault is not its own. */
export function failureOf(result: Answered | Rejection): RetryFailure | undefined {
  if (!isRejection(result)) return undefined
  switch (result.code) {
    case 'upstream_unreachable':
    case 'database_unreachable':
      return 'connection'
    case 'upstream_timeout':
    case 'database_timeout':
      return 'timeout'
    case 'upstream_invalid_response':
      return 'invalid-response'
    default:
      return undefined
  }
}

/**
 * What an attempt tells about the health of its upstream. Resilience4j records every exception and Envoy every
 * 5xx; what the gateway itself refused, before or after sending, tells nothing.
 */
export function verdictOf(
  result: Answered | Rejection,
  isFailureStatus: (status: number) => boolean,
): 'good' | 'bad' | 'nothing' {
  if (isRejection(result) && result.answered?.failed !== undefined) return 'bad'
  const status = statusOf(result)
  if (status !== undefined) return isFailureStatus(status) ? 'bad' : 'good'
  if (failureOf(result) !== undefined) return 'bad'
  return isRejection(result) && answeredAll.has(result.code) ? 'good' : 'nothing'
}

/** The upstream is well; its answer is not what is wanted. */
const answeredAll: ReadonlySet<string> = new Set(['database_error', 'upstream_too_large'])

/** An answer that is no failure of its upstream. */
export function isGood(
  result: Answered | Rejection,
  isFailureStatus: (status: number) => boolean,
): boolean {
  return !isRejection(result) && !isFailureStatus(result.status)
}

/** Ends an answer that nobody is going to read. */
export async function discard(result: Answered | Rejection): Promise<void> {
  if (result instanceof Response) await result.body?.cancel()
}
