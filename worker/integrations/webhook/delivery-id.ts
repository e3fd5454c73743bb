import { identityOf, type RequestContext, valueOf } from '../../context.ts'
import { hashParts } from '../../lib/hash-parts.ts'
import type { WebhookReceiver } from './types.ts'

/**
 * The `webhook-id`. A request that is repeated with its Idempotency-Key, and asks for the same, gets the same
 * id and is delivered once; without a key every request has one of its own.
 */
export function deliveryId(ctx: RequestContext, receiver: WebhookReceiver): string {
  const key = valueOf(ctx.headers, 'idempotency-key')
  const what = key === undefined ? ['request', ctx.requestId] : ['key', key, ...repeatable(ctx)]
  const place = [receiver.space, receiver.endpointId, receiver.integrationId]
  return `msg_${hashParts(...place, ...what).slice(0, 32)}`
}

/** Who asks for what: the same key of somebody else, or with another body, is another event. */
function repeatable({ request, path, search, bytes, principal, clientIp }: RequestContext) {
  const caller = principal === undefined ? ['address', clientIp] : identityOf(principal)
  return [...caller, request.method, path, search, bytes ?? '']
}
