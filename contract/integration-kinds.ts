import * as z from 'zod'

import { databaseIntegration } from './integration-database.ts'
import { graphqlIntegration } from './integration-graphql.ts'
import { webhookIntegration } from './integration-webhook.ts'
import { httpIntegration } from './integration.ts'

/** An integration of any kind. */
export const integration = z.discriminatedUnion('type', [
  httpIntegration,
  graphqlIntegration,
  databaseIntegration,
  webhookIntegration,
])
export type Integration = z.output<typeof integration>
