import type { CacheCall } from './call.ts'
import type { Entry } from './entry.ts'
import type { RequestContext } from '../context.ts'
import { secondsLeft } from './status.ts'

/** What the cache decided by, for the trace: never a secret. */
export interface Decision {
  readonly verdict: 'hit' | 'stale' | 'revalidated' | 'miss' | 'bypass'
  readonly why: string
  readonly tier?: string
  readonly stored?: boolean
}

/** Notes a decision as a span of its own. */
export function tell(
  ctx: RequestContext,
  decision: Decision,
  more: { readonly call?: CacheCall; readonly entry?: Entry | undefined } = {},
): void {
  const { trace } = ctx
  if (trace === undefined) return
  const { call, entry } = more
  const detail = {
    ...decision,
    ...(entry !== undefined && timesOf(entry, ctx)),
    ...(call !== undefined && { key: keyParts(call), keyHash: call.key.slice(0, 16) }),
  }
  const name = decision.stored === undefined ? 'match' : 'store'
  trace.spans.push({
    stage: 'cache',
    name,
    startMs: trace.now(),
    durationMs: 0,
    outcome: 'ok',
    detail,
  })
}

function timesOf({ terms, stored }: Entry, ctx: RequestContext) {
  const now = ctx.now()
  return {
    ageSeconds: Math.max(0, Math.floor((now - terms.bornAt) / 1_000)),
    ttlSeconds: secondsLeft(terms, now),
    expiresAt: new Date(stored.expiresAt).toISOString(),
    tags: stored.tags,
  }
}

function keyParts({ plan, ctx }: CacheCall) {
  return { method: 'GET', path: ctx.path, query: ctx.search, partition: plan.partition }
}
