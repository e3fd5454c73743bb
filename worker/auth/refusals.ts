import { reject, type Rejection } from '../rejection.ts'

/** Nobody can tell whether the credential is right: refused, whatever it is. */
export const unavailable: Rejection = Object.freeze(
  reject('authentication_unavailable', {
    detail: 'Try again in a moment',
    headers: { 'retry-after': '1' },
  }),
)

/** The address guessed too often: what it sends now is not looked at. */
export function tooManyAttempts(waitMs: number): Rejection {
  const seconds = Math.ceil(waitMs / 1_000)
  return reject('too_many_attempts', {
    detail: `Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`,
    headers: { 'retry-after': String(seconds) },
  })
}
