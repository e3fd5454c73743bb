import { hashParts } from '../../lib/hash-parts.ts'
import type { WebhookReceiver } from './types.ts'

/** The name of a receiver's object: a digest. */
export function receiverName({ space, endpointId, integrationId }: WebhookReceiver): string {
  return hashParts('webhook', space, endpointId, integrationId).slice(0, 32)
}
