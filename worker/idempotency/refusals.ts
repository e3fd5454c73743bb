import { reject, type Rejection } from '../rejection.ts'

const shortly = { headers: { 'retry-after': '1' } }

export const keyRequired: Rejection = Object.freeze(
  reject('idempotency_key_required', {
    detail: 'Send an Idempotency-Key: a new random value, such as a UUID, for every new request',
  }),
)

/** The promise is "at most once", so nothing is sent when it cannot be kept. */
export const unavailable: Rejection = Object.freeze(
  reject('idempotency_unavailable', {
    detail: 'Nothing was sent. Try again with the same key',
    ...shortly,
  }),
)

export const refusals = {
  'in-flight': Object.freeze(
    reject('idempotency_in_flight', {
      detail: 'Try again with the same key to read its answer',
      ...shortly,
    }),
  ),
  mismatch: Object.freeze(
    reject('idempotency_key_reused', {
      detail: 'Method, path, query, content type or body differ. Send a new key for a new request',
    }),
  ),
  unknown: Object.freeze(
    reject('idempotency_outcome_unknown', {
      detail:
        'It was sent, and its answer was lost. Find out whether it took effect before you send it with a new key',
    }),
  ),
}

export function tooLargeToKeep(status: number): Rejection {
  return reject('idempotency_answer_too_large', {
    detail: `The request was executed and answered with status ${status}. It is not executed again`,
  })
}
