import type { WebhookIntegration } from '#contract/integration-webhook.ts'
import { pointerTo } from '#contract/json-pointer.ts'
import type { Issue } from '#contract/problem.ts'

import { collect } from '../../collect-issues.ts'
import type { RequestContext } from '../../context.ts'
import { compileExpression, compileTemplate } from '../../expression/index.ts'
import type { Expression, Template } from '../../expression/types.ts'
import { isConfidential } from '../../lib/confidential-url.ts'
import { Problem } from '../../problem.ts'
import { isRejection, reject, type Rejection } from '../../rejection.ts'
import { compileHeaders, type ConfiguredHeaders } from '../configured-headers.ts'
import { forwardHeaders } from '../forward-headers.ts'
import type { CallOptions, IntegrationDeps } from '../types.ts'
import { compileUrl, type UrlTemplate } from '../url-template.ts'
import { deliveryId } from './delivery-id.ts'
import { buildPayload } from './payload.ts'
import { sendingPlan } from './sending-plan.ts'
import type { NewDelivery, WebhookPorts, WebhookReceiver } from './types.ts'

/** Everything about deliveries that is known before a request. */
export interface DeliveryPlan {
  readonly ports: WebhookPorts
  readonly receiver: WebhookReceiver
  readonly url: UrlTemplate
  readonly headers: ConfiguredHeaders
  readonly eventType: Template
  readonly payload: Expression | undefined
  readonly envelope: boolean
  readonly sending: NewDelivery['plan']
  readonly sources: readonly (Expression | Template)[]
}

/** A week: longer than any outage that is waited out. Unit: s. */
const longestScheduleSeconds = 604_800
const reservedHeaders = ['webhook-id', 'webhook-timestamp', 'webhook-signature', 'content-type']

/** Throws Problem invalid_configuration with everything that is wrong. */
export function compileDelivery(config: WebhookIntegration, deps: IntegrationDeps): DeliveryPlan {
  const { pointer, webhooks: ports, endpoint } = deps
  const issues = [...headerIssues(config, pointer), ...listIssues(config, pointer)]
  const part = <T>(compiled: () => T) => collect(issues, compiled)
  const url = part(() => compileUrl(config.endpoint, {}, pointer))
  const headers = part(() => compileHeaders(config.headers, `${pointer}/headers`))
  const eventType = part(() => compileTemplate(config.eventType, `${pointer}/eventType`))
  const payload = part(() =>
    config.payload === undefined ? null : compileExpression(config.payload, `${pointer}/payload`),
  )
  if (url !== undefined) issues.push(...addressIssues(url.origin, deps))
  const isWhole = url !== undefined && headers !== undefined && eventType !== undefined
  if (!isWhole || payload === undefined || issues.length > 0)
    throw new Problem('invalid_configuration', { issues })
  const { id: integrationId, envelope } = config
  return {
    ports,
    receiver: { space: ports.space, endpointId: endpoint.id, integrationId },
    url,
    headers,
    eventType,
    payload: payload ?? undefined,
    envelope,
    sending: sendingPlan(config, ports.space),
    sources: [
      ...url.templates,
      ...headers.templates,
      eventType,
      ...(payload === null ? [] : [payload]),
    ],
  }
}

/** A request as a delivery. malformed_parameter when the event type is no name. */
export async function newDelivery(
  plan: DeliveryPlan,
  ctx: RequestContext,
  options: CallOptions,
): Promise<NewDelivery | Rejection> {
  const url = await plan.url.expand(ctx)
  if (typeof url !== 'string') return url
  const eventType = await plan.eventType.render({ ctx })
  if (!/^[\w.:/-]{1,200}$/.test(eventType)) return unnamed
  const headers = await headersOf(plan, ctx)
  if (isRejection(headers)) return headers
  const source = { expression: plan.payload, envelope: plan.envelope }
  const payload = await buildPayload(source, eventType, ctx, options)
  if (isRejection(payload)) return payload
  const { endpointId, integrationId } = plan.receiver
  return {
    id: deliveryId(ctx, plan.receiver),
    endpointId,
    integrationId,
    eventType,
    url,
    headers,
    contentType: payload.contentType,
    payload: payload.bytes,
    plan: plan.sending,
  }
}

const unnamed = Object.freeze(
  reject('malformed_parameter', {
    detail: 'The event type is no name of letters, digits and . _ - : / of at most 200 characters',
  }),
)

/** Those of the configuration, and the one that ends loops; nothing of the caller's. */
async function headersOf(
  { headers }: DeliveryPlan,
  ctx: RequestContext,
): Promise<NewDelivery['headers'] | Rejection> {
  const forwarded = forwardHeaders(ctx, false)
  if (isRejection(forwarded)) return forwarded
  const own = new Headers({
    'cdn-loop': forwarded.get('cdn-loop') ?? '',
    'user-agent': 'ecluse',
    'x-request-id': ctx.requestId,
  })
  const refused = headers.isEmpty ? undefined : await headers.apply(own, ctx)
  return refused ?? [...own]
}

function headerIssues({ headers }: WebhookIntegration, pointer: string): Issue[] {
  return Object.keys(headers)
    .filter((name) => reservedHeaders.includes(name.toLowerCase()))
    .map((name) => ({
      pointer: `${pointer}/headers${pointerTo(name)}`,
      code: 'reserved_header',
      message: 'Remove it: the webhook writes it',
    }))
}

function listIssues({ secrets, deliverySchedule }: WebhookIntegration, pointer: string): Issue[] {
  const again = secrets.findIndex((name, at) => secrets.indexOf(name) !== at)
  const total = deliverySchedule.reduce((sum, seconds) => sum + seconds, 0)
  return [
    ...(again === -1 ? [] : [{ ...repeatedSecret, pointer: `${pointer}/secrets/${again}` }]),
    ...(total <= longestScheduleSeconds
      ? []
      : [{ ...tooLong, pointer: `${pointer}/deliverySchedule` }]),
  ]
}

const repeatedSecret = {
  code: 'duplicate_secret',
  message: 'Remove it: the list names this secret before',
}
const tooLong = {
  code: 'schedule_too_long',
  message: `Write waits of at most ${longestScheduleSeconds} s, a week, in all`,
}

function addressIssues(origin: URL, { upstream, pointer: of }: IntegrationDeps): Issue[] {
  const pointer = `${of}/endpoint`
  const refusal = upstream.refusal(origin)
  const message = 'Write https: whoever can read on the way would have the events'
  return [
    ...(refusal === undefined ? [] : [{ pointer, code: 'upstream_forbidden', message: refusal }]),
    ...(isConfidential(origin.origin) ? [] : [{ pointer, code: 'insecure_url', message }]),
  ]
}
