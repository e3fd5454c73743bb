import * as z from 'zod'

import { webhookIntegration } from './integration-webhook.ts'
import { httpIntegration, integrationBase } from './integration.ts'

/** Kinds that a later version brings to life: their shape is accepted, using one is a clear error. */
const laterIntegration = integrationBase.extend({ type: z.enum(['graphql', 'database']) }).loose()

/** An integration of any kind. */
export const integration = z.discriminatedUnion('type', [
  httpIntegration,
  laterIntegration,
  webhookIntegration,
])
export type Integration = z.output<typeof integration>
