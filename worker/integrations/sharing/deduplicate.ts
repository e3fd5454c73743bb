import type { IntegrationResult, RequestContext } from '../../context.ts'
import { conditionalHeaders } from '../../lib/conditional-headers.ts'
import { hasNullBody } from '../../lib/null-body-status.ts'
import { readBytes } from '../../lib/read-bytes.ts'
import { maxBufferedResponseBytes } from '../../limits.ts'
import { isRejection, reject, type Rejection } from '../../rejection.ts'
import { lastGoodKey, ofTheMessage } from '../resilience/last-good.ts'
import { failure, type Outgoing } from '../send.ts'
import type { CallOptions, CompiledIntegration } from '../types.ts'
import { notesOf } from '../resilience/notes.ts'
import { InFlight } from './in-flight.ts'
import { type Shared, type Sharing, tellFallback } from './types.ts'

/** An answer without a stream: what may be handed from one request to another. */
interface Whole {
  readonly status: number
  readonly headers: [string, string][]
  readonly body: Uint8Array<ArrayBuffer>
}

/** Reads that are equal in every respect, caller included, are sent once while the first is under way. */
export function deduplicated(inner: CompiledIntegration, sharing: Sharing): CompiledIntegration {
  const calls = new InFlight<Shared<Whole | Rejection>>()
  const reads = new InFlight<Shared<IntegrationResult | Rejection>>()
  const call = once(calls, sharing, async (ctx, options) => whole(await inner.call(ctx, options)))
  return {
    ...inner,
    async call(ctx, options = {}) {
      const answer = await call(ctx, options)
      if (isRejection(answer)) return answer
      const { status, headers, body } = answer
      return new Response(hasNullBody(status) ? null : body, { status, headers })
    },
    read: once(reads, sharing, async (ctx, given) => {
      const { isOfRecords: _, ...options } = given
      const result = await inner.read(ctx, options)
      // As it is read here: its headers would be listed by another request.
      return isRejection(result) ? result : { ...result }
    }),
  }
}

function once<T extends object>(
  inFlight: InFlight<Shared<T | Rejection>>,
  { id, name, prepare, waitMs }: Sharing,
  make: (ctx: RequestContext, options: CallOptions) => Promise<T | Rejection>,
) {
  return async (ctx: RequestContext, options: CallOptions = {}): Promise<T | Rejection> => {
    const prepared = await prepare(ctx, options)
    if (isRejection(prepared)) return prepared
    const key = isWhole(prepared) ? lastGoodKey(name, ctx, prepared) : undefined
    if (key === undefined) return make(ctx, { ...options, prepared })
    // Nothing may await between looking and leading, or two would lead.
    const flight = inFlight.join(key, waitMs)
    const joined = flight === undefined ? undefined : await flight
    // Its calls are counted by the request that made them, not by this one.
    if (joined === undefined || isSpent(joined.result)) {
      const work = make(ctx, { prepared }).then((result) => ({ result, fallback: ctx.fallback }))
      return (await inFlight.lead(key, work, ctx)).result
    }
    tellFallback(joined, ctx)
    notesOf(ctx, id).shared = true
    return joined.result
  }
}

function isSpent(result: object): boolean {
  return isRejection(result) && result.code === 'subrequest_limit'
}

/** A part of an answer, or that it has not changed, is for whoever asked that. */
function isWhole({ headers }: Outgoing): boolean {
  return !conditionalHeaders.some((name) => headers.has(name))
}

async function whole(answer: Response | Rejection): Promise<Whole | Rejection> {
  if (isRejection(answer)) return answer
  const { status } = answer
  // The runtime decodes what is read.
  const headers = [...answer.headers].filter(([name]) => !ofTheMessage.has(name))
  try {
    const body = await readBytes(answer, maxBufferedResponseBytes)
    return body === undefined ? reject('upstream_too_large') : { status, headers, body }
  } catch (error) {
    return failure(error, undefined)
  }
}
