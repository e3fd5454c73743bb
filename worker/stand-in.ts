import type { UsedFallback } from './context.ts'
import type { Respond } from './pipeline.ts'
import { isRejection } from './rejection.ts'

/** Tells callers when something stood in for a service that failed. */
export function marked(respond: Respond): Respond {
  return async (ctx) => {
    const answer = await respond(ctx)
    if (ctx.fallback === undefined || isRejection(answer)) return answer
    // Answers of fetch have headers that cannot be written.
    const response = new Response(answer.body, answer)
    mark(response.headers, ctx.fallback)
    return response
  }
}

function mark(headers: Headers, { strategies, ageSeconds }: UsedFallback): void {
  headers.set('ecluse-fallback', [...new Set(strategies)].join(', '))
  // What stands in today must not be remembered as the answer, here or at the caller.
  headers.set('cache-control', 'no-store')
  if (ageSeconds === undefined) return
  headers.set('age', String(ageSeconds))
  headers.set('cache-status', 'ecluse; hit; detail=fallback')
}
