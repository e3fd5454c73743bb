import type { IdempotencyPorts } from '#worker/idempotency/types.ts'

const absent = () => Promise.reject(new Error('the benchmark has no idempotency keys'))

/** Ports for endpoints that have no idempotency keys. */
export const benchIdempotency: IdempotencyPorts = {
  store: { begin: absent, finish: absent, abandon: absent },
  space: 'live',
  newOwner: () => crypto.randomUUID(),
  log: (message, details) => console.error(message, details),
}
