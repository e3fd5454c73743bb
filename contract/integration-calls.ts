import * as z from 'zod'

import { defineRoutes } from './route.ts'
import { breakerStates } from './breaker.ts'

/** Of one integration: so many calls that succeeded and so many that failed are kept. */
export const keptCalls = 50

/** One call of an integration, as callers caused it. Never a body, a header, a query or a secret. */
export const integrationCall = z.object({
  at: z.iso.datetime().meta({ description: 'When it began' }),
  requestId: z.string(),
  version: z.int().meta({ description: 'Of the endpoint' }),
  method: z.string().meta({ description: 'Empty: it has none' }),
  target: z.string().meta({
    description:
      'Host and path as they are configured, expressions by name: api.example/orders/{id}',
  }),
  failed: z.boolean().meta({
    description: 'No usable answer, a failure status, or something stood in',
  }),
  status: z.int().nullable().meta({ description: 'Of the last answer of the service; null: none' }),
  code: z.string().nullable().meta({ description: 'Problem code of a call without usable answer' }),
  attempts: z.int().meta({ description: '0: nothing was sent' }),
  durationMs: z.int().meta({
    description: 'All attempts and pauses, until the answer is read or its stream is handed over',
  }),
  fallback: z.string().nullable().meta({ description: 'Strategy that stood in' }),
  breaker: z.enum(breakerStates).nullable().meta({ description: 'null: it has none' }),
})
export type IntegrationCall = z.output<typeof integrationCall>

/** What became of calls to services. */
export const integrationCallRoutes = defineRoutes({
  listIntegrationCalls: {
    method: 'GET',
    path: '/endpoints/{id}/integrations/{integrationId}/calls',
    access: 'viewer',
    tag: 'Integrations',
    status: 200,
    summary: `Recent calls, newest first: at most ${keptCalls} that succeeded and ${keptCalls} that failed, kept 30 days; of a busy integration a sample`,
    query: z.strictObject({
      outcome: z.enum(['succeeded', 'failed']).optional().meta({ description: 'Absent: both' }),
    }),
    output: z.object({ items: z.array(integrationCall) }),
  },
})
