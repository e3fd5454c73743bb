import type { WebhookIntegration } from '#contract/integration-webhook.ts'

import type { NewDelivery, WebhookPorts } from './types.ts'

/** How deliveries of this configuration are sent. A test is sent once: nobody looks after it for days. */
export function sendingPlan(
  { secrets, timeout, deliverySchedule }: WebhookIntegration,
  space: WebhookPorts['space'],
): NewDelivery['plan'] {
  const scheduleMs = deliverySchedule.map((seconds) => seconds * 1_000)
  return { secrets, timeoutMs: timeout, scheduleMs: space === 'test' ? [0] : scheduleMs }
}
