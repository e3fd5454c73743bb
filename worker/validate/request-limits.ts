import type { EndpointConfig } from '#contract/endpoint.ts'

import type { RequestContext } from '../context.ts'
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
    if (ctx.request.body === null) return undefined
    const length = ctx.request.headers.get('content-length')
    if (length !== null && Number(length) > limit) return tooLarge
    if (length !== '0' && !accepts(config.contentTypes, ctx.request.headers)) return wrongType
    return readsBody ? keepBody(ctx, limit, tooLarge) : undefined
  }
}

function accepts(contentTypes: readonly string[], headers: Headers): boolean {
  if (contentTypes.length === 0) return true
  const type = headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  return contentTypes.some((accepted) =>
    accepted.endsWith('/*')
      ? type.startsWith(accepted.slice(0, -1).toLowerCase())
      : type === accepted.toLowerCase(),
  )
}

/** Reads the body into `ctx.bytes`, where requestBytes (worker/body.ts) finds it. */
async function keepBody(
  ctx: RequestContext,
  limit: number,
  tooLarge: Rejection,
): Promise<Rejection | undefined> {
  const { body, headers } = ctx.request
  if (body === null) return undefined
  if (headers.has('content-length')) {
    ctx.bytes = ctx.request.arrayBuffer()
    await ctx.bytes
    return undefined
  }
  const chunks: Uint8Array[] = []
  let total = 0
  for await (const chunk of body) {
    total += chunk.byteLength
    if (total > limit) return tooLarge
    chunks.push(chunk)
  }
  ctx.bytes = new Blob(chunks).arrayBuffer()
  return undefined
}
