import * as z from 'zod'

import { databaseIntegration } from './integration-database.ts'
import { graphqlIntegration } from './integration-graphql.ts'
import { httpIntegration, integrationBase } from './integration.ts'

/** The kind that a later version brings to life: its shape is accepted, using one is a clear error. */
const laterIntegration = integrationBase.extend({ type: z.literal('webhook') }).loose()

/** An integration of any kind. */
export const integration = z.discriminatedUnion('type', [
  httpIntegration,
  graphqlIntegration,
  laterIntegration,
  databaseIntegration,
])
export type Integration = z.output<typeof integration>
