import * as z from 'zod'

import { pageOf, pageQuery } from './page.ts'
import { defineRoutes } from './route.ts'

export const deliveryStates = ['pending', 'sending', 'delivered', 'failed'] as const

export const deliveryFailures = [
  'status',
  'redirect',
  'gone',
  'timeout',
  'connection',
  'forbidden',
  'secret',
  'interrupted',
] as const

const failure = z.enum(deliveryFailures).nullable().meta({
  description:
    'status: not 2xx; gone: 410; forbidden: the address may not be called; secret: it could not be signed; interrupted: the gateway stopped, it may have arrived. null: none',
})

/** Who gets the deliveries of one integration. */
export const webhookReceiver = z.object({
  integrationId: z.string(),
  endpoint: z.string().meta({ description: 'URL of the live version, with its holes' }),
  state: z.enum(['enabled', 'disabled']),
  since: z.iso.datetime().nullable().meta({ description: 'null: it never changed' }),
  reason: z.enum(['gone', 'failing', 'operator']).nullable().meta({
    description:
      'gone: it answered 410; failing: nothing but failures for 5 days. null: it is enabled',
  }),
  by: z.string().nullable().meta({ description: 'Who disabled it by hand' }),
  failingSince: z.iso
    .datetime()
    .nullable()
    .meta({ description: 'First failure that no success came after' }),
  lastSuccessAt: z.iso.datetime().nullable(),
  counts: z.object({ pending: z.int(), sending: z.int(), delivered: z.int(), failed: z.int() }),
})
export type WebhookReceiverView = z.output<typeof webhookReceiver>

/** A delivery in a list. */
export const webhookDelivery = z.object({
  id: z.string().meta({ description: 'The webhook-id: the same in every attempt' }),
  eventType: z.string(),
  url: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.int(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  nextAttemptAt: z.iso
    .datetime()
    .nullable()
    .meta({ description: 'pending: when; null: none, or the receiver is disabled' }),
  lastStatus: z.int().nullable(),
  lastFailure: failure,
  payloadBytes: z.int(),
})
export type WebhookDeliveryView = z.output<typeof webhookDelivery>

const webhookAttempt = z.object({
  number: z.int(),
  startedAt: z.iso.datetime(),
  isOver: z.boolean().meta({ description: 'false: it is under way' }),
  durationMs: z.number(),
  status: z.int().nullable(),
  failure,
  error: z.string().nullable(),
  requestHeaders: z
    .record(z.string(), z.string())
    .meta({ description: 'Without the signature; credentials are …' }),
  responseBody: z.string().meta({ description: 'Its first 2,048 bytes' }),
  isCut: z.boolean(),
})
export type WebhookAttemptView = z.output<typeof webhookAttempt>

export const webhookDeliveryDetail = webhookDelivery.extend({
  contentType: z.string().nullable(),
  payload: z.string(),
  payloadEncoding: z.enum(['utf-8', 'base64']),
  attemptList: z.array(webhookAttempt).meta({ description: 'Oldest first' }),
})
export type WebhookDeliveryDetailView = z.output<typeof webhookDeliveryDetail>

const base = '/endpoints/{id}/webhooks'

/** Deliveries of webhooks, and who gets them: integrations of the live version of an endpoint. */
export const webhookRoutes = defineRoutes({
  listWebhookReceivers: {
    method: 'GET',
    path: base,
    access: 'viewer',
    tag: 'Webhooks',
    status: 200,
    summary: 'Receivers of the live version, with how many deliveries are in which state',
    output: z.object({ items: z.array(webhookReceiver) }),
  },
  setWebhookReceiver: {
    method: 'POST',
    path: `${base}/{integrationId}`,
    access: 'editor',
    tag: 'Webhooks',
    status: 200,
    summary:
      'Enable a receiver again, which sends at once what waits for it, or disable it: deliveries then wait',
    body: z.strictObject({ state: z.enum(['enabled', 'disabled']) }),
    output: webhookReceiver,
  },
  listWebhookDeliveries: {
    method: 'GET',
    path: `${base}/{integrationId}/deliveries`,
    access: 'viewer',
    tag: 'Webhooks',
    status: 200,
    summary: 'Deliveries, newest first',
    query: pageQuery.extend({ state: z.enum(deliveryStates).optional() }),
    output: pageOf(webhookDelivery),
  },
  getWebhookDelivery: {
    method: 'GET',
    path: `${base}/{integrationId}/deliveries/{deliveryId}`,
    access: 'editor',
    tag: 'Webhooks',
    status: 200,
    summary: 'One delivery: its payload and all its attempts',
    output: webhookDeliveryDetail,
  },
  replayWebhookDelivery: {
    method: 'POST',
    path: `${base}/{integrationId}/deliveries/{deliveryId}/replay`,
    access: 'editor',
    tag: 'Webhooks',
    status: 200,
    summary:
      'Send it once more, at once and to where the live version says; its webhook-id stays the same',
    output: webhookDelivery,
  },
  replayFailedWebhookDeliveries: {
    method: 'POST',
    path: `${base}/{integrationId}/replay`,
    access: 'editor',
    tag: 'Webhooks',
    status: 200,
    summary: 'Replay the failed deliveries made since a time, at most 1,000 per call',
    body: z.strictObject({ since: z.iso.datetime() }),
    output: z.object({ replayed: z.int(), hasMore: z.boolean() }),
  },
})
