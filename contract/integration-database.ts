import * as z from 'zod'

import { valueExpression } from './integration-graphql.ts'
import { integrationBase } from './integration.ts'
import { retryPolicy } from './resilience.ts'

/** A database has no statuses, and gives rows or none. */
const databaseRetryPolicy = retryPolicy.omit({ retryStatuses: true }).extend({
  retryFailures: z
    .array(z.enum(['connection', 'timeout']))
    .max(2)
    .default(['connection', 'timeout'])
    .meta({ title: 'Retried failures' }),
})

/** Kind `database`: one statement. See docs/kinds/integrations/database.md. */
export const databaseIntegration = integrationBase
  .omit({
    endpoint: true,
    authentication: true,
    headers: true,
    hedging: true,
    failureStatuses: true,
  })
  .extend({
    type: z.literal('database'),
    driver: z.enum(['d1', 'postgresql']).meta({ title: 'Database' }),
    connection: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]{0,63}$/, 'Write the name of a binding, such as ORDERS')
      .meta({
        title: 'Connection',
        description: 'Name of a binding that DATABASE_BINDINGS lists',
      }),
    statement: z.string().min(1).max(16_384).meta({
      title: 'Statement',
      editor: 'source',
      description: 'One statement, sent as it stands; ?1 (D1) or $1 (PostgreSQL) for parameters',
    }),
    parameters: z.array(valueExpression).max(100).default([]).meta({
      title: 'Parameters',
      description: 'JSONata for each, in order; the value is bound, never written into the text',
    }),
    mode: z.enum(['read', 'write']).default('read').meta({
      title: 'Access',
      description: 'read: the database itself refuses every change',
    }),
    first: z.boolean().default(false).meta({
      title: 'First row only',
      description: 'The result is one row, or null',
    }),
    maxRows: z.int().min(1).max(10_000).default(1_000).meta({
      title: 'Most rows',
      unit: 'rows',
      description: 'More rows are an error, not a shorter list',
    }),
  })
  .extend({
    retryPolicy: databaseRetryPolicy.optional().meta({ title: 'Retry' }),
  })
  .strict()
export type DatabaseIntegration = z.output<typeof databaseIntegration>
