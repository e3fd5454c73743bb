import type { WebhookIntegration } from '#contract/integration-webhook.ts'
import type { Redirected } from '#durable-objects/webhook-delivery-types.ts'

import { commit } from '../db/commit.ts'
import type { EndpointRow } from '../db/endpoints.ts'
import { findVersion } from '../db/versions.ts'
import { sendingPlan } from '../integrations/webhook/sending-plan.ts'
import type { WebhookReceiver } from '../integrations/webhook/types.ts'
import { Problem } from '../problem.ts'
import type { Services } from '../services.ts'
import { auditEntry } from './audit-entry.ts'
import { existingEndpoint } from './endpoints.ts'
import { pageOf, readCursor } from './page.ts'
import type { Actor, AnyCall, Handlers } from './types.ts'
import { deliveryDetail, deliveryView, receiverView } from './webhook-view.ts'

export const webhookHandlers: Handlers<
  | 'listWebhookReceivers'
  | 'setWebhookReceiver'
  | 'listWebhookDeliveries'
  | 'getWebhookDelivery'
  | 'replayWebhookDelivery'
  | 'replayFailedWebhookDeliveries'
> = {
  async listWebhookReceivers({ services, params }) {
    const row = await existingEndpoint(services, params.id)
    const known = await webhooksOf(services, row)
    const items = await Promise.all(
      known.map(async (config) => {
        const report = await reached(services.webhooks.report(receiverOf(row, config)))
        return receiverView(config, report)
      }),
    )
    return { output: { items } }
  },

  async setWebhookReceiver(call) {
    const { services, body, actor } = call
    const { row, config, receiver } = await found(call)
    const action = body.state === 'enabled' ? 'webhook.enable' : 'webhook.disable'
    await record(call, row, action, { integration: config.id })
    const report = await reached(services.webhooks.set(receiver, body.state, actor.name))
    return { output: receiverView(config, report) }
  },

  async listWebhookDeliveries(call) {
    const { services, query } = call
    const { receiver } = await found(call)
    const { cursor, limit, state } = query
    const position = readCursor(cursor)
    const before = position === undefined ? undefined : Number(position)
    const { webhooks } = services
    const [rows, report] = await reached(
      Promise.all([
        webhooks.list(receiver, { state, before, limit: limit + 1 }),
        webhooks.report(receiver),
      ]),
    )
    const toItem = (row: (typeof rows)[number]) => deliveryView(row, report)
    return { output: pageOf(rows, limit, (row) => String(row.sequence), toItem) }
  },

  async getWebhookDelivery(call) {
    const { webhooks } = call.services
    const { receiver } = await found(call)
    const [row, report] = await reached(
      Promise.all([webhooks.find(receiver, call.params.deliveryId), webhooks.report(receiver)]),
    )
    if (row === undefined) throw noDelivery()
    return { output: deliveryDetail(row, report) }
  },

  async replayWebhookDelivery(call) {
    const { services, params } = call
    const { row, config, receiver } = await found(call)
    const { webhooks } = services
    const id = params.deliveryId
    if ((await reached(webhooks.find(receiver, id))) === undefined) throw noDelivery()
    await record(call, row, 'webhook.replay', { integration: config.id, delivery: id })
    const result = await reached(webhooks.replay(receiver, id, redirected(config)))
    if (result !== 'replayed') throw refusals[result]()
    const [replayed, report] = await reached(
      Promise.all([webhooks.find(receiver, id), webhooks.report(receiver)]),
    )
    if (replayed === undefined) throw noDelivery()
    return { output: deliveryView(replayed, report) }
  },

  async replayFailedWebhookDeliveries(call) {
    const { services, body } = call
    const { row, config, receiver } = await found(call)
    await record(call, row, 'webhook.replay', { integration: config.id, since: body.since })
    const since = Date.parse(body.since)
    const replayed = services.webhooks.replayFailed(receiver, since, redirected(config))
    return { output: await reached(replayed) }
  },
}

const noDelivery = () => new Problem('not_found', { detail: 'No such delivery' })

const refusals = {
  missing: noDelivery,
  sending: () => new Problem('conflict', { detail: 'An attempt is under way: wait for its end' }),
  worn: () => new Problem('conflict', { detail: 'It was tried 50 times; send the event anew' }),
}

/** The integration a call names, as the live version has it. */
async function found(call: {
  readonly services: Services
  readonly params: { readonly id: string; readonly integrationId: string }
}) {
  const { services, params } = call
  const row = await existingEndpoint(services, params.id)
  const known = await webhooksOf(services, row)
  const config = known.find(({ id }) => id === params.integrationId)
  if (config === undefined)
    throw new Problem('not_found', { detail: 'No such webhook in the live version' })
  return { row, config, receiver: receiverOf(row, config) }
}

async function webhooksOf({ db }: Services, row: EndpointRow): Promise<WebhookIntegration[]> {
  const live = row.liveVersion === null ? undefined : await findVersion(db, row.id, row.liveVersion)
  return (live?.config.integrations ?? []).flatMap((config) =>
    config.type === 'webhook' ? [config] : [],
  )
}

function receiverOf(row: EndpointRow, { id }: WebhookIntegration): WebhookReceiver {
  return { space: 'live', endpointId: row.id, integrationId: id }
}

/** Where deliveries go that are replayed. A URL with holes stays as each request filled it. */
function redirected(config: WebhookIntegration): Redirected {
  const url = config.endpoint.includes('{{') ? undefined : new URL(config.endpoint).href
  return { plan: sendingPlan(config, 'live'), url }
}

/** Written first: a record of what then failed is repeated by whoever repeats the call. */
async function record(
  call: AnyCall & { readonly actor: Actor },
  row: EndpointRow,
  action: string,
  details: Record<string, unknown>,
  // oxlint-disable-next-line max-params -- who, what of, what, and how
): Promise<void> {
  const entry = auditEntry(call, call.actor, action, { ...row, details })
  await commit(call.services.db, { ...entry, targetType: 'endpoint' }, { statements: [] })
}

async function reached<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    throw new Problem('storage_unavailable', {
      detail: 'The queue of the webhook cannot be reached',
      internal: error,
    })
  }
}
