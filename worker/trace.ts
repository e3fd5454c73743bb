import type { TraceSpan } from '#contract/trace.ts'

import type { RequestContext, TraceRecorder } from './context.ts'
import { isRejection } from './rejection.ts'

/** A recorder whose clock starts now. `now` is milliseconds of any monotonic clock. */
export function traceRecorder(now: () => number): TraceRecorder {
  const startedAt = now()
  return { spans: [], now: () => now() - startedAt }
}

/**
 * Runs `work`, and records it as one span when a trace was asked for; otherwise just runs it.
 * `describe` tells what the author may see of the result: never a secret. A rejection is `refused`,
 * an exception `failed` (and thrown on).
 */
// oxlint-disable-next-line max-params -- one flat call on the hot path: an options object would be allocated per request
export function traced<T>(
  ctx: RequestContext,
  stage: string,
  name: string,
  work: () => T | Promise<T>,
  describe?: (result: T) => Record<string, unknown>,
): T | Promise<T> {
  return ctx.trace === undefined ? work() : record(ctx.trace, { stage, name, describe }, work)
}

/** Notes that a stage is off for this endpoint, or that a part of it is for this request. */
export function skipped(ctx: RequestContext, stage: string, name = stage): void {
  const { trace } = ctx
  if (trace === undefined) return
  const startMs = trace.now()
  trace.spans.push({ stage, name, startMs, durationMs: 0, outcome: 'skipped', detail: {} })
}

interface Subject<T> {
  readonly stage: string
  readonly name: string
  readonly describe: ((result: T) => Record<string, unknown>) | undefined
}

function record<T>(
  trace: TraceRecorder,
  subject: Subject<T>,
  work: () => T | Promise<T>,
): T | Promise<T> {
  const span: TraceSpan = {
    stage: subject.stage,
    name: subject.name,
    startMs: trace.now(),
    durationMs: 0,
    outcome: 'ok',
    detail: {},
  }
  // Pushed before the work starts, so an enclosing stage stands before what it contains.
  trace.spans.push(span)
  const finish = (result: T): T => {
    Object.assign(span, outcomeOf(result, subject.describe))
    span.durationMs = trace.now() - span.startMs
    return result
  }
  const fail = (error: unknown): never => {
    span.outcome = 'failed'
    span.durationMs = trace.now() - span.startMs
    throw error
  }
  let result: T | Promise<T>
  try {
    result = work()
  } catch (error) {
    return fail(error)
  }
  return result instanceof Promise ? result.then(finish, fail) : finish(result)
}

function outcomeOf<T>(
  result: T,
  describe: Subject<T>['describe'],
): Pick<TraceSpan, 'outcome' | 'detail'> {
  if (isRejection(result)) {
    const { code, detail, issues, authorDetail } = result
    const reasons = {
      code,
      ...(detail !== undefined && { detail }),
      ...(issues !== undefined && { issues }),
      ...authorDetail,
    }
    return { outcome: 'refused', detail: { ...describe?.(result), ...reasons } }
  }
  return { outcome: 'ok', detail: describe === undefined ? {} : describe(result) }
}
