import type { EndpointConfig } from '#contract/endpoint.ts'

import { problem } from './problem-response.ts'

/** What idempotency keys add to the parameters of an OpenAPI 3.1 operation. */
export function idempotencyParameters({ idempotency }: EndpointConfig) {
  if (!idempotency.enabled) return []
  return [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: idempotency.required,
      description:
        'A new random value for every new request, the same when a request is repeated: it is then executed once',
      schema: { type: 'string', minLength: 1, maxLength: 257 },
    },
  ]
}

export function idempotencyResponses({ idempotency }: EndpointConfig) {
  if (!idempotency.enabled) return {}
  return {
    '409': problem(
      'The first request with this key still runs, its outcome is unknown, or its answer was not kept',
    ),
    '422': problem('The key stands for another request'),
  }
}

export const replayedHeader = {
  'Idempotency-Replayed': {
    description: 'true: this is the answer to the first request with this key, given again',
    schema: { type: 'string', const: 'true' },
  },
}
