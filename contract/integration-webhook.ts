import * as z from 'zod'

import { integrationBase, template } from './integration.ts'
import { secretName } from './secret-name.ts'

/** Seconds before each attempt: those of Svix. */
const usualSchedule = [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 36_000]

/** What a webhook has in another form than the other kinds, and what to do instead. */
export const fieldsForeignToWebhooks: Readonly<Record<string, string>> = {
  authentication: 'Remove it: the signature says who sends; name its secrets under secrets',
  retryPolicy: 'Remove it: deliverySchedule says when a delivery is tried again',
  deadline: 'Remove it: deliverySchedule says for how long a delivery is tried',
  hedging: 'Remove it: one attempt of a delivery is under way at a time',
  failureStatuses: 'Remove it: every status but 2xx is a failure',
  circuitBreaker: 'Remove it: a receiver that does nothing but fail for 5 days is disabled',
  bulkhead: 'Remove it: a receiver gets at most 6 deliveries at once',
  fallbackStrategy: 'Remove it: no caller waits for the receiver',
}

/** Kind `webhook`: an event, signed and delivered at least once. See docs/kinds/integrations/webhook.md. */
export const webhookIntegration = integrationBase
  .omit({
    authentication: true,
    retryPolicy: true,
    deadline: true,
    hedging: true,
    failureStatuses: true,
    circuitBreaker: true,
    bulkhead: true,
    fallbackStrategy: true,
  })
  .extend({
    type: z.literal('webhook'),
    eventType: template.min(1).max(1_000).meta({
      title: 'Event type',
      description: 'Such as order.created; the name of the event in lists and in the envelope',
    }),
    payload: z.string().min(1).max(16_384).optional().meta({
      title: 'Payload',
      editor: 'jsonata',
      description: 'JSONata. Empty: the request body, or what request transformations made of it',
    }),
    envelope: z.boolean().default(false).meta({
      title: 'Envelope',
      description: 'Sends { type, timestamp, data }, the payload as data',
    }),
    secrets: z.array(secretName).min(1).max(4).meta({
      title: 'Signing secrets',
      description: 'Names of secrets (whsec_… or whsk_…), the newest first: all of them sign',
    }),
    deliverySchedule: z
      .array(z.int().min(0).max(172_800))
      .min(1)
      .max(20)
      .default(usualSchedule)
      .meta({
        title: 'Delivery schedule',
        unit: 's',
        description: 'Wait before each attempt; the first counts from the request',
      }),
    timeout: z.int().min(15_000).max(30_000).default(15_000).meta({
      title: 'Timeout',
      unit: 'ms',
      description: 'For each attempt',
    }),
  })
  .strict()
export type WebhookIntegration = z.output<typeof webhookIntegration>
