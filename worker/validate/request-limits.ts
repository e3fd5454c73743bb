import type { EndpointConfig } from '#contract/endpoint.ts'

import { type RequestContext, valueOf } from '../context.ts'
import { collect } from '../lib/read-bytes.ts'
import { reject, type Rejection } from '../rejection.ts'

/** Refuses a body that is too large (413) or of another content type (415), by what the request declares. */
export function requestLimits(
  { contentTypes }: EndpointConfig['request'],
  limitBytes: number,
): (ctx: RequestContext) => Rejection | undefined {
  const beyond = tooLarge(limitBytes)
  const wrongType = Object.freeze(
    reject('unsupported_media_type', { detail: `Send ${contentTypes.join(' or ')}` }),
  )
  return (ctx) => {
    if (!hasBody(ctx)) return undefined
    const length = valueOf(ctx.headers, 'content-length')
    if (length !== undefined && Number(length) > limitBytes) return beyond
    const type = valueOf(ctx.headers, 'content-type')
    return length === '0' || accepts(contentTypes, type) ? undefined : wrongType
  }
}

/** Who declares a length has a body: asking the runtime for its stream costs more than all other limits. */
export function hasBody(ctx: RequestContext): boolean {
  return valueOf(ctx.headers, 'content-length') !== undefined || ctx.request.body !== null
}

export function tooLarge(limitBytes: number): Rejection {
  return Object.freeze(reject('body_too_large', { detail: `The limit is ${limitBytes} bytes` }))
}

/** The whole body; undefined when it turns out longer than the limit, as one of undeclared length may. */
export function readBody(
  { request, headers }: RequestContext,
  limitBytes: number,
): Promise<ArrayBuffer | undefined> {
  // The runtime holds the caller to the length, which requestLimits has seen.
  const isDeclared = valueOf(headers, 'content-length') !== undefined
  return isDeclared ? request.arrayBuffer() : readUndeclared(request, limitBytes)
}

async function readUndeclared(
  { body }: Request,
  limitBytes: number,
): Promise<ArrayBuffer | undefined> {
  const bytes = body === null ? new Uint8Array() : await collect(body, limitBytes)
  return bytes?.buffer
}

function accepts(contentTypes: readonly string[], sent = ''): boolean {
  if (contentTypes.length === 0) return true
  const type = sent.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  return contentTypes.some((accepted) =>
    accepted.endsWith('/*')
      ? type.startsWith(accepted.slice(0, -1).toLowerCase())
      : type === accepted.toLowerCase(),
  )
}
