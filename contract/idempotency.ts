import * as z from 'zod'

/** Whether a repeated request may be answered by the recorded answer of the first (IETF draft Idempotency-Key). */
export const idempotency = z.strictObject({
  enabled: z.boolean().default(false).meta({ title: 'Idempotency keys' }),
  required: z.boolean().default(false).meta({
    title: 'Refuse requests without a key',
    description: '400; off: a request without a key is passed on as it is',
  }),
  ttlSeconds: z.int().min(60).max(604_800).default(86_400).meta({
    title: 'Remember answers',
    unit: 's',
    description: 'How long a key stands for its first request',
  }),
  upstreamIsIdempotent: z.boolean().default(false).meta({
    title: 'The upstream knows the key too',
    description: 'A request whose outcome is unknown is sent again with the same key; off: 409',
  }),
})
