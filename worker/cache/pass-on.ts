import type { RequestContext } from '../context.ts'
import type { Answer } from '../pipeline.ts'
import { isRejection } from '../rejection.ts'
import { isKnown } from './conditions.ts'
import { withoutContent } from './reply.ts'

/** An answer that is not stored, with what the cache has to say about it. */
export function passOn(answer: Answer, status: string): Answer {
  if (isRejection(answer)) {
    return { ...answer, headers: { ...answer.headers, 'cache-status': status } }
  }
  const response = new Response(answer.body, answer)
  response.headers.append('cache-status', status)
  return response
}

/**
 * The same where the service was asked for the whole answer because the cache keeps the conditions of callers to
 * itself: a caller that has it already gets its 304 from here.
 */
export function passOnWhole(answer: Response, ctx: RequestContext, status: string): Answer {
  const headers = [...answer.headers]
  if (answer.status !== 200 || !isKnown(headers, ctx.now(), ctx)) return passOn(answer, status)
  if (answer.body !== null) ctx.waitUntil(answer.body.cancel())
  return passOn(new Response(null, { status: 304, headers: withoutContent(headers) }), status)
}
