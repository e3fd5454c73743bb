import type { EndpointConfig } from '#contract/endpoint.ts'

import type { Guard } from '../pipeline.ts'
import { requestLimits } from './request-limits.ts'
import { requestSchemas } from './request-schemas.ts'

/** Limits first: what is too large is never read. `readsBody`: see requestLimits. Throws SchemaFault. */
export function validateRequest(
  config: Pick<EndpointConfig, 'request' | 'validation'>,
  readsBody: boolean,
): Guard {
  const limits = requestLimits(config.request, readsBody)
  const schemas = requestSchemas(config.validation)
  if (schemas === undefined) return limits
  return (ctx) => {
    const refused = limits(ctx)
    return refused instanceof Promise
      ? refused.then((refusal) => refusal ?? schemas(ctx))
      : (refused ?? schemas(ctx))
  }
}
