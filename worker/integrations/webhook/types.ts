import type { Enqueued, NewDelivery } from '#durable-objects/webhook-delivery-types.ts'

import type { EndpointFacts } from '../types.ts'

export type { Enqueued, NewDelivery }

/** The queue of one receiver, as all isolates share it. */
export interface WebhookQueue {
  /** Resolves once it is durable. The same id twice is one delivery. Rejects when it cannot be reached in time. */
  enqueue(receiver: WebhookReceiver, delivery: NewDelivery): Promise<Enqueued>
}

/** Whom deliveries are for: an integration of an endpoint. */
export interface WebhookReceiver {
  readonly space: WebhookPorts['space']
  readonly endpointId: EndpointFacts['id']
  readonly integrationId: string
}

/** What webhooks need from the platform. */
export interface WebhookPorts {
  readonly queue: WebhookQueue
  /** Test runs have queues of their own, and deliver once. */
  readonly space: 'live' | 'test'
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}
