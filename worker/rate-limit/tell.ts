import type { RequestContext } from '../context.ts'
import type { Claim } from './decide.ts'

/** What was decided by, for the span of the trace. */
export function tell(
  ctx: RequestContext,
  claims: readonly Claim[],
  short: readonly Claim[],
  uncounted: readonly Claim[] = [],
): void {
  const now = ctx.now()
  const limits = claims.map((claim) => {
    const { limit, terms, holding, cost } = claim
    const { strategy, limit: requests, period } = terms.policy
    const { remaining, left, resetAt, lease } = holding
    return {
      name: limit.name,
      strategy,
      limit: requests,
      period,
      mode: limit.mode,
      countBy: limit.countBy,
      cost,
      isShort: short.includes(claim),
      isCounted: !uncounted.includes(claim),
      remaining: remaining + left,
      ...(resetAt !== Infinity && {
        resetSeconds: Math.max(0, Math.ceil((resetAt - now) / 1_000)),
      }),
      lease: { size: lease.size, left },
    }
  })
  ctx.decision = { limits }
}
