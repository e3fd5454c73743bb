import * as z from 'zod'

import { defineRoutes } from './route.ts'

export const breakerStates = ['closed', 'open', 'half-open', 'forced-open', 'disabled'] as const

const rate = z.number().nullable()
const counts = {
  calls: z.int().meta({ description: 'Calls in the window' }),
  failed: z.int(),
  slow: z.int(),
}

/** One change of state. */
const breakerTransition = z.object({
  at: z.iso.datetime(),
  from: z.enum(breakerStates),
  to: z.enum(breakerStates),
  cause: z
    .enum(['start', 'failure-rate', 'slow-call-rate', 'wait-over', 'probe', 'operator'])
    .meta({ description: 'wait-over: a probe was let through; probe: what it found' }),
  by: z.string().nullable().meta({ description: 'Who set it by hand' }),
  ...counts,
})

/** The circuit breaker of one integration, as all isolates share it. */
export const breaker = z.object({
  integrationId: z.string(),
  sharedIntegration: z
    .string()
    .nullable()
    .meta({ description: 'Id of the shared integration whose uses all share this breaker' }),
  state: z.enum(breakerStates),
  since: z.iso.datetime().nullable().meta({ description: 'null: it never changed' }),
  until: z.iso
    .datetime()
    .nullable()
    .meta({ description: 'open: when a probe may go; half-open: when its lease ends' }),
  failureRate: rate.meta({ description: 'Per cent; null: fewer calls than it takes to open' }),
  slowCallRate: rate,
  ...counts,
  transitions: z.array(breakerTransition).meta({ description: 'Newest first, at most 50' }),
})
export type Breaker = z.output<typeof breaker>

/** Circuit breakers of the live version of an endpoint. */
export const breakerRoutes = defineRoutes({
  listBreakers: {
    method: 'GET',
    path: '/endpoints/{id}/breakers',
    access: 'viewer',
    tag: 'Circuit breakers',
    status: 200,
    summary: 'Circuit breakers of the integrations of the live version',
    output: z.object({ items: z.array(breaker) }),
  },
  setBreaker: {
    method: 'POST',
    path: '/endpoints/{id}/breakers/{integrationId}',
    access: 'editor',
    tag: 'Circuit breakers',
    status: 200,
    summary:
      'Set the state by hand: forced-open refuses and disabled admits until it is set again; half-open sends one probe',
    body: z.strictObject({ state: z.enum(breakerStates) }),
    output: breaker,
  },
})
