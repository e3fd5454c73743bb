import { backoffMs, type RetryPolicy } from '#contract/resilience.ts'

import { isRejection, type Rejection } from '../../rejection.ts'
import type { Outgoing } from '../send.ts'
import { failureOf, retryAfterOf, statusOf } from './outcome.ts'
import { retryAfterMs } from './retry-after.ts'
import { statusMatcher } from './status-matcher.ts'
import type { Answered } from './types.ts'

/** What is known when an attempt has ended. */
export interface Ended {
  readonly result: Answered | Rejection
  /** Attempts made, this one included. */
  readonly attempts: number
  /** Until the call is given up. Unit: ms. */
  readonly leftMs: number
  readonly now: number
  /** In [0, 1). */
  readonly random: number
}

/** To try again after a delay, or why not; both with the words the trace shows. */
export type Decision =
  | { readonly retry: true; readonly delayMs: number; readonly because: string }
  | { readonly retry: false; readonly because: string | undefined }

/** Pure: whether a call is tried again, the budget apart. */
export function retryDecider(
  policy: RetryPolicy,
  trustsKeys: boolean,
): (outgoing: Outgoing, ended: Ended) => Decision {
  const isRetriedStatus = statusMatcher(policy.retryStatuses)
  return (outgoing, { result, attempts, leftMs, now, random }) => {
    const because = reasonOf(result, policy, isRetriedStatus)
    if (because === undefined) return stop(undefined)
    if (attempts >= policy.maxAttempts) return stop('attempts')
    const obstacle = obstacleOf(outgoing, trustsKeys)
    if (obstacle !== undefined) return stop(obstacle)
    const drawn = backoffMs(policy, attempts) * (policy.jitter ? random : 1)
    const asked = retryAfterMs(retryAfterOf(result), now) ?? 0
    const delayMs = Math.max(Math.floor(drawn), asked)
    return delayMs < leftMs ? { retry: true, delayMs, because } : stop('deadline')
  }
}

function stop(because: string | undefined): Decision {
  return { retry: false, because }
}

function reasonOf(
  result: Answered | Rejection,
  policy: RetryPolicy,
  isRetriedStatus: (status: number) => boolean,
): string | undefined {
  const told = isRejection(result) ? result.answered?.failed : undefined
  if (told !== undefined) return told
  const status = statusOf(result)
  if (status !== undefined) return isRetriedStatus(status) ? `status ${status}` : undefined
  const failure = isRejection(result) ? failureOf(result) : undefined
  return failure !== undefined && policy.retryFailures.includes(failure) ? failure : undefined
}

/** Why this request must not be sent a second time; undefined: it may. */
function obstacleOf(outgoing: Outgoing, trustsKeys: boolean): string | undefined {
  const { method, headers, body } = outgoing
  const isSafeToRepeat =
    isSafe(outgoing) ||
    idempotentMethods.has(method) ||
    (trustsKeys && headers.has('idempotency-key'))
  if (!isSafeToRepeat) return 'method'
  // What was streamed is gone, as far as it was read.
  return body instanceof ReadableStream ? 'streamed-body' : undefined
}

/** RFC 9110 9.2.2. */
export const idempotentMethods: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'OPTIONS',
  'PUT',
  'DELETE',
])

/** RFC 9110 9.2.1, of the methods that are called here. */
export const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Whether a call changes nothing, by its method or by what its kind knows of it. */
export function isSafe(outgoing: Outgoing): boolean {
  return outgoing.isSafe === true || safeMethods.has(outgoing.method)
}
