import { Buffer } from 'node:buffer'

import type { WebhookIntegration } from '#contract/integration-webhook.ts'
import type {
  WebhookAttemptView,
  WebhookDeliveryDetailView,
  WebhookDeliveryView,
  WebhookReceiverView,
} from '#contract/webhook-routes.ts'
import type {
  AttemptRow,
  DeliveryDetail,
  DeliveryRow,
  ReceiverReport,
} from '#durable-objects/webhook-delivery-types.ts'

import { decodeUtf8 } from '../lib/decode-utf8.ts'

export function receiverView(
  { id, endpoint }: WebhookIntegration,
  { disabled, since, failingSince, lastSuccessAt, counts }: ReceiverReport,
): WebhookReceiverView {
  return {
    integrationId: id,
    endpoint,
    state: disabled === undefined ? 'enabled' : 'disabled',
    since: timeOf(since),
    reason: disabled?.reason ?? null,
    by: disabled?.by ?? null,
    failingSince: timeOf(failingSince),
    lastSuccessAt: timeOf(lastSuccessAt),
    counts,
  }
}

export function deliveryView(row: DeliveryRow, { disabled }: ReceiverReport): WebhookDeliveryView {
  const { id, eventType, url, state, attempts, lastStatus, lastFailure, payloadBytes } = row
  return {
    id,
    eventType,
    url,
    state,
    attempts,
    createdAt: new Date(row.createdAt).toISOString(),
    finishedAt: timeOf(row.finishedAt),
    nextAttemptAt: state === 'pending' && disabled === undefined ? timeOf(row.dueAt) : null,
    lastStatus,
    lastFailure,
    payloadBytes,
  }
}

export function deliveryDetail(
  row: DeliveryDetail,
  report: ReceiverReport,
): WebhookDeliveryDetailView {
  const text = decodeUtf8(row.payload)
  return {
    ...deliveryView(row, report),
    contentType: row.contentType,
    payload: text ?? Buffer.from(row.payload).toString('base64'),
    payloadEncoding: text === undefined ? 'base64' : 'utf-8',
    attemptList: row.attemptRows.map(attemptView),
  }
}

function attemptView(row: AttemptRow): WebhookAttemptView {
  const { number, isOver, durationMs, status, failure, error, headers, body, isCut } = row
  return {
    number,
    startedAt: new Date(row.startedAt).toISOString(),
    isOver,
    durationMs,
    status: status ?? null,
    failure: failure ?? null,
    error: error ?? null,
    requestHeaders: Object.fromEntries(headers),
    responseBody: body,
    isCut,
  }
}

function timeOf(at: number | null | undefined): string | null {
  return at === null || at === undefined ? null : new Date(at).toISOString()
}
