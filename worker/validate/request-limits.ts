import type { EndpointConfig } from '#contract/endpoint.ts'

import { type RequestContext, valueOf } from '../context.ts'
import { maxBufferedRequestBytes } from '../limits.ts'
import type { Guard } from '../pipeline.ts'
import { reject, type Rejection } from '../rejection.ts'

/**
 * Refuses a body that is too large (413) or of another content type (415), by what the request declares.
 * `readsBody`: something reads the body, so it is read here, once, and never beyond the limit.
 * Without it, a body of unknown length is counted while it streams to the upstream.
 */
export function requestLimits(config: EndpointConfig['request'], readsBody: boolean): Guard {
  const limit = readsBody
    ? Math.min(config.maxBodyBytes, maxBufferedRequestBytes)
    : config.maxBodyBytes
  const tooLarge = Object.freeze(
    reject('body_too_large', { detail: `The limit is ${limit} bytes` }),
  )
  const wrongType = Object.freeze(
    reject('unsupported_media_type', { detail: `Send ${config.contentTypes.join(' or ')}` }),
  )
  return (ctx) => {
    const length = valueOf(ctx.headers, 'content-length')
    // Who declares a length has a body: asking the runtime for its stream costs more than all checks here.
    if (length === undefined && ctx.request.body === null) return undefined
    if (length !== undefined && Number(length) > limit) return tooLarge
    const type = valueOf(ctx.headers, 'content-type')
    if (length !== '0' && !accepts(config.contentTypes, type)) return wrongType
    if (!readsBody) return undefined
    return length === undefined ? keepUndeclared(ctx, limit, tooLarge) : keepDeclared(ctx)
  }
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

/** Keeps the body in `ctx.bytes`; the runtime holds the caller to the length. */
async function keepDeclared(ctx: RequestContext): Promise<undefined> {
  ctx.bytes = await ctx.request.arrayBuffer()
}

/** The same for a body that may turn out too long. */
async function keepUndeclared(
  ctx: RequestContext,
  limit: number,
  tooLarge: Rejection,
): Promise<Rejection | undefined> {
  const chunks: Uint8Array[] = []
  let total = 0
  for await (const chunk of ctx.request.body ?? []) {
    total += chunk.byteLength
    if (total > limit) return tooLarge
    chunks.push(chunk)
  }
  ctx.bytes = await new Blob(chunks).arrayBuffer()
  return undefined
}
