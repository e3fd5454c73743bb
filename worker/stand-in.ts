import type { RequestContext, UsedFallback } from './context.ts'
import type { Respond } from './pipeline.ts'
import { isRejection } from './rejection.ts'

/** Tells callers when something stood in for a service that failed, or the answer does without it. */
export function marked(respond: Respond): Respond {
  return async (ctx) => {
    const answer = await respond(ctx)
    const isWhole = ctx.fallback === undefined && ctx.partial === undefined
    if (isWhole || isRejection(answer)) return answer
    // Answers of fetch have headers that cannot be written.
    const response = new Response(answer.body, answer)
    mark(response.headers, ctx)
    return response
  }
}

function mark(headers: Headers, { fallback, partial }: RequestContext): void {
  if (partial !== undefined) headers.set('ecluse-partial', partial.join(', '))
  // What is so today must not be remembered as the answer, here or at the caller.
  headers.set('cache-control', 'no-store')
  if (fallback !== undefined) markFallback(headers, fallback)
}

function markFallback(headers: Headers, { strategies, ageSeconds }: UsedFallback): void {
  headers.set('ecluse-fallback', [...new Set(strategies)].join(', '))
  if (ageSeconds === undefined) return
  headers.set('age', String(ageSeconds))
  headers.set('cache-status', 'ecluse; hit; detail=fallback')
}
