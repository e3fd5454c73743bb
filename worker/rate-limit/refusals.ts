import { reject, type Rejection } from '../rejection.ts'
import type { Claim } from './decide.ts'

/** Nobody can count now, and the endpoint says that nobody passes uncounted. */
export const unavailable = Object.freeze(
  reject('limiter_unavailable', {
    detail: 'Try again in a moment',
    headers: { 'retry-after': '1' },
  }),
)

/** Retry-After is when the last of them admits again: whole seconds, rounded up. */
export function overLimit(short: readonly Claim[], now: number): Rejection {
  const waitMs = Math.max(0, ...short.map(({ holding }) => holding.retryAt - now))
  const names = short.map(({ limit }) => limit.name).join(', ')
  if (waitMs === Infinity)
    return reject('rate_limited', {
      detail: `One such request is more than the limit ${names} admits`,
    })
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000))
  return reject('rate_limited', {
    detail: `The limit ${names} is reached; try again in ${seconds} s`,
    headers: { 'retry-after': String(seconds) },
  })
}
