import { type WebhookIntegration, webhookIntegration } from '#contract/integration-webhook.ts'

import type { IntegrationResult, RequestContext } from '../context.ts'
import { mergeReads } from '../expression/index.ts'
import type { Kind } from '../kind.ts'
import { isRejection, type Rejection } from '../rejection.ts'
import { compileDelivery, type DeliveryPlan, newDelivery } from './webhook/compile.ts'
import { enqueue } from './webhook/enqueue.ts'
import type { CallOptions, CompiledIntegration, IntegrationDeps } from './types.ts'

/** An event that is signed and delivered at least once. See docs/kinds/integrations/webhook.md. */
export const webhook = {
  type: 'webhook',
  title: 'Webhook',
  config: webhookIntegration,
  compile,
} satisfies Kind<typeof webhookIntegration, IntegrationDeps, CompiledIntegration>

function compile(config: WebhookIntegration, deps: IntegrationDeps): CompiledIntegration {
  const plan = compileDelivery(config, deps)
  return {
    id: config.id,
    dependsOn: [...new Set(plan.sources.flatMap((source) => source.integrations))],
    alternatives: [],
    hasFallback: false,
    // The payload is made of it, and so is the id of a request with a key.
    readsRequestBody: true,
    passesRequestBody: false,
    caller: mergeReads(plan.sources),
    async call(ctx, options = {}) {
      const result = await queued(plan, ctx, options)
      return isRejection(result) ? result : Response.json(result.body, { status: result.status })
    },
    read: (ctx, options = {}) => queued(plan, ctx, options),
  }
}

/** 202: it is durable, and delivered later. */
async function queued(
  plan: DeliveryPlan,
  ctx: RequestContext,
  options: CallOptions,
): Promise<IntegrationResult | Rejection> {
  const delivery = await newDelivery(plan, ctx, options)
  if (isRejection(delivery)) return delivery
  const refused = await enqueue(plan, delivery, ctx)
  if (refused !== undefined) return refused
  const headers = { 'content-type': 'application/json' }
  return { status: 202, headers, body: { id: delivery.id, status: 'queued' } }
}
