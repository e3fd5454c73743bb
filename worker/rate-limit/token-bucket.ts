import * as z from 'zod'

import type { Kind } from '../kind.ts'
import { numbers } from './numbers.ts'
import type { Policy } from './types.ts'

const config = z.looseObject({ type: z.literal('token-bucket'), ...numbers })

/** So many requests a minute, evenly, after a burst. */
export const tokenBucket = {
  type: 'token-bucket',
  title: 'Token bucket',
  config,
  compile: ({ requestsPerMinute: limit, burstLimit: burst }) => ({
    strategy: 'token-bucket',
    period: 'minute',
    limit,
    burst,
  }),
} satisfies Kind<typeof config, undefined, Policy>
