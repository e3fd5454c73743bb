import * as z from 'zod'

import type { Kind } from '../kind.ts'
import { numbers } from './numbers.ts'
import type { Policy } from './types.ts'

const config = z.looseObject({ type: z.literal('sliding-window'), ...numbers })

/** So many requests in any 60 seconds. */
export const slidingWindow = {
  type: 'sliding-window',
  title: 'Sliding window',
  config,
  compile: ({ requestsPerMinute: limit, burstLimit: burst }) => ({
    strategy: 'sliding-window',
    period: 'minute',
    limit,
    burst,
  }),
} satisfies Kind<typeof config, undefined, Policy>
