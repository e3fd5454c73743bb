import type {
  NewDelivery,
  WebhookPorts,
  WebhookReceiver,
} from '#worker/integrations/webhook/types.ts'

/** For tests without webhooks. */
export const noWebhooks: WebhookPorts = {
  queue: { enqueue: () => Promise.reject(new Error('no webhook may be queued here')) },
  space: 'live',
  log: () => undefined,
}

/** A queue in memory. What was handed over is in `queued`. */
export function webhookPorts(more: Partial<WebhookPorts> = {}) {
  const queued: (NewDelivery & { readonly receiver: WebhookReceiver })[] = []
  const ports: WebhookPorts = {
    ...noWebhooks,
    queue: {
      async enqueue(receiver, delivery) {
        const isKnown = queued.some(({ id }) => id === delivery.id)
        if (!isKnown) queued.push({ ...delivery, receiver })
        return { isKnown, isHeld: false }
      },
    },
    ...more,
  }
  return { queued, ports }
}
