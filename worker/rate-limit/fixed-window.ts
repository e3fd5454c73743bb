import * as z from 'zod'

import type { Kind } from '../kind.ts'
import { numbers } from './numbers.ts'
import type { Policy } from './types.ts'

const config = z.looseObject({ type: z.literal('fixed-window'), ...numbers })

/** So many requests in each minute of the clock. */
export const fixedWindow = {
  type: 'fixed-window',
  title: 'Fixed window',
  config,
  compile: ({ requestsPerMinute: limit, burstLimit: burst }) => ({
    strategy: 'fixed-window',
    period: 'minute',
    limit,
    burst,
  }),
} satisfies Kind<typeof config, undefined, Policy>
