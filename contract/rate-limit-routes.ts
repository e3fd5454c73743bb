import * as z from 'zod'

import { pageOf, pageQuery } from './page.ts'
import { defineRoutes } from './route.ts'

const mode = z.enum(['enforce', 'shadow'])

/** Requests of one minute that the same limit refused, or would have, of the same caller. */
const rateLimitBlock = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  endpointId: z.string(),
  limit: z.string().meta({ description: 'Name of the limit; default: the first of the endpoint' }),
  mode: mode.meta({ description: 'shadow: nobody was refused' }),
  consumer: z.string().nullable(),
  ipAddress: z.string().nullable().meta({ description: 'Of callers without a name' }),
  count: z.int(),
})

export const rateLimitRoutes = defineRoutes({
  listRateLimitBlocks: {
    method: 'GET',
    path: '/rate-limit-blocks',
    access: 'viewer',
    tag: 'Rate limits',
    status: 200,
    summary: 'Requests over a rate limit, newest first, kept 30 days',
    query: pageQuery.extend({
      endpointId: z.string().max(64).optional(),
      limitName: z.string().max(64).optional().meta({ description: 'Name of the limit' }),
      mode: mode.optional(),
    }),
    output: pageOf(rateLimitBlock),
  },
})
