import * as z from 'zod'

import { pageOf, pageQuery } from './page.ts'
import { defineRoutes } from './route.ts'

/** Name of the limit that stands in the fields of `rateLimit` itself, in headers, traces and lists. */
export const firstLimitName = 'default'

/** What one caller was refused, or in shadow mode would have been refused, by one limit in one minute. */
export const rateLimitBlock = z.object({
  endpointId: z.string(),
  limitName: z.string().meta({
    description: `Of the limit or quota; ${firstLimitName}: the first limit`,
  }),
  mode: z.enum(['enforce', 'shadow']).meta({
    description: 'enforce: was refused; shadow: would have been refused',
  }),
  at: z.iso.datetime().meta({ description: 'Begin of the minute' }),
  subject: z.string().meta({
    description: 'Whose requests were counted together: an address or the text of the expression',
  }),
  consumerId: z.string().nullable().meta({ description: 'null: counted by something else' }),
  consumerName: z.string().nullable().meta({ description: 'null: unknown or deleted' }),
  count: z.int().meta({ description: 'Requests' }),
})
export type RateLimitBlock = z.output<typeof rateLimitBlock>

/** Whom limits refuse. */
export const rateLimitBlockRoutes = defineRoutes({
  listRateLimitBlocks: {
    method: 'GET',
    path: '/rate-limit-blocks',
    access: 'viewer',
    tag: 'Rate limits',
    status: 200,
    summary:
      'Requests that limits refused or in shadow mode would have refused, newest first, kept 30 days',
    query: pageQuery.extend({
      endpointId: z.string().max(64).optional(),
      limitName: z.string().max(32).optional(),
      mode: z.enum(['enforce', 'shadow']).optional(),
    }),
    output: pageOf(rateLimitBlock),
  },
})
