import { type RequestContext, valueOf } from '../../context.ts'
import { requestBody } from '../../body.ts'
import type { Expression } from '../../expression/types.ts'
import { isRejection, reject, type Rejection } from '../../rejection.ts'
import { maxWebhookPayloadBytes } from '../../limits.ts'
import { jsonContent } from '../outgoing-body.ts'
import type { CallOptions } from '../types.ts'

/** The bytes that are signed and sent, and what they are. */
export interface Payload {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Null: the request had none. */
  readonly contentType: string | null
}

interface PayloadPlan {
  /** Undefined: the request body, or what the request transformations made of it. */
  readonly expression: Expression | undefined
  readonly envelope: boolean
}

/** What a delivery carries. body_too_large above 256 KiB. */
export async function buildPayload(
  { expression, envelope }: PayloadPlan,
  eventType: string,
  ctx: RequestContext,
  { document }: CallOptions,
  // oxlint-disable-next-line max-params -- one flat call
): Promise<Payload | Rejection> {
  if (expression === undefined && document === undefined && !envelope) return sized(received(ctx))
  const data =
    expression !== undefined
      ? await expression.evaluate({ ctx })
      : document === undefined
        ? requestBody(ctx)
        : document.body
  const timestamp = new Date(ctx.now()).toISOString()
  const body = jsonContent(envelope ? { type: eventType, timestamp, data } : data)
  if (isRejection(body)) return body
  const bytes = new Uint8Array(new TextEncoder().encode(String(body.content)))
  return sized({ bytes, contentType: 'application/json' })
}

function received({ bytes, headers }: RequestContext): Payload {
  return {
    bytes: new Uint8Array(bytes ?? new ArrayBuffer(0)),
    contentType: valueOf(headers, 'content-type') ?? null,
  }
}

function sized(payload: Payload): Payload | Rejection {
  return payload.bytes.byteLength > maxWebhookPayloadBytes ? tooLarge : payload
}

const tooLarge = Object.freeze(
  reject('body_too_large', {
    detail: `The payload of a webhook has at most ${maxWebhookPayloadBytes} bytes`,
  }),
)
