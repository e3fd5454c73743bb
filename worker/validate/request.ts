import type { EndpointConfig } from '#contract/endpoint.ts'

import { maxBufferedRequestBytes } from '../limits.ts'
import type { Guard } from '../pipeline.ts'
import { hasBody, readBody, requestLimits, tooLarge } from './request-limits.ts'
import { requestSchemas } from './request-schemas.ts'

/**
 * Limits first: what is too large is never read. `readsBody`: something reads the body, so it is kept here,
 * once; without it, a body of unknown length is counted while it streams to the upstream. Throws SchemaFault.
 */
export function validateRequest(
  { request, validation }: Pick<EndpointConfig, 'request' | 'validation'>,
  readsBody: boolean,
): Guard {
  const schemas = requestSchemas(validation)
  if (!readsBody) {
    const limits = requestLimits(request, request.maxBodyBytes)
    return schemas === undefined ? limits : (ctx) => limits(ctx) ?? schemas(ctx)
  }
  const limit = Math.min(request.maxBodyBytes, maxBufferedRequestBytes)
  const limits = requestLimits(request, limit)
  const beyond = tooLarge(limit)
  return async (ctx) => {
    const refused = limits(ctx)
    if (refused !== undefined) return refused
    if (hasBody(ctx)) {
      ctx.bytes = await readBody(ctx, limit)
      if (ctx.bytes === undefined) return beyond
    }
    return schemas?.(ctx)
  }
}
