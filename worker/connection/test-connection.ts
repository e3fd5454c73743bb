import type { ConnectionTest } from '#contract/connection-test.ts'
import { problems } from '#contract/problem.ts'

import type { IntegrationResult, RequestContext } from '../context.ts'
import { tooLate, withDeadline } from '../lib/deadline.ts'
import type { WaitUntil } from '../lib/wait-until.ts'
import { failure } from '../integrations/send.ts'
import type { CompiledIntegration } from '../integrations/types.ts'
import type { Pipeline } from '../pipeline.ts'
import { Problem } from '../problem.ts'
import { isRejection, reject, type Rejection } from '../rejection.ts'
import { contextOf, type MadeUp, makeRequest } from '../test-run.ts'
import { traceRecorder } from '../trace.ts'
import { type SeenCredentials, shownHeaders } from './credentials.ts'
import { edgeFault, faultOf } from './fault.ts'
import { readExcerpt } from './excerpt.ts'

interface ConnectionSubject extends MadeUp {
  readonly integration: CompiledIntegration
  readonly authenticate: Pipeline['authenticate']
  readonly expects: (status: number) => boolean
  readonly timeoutMs: number
  /** Of the integrations that it reads. */
  readonly results: Readonly<Record<string, Partial<IntegrationResult>>>
  readonly seen: SeenCredentials
}

interface ConnectionDeps {
  readonly basePath: string
  readonly now: () => number
  readonly requestId: string
  readonly waitUntil: WaitUntil
  /** Where the reasons go that may hold what the author must not see. */
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}

/**
 * Calls an integration once, for a made-up request, and shows the beginning of its answer or why there is none.
 * Nothing that is shown holds a credential of the call. Throws Problem invalid_input when the request cannot be made.
 */
export async function testConnection(
  subject: ConnectionSubject,
  deps: ConnectionDeps,
): Promise<ConnectionTest> {
  const { requestId, now } = deps
  const request = makeRequest(subject, deps.basePath)
  const trace = traceRecorder(now)
  const call = { request, requestId, waitUntil: deps.waitUntil }
  const ctx = contextOf({ subject, call, trace }, deps)
  const started = now()
  const ended = (rest: Omit<ConnectionTest, 'requestId' | 'durationMs'>): ConnectionTest => ({
    requestId,
    durationMs: now() - started,
    ...rest,
  })
  const failed = (failure: Rejection): ConnectionTest => {
    const { internal, code } = failure
    if (internal !== undefined)
      deps.log('a connection test failed', { requestId, code, error: internal })
    return ended({ response: null, firstByteMs: null, problem: problemOf(failure, subject) })
  }
  if (isRejection(ctx)) return failed(ctx)
  const stop = AbortSignal.timeout(subject.timeoutMs)
  const answer = await settled(stop, () => answerOf(subject, ctx, stop))
  if (isRejection(answer)) return failed(answer)
  const firstByteMs = now() - started
  const excerpt = await settled(stop, () => excerptOf(answer, subject))
  if (isRejection(excerpt)) return { ...failed(excerpt), firstByteMs }
  return ended({
    firstByteMs,
    response: {
      status: answer.status,
      headers: shownHeaders(answer.headers, subject.seen),
      ...excerpt,
    },
    problem: answeredProblem(answer, excerpt.body, subject),
  })
}

/** A credential in the request is checked as one of a caller; without one, nobody calls. */
async function answerOf(
  { integration, authenticate, results }: ConnectionSubject,
  ctx: RequestContext,
  signal: AbortSignal,
): Promise<Response | Rejection> {
  const refused = await authenticate?.(ctx)
  if (refused !== undefined && refused.code !== 'credentials_required') return refused
  ctx.bytes = await ctx.request.arrayBuffer()
  for (const [id, { status = 200, headers = {}, body }] of Object.entries(results))
    ctx.integrations[id] = { status, headers, body }
  return integration.call(ctx, { signal })
}

/** A body that drips is not waited for longer than the call may take, whatever it comes from. */
async function excerptOf(answer: Response, { seen, timeoutMs }: ConnectionSubject) {
  const excerpt = await withDeadline(readExcerpt(answer, seen), timeoutMs)
  return excerpt === tooLate ? reject('upstream_timeout') : excerpt
}

/** What expressions and broken bodies throw, as a value. */
async function settled<T>(
  stop: AbortSignal,
  work: () => Promise<T | Rejection>,
): Promise<T | Rejection> {
  try {
    return await work()
  } catch (error) {
    return error instanceof Problem
      ? reject(error.code, {
          ...(error.options.detail !== undefined && { detail: error.options.detail }),
          internal: error.options.internal,
        })
      : failure(error, stop)
  }
}

function answeredProblem(answer: Response, body: string | null, subject: ConnectionSubject) {
  const { status } = answer
  const fault = edgeFault(answer, body)
  if (fault !== undefined) return { ...problemOf(reject('upstream_unreachable'), subject), fault }
  if (subject.expects(status)) return null
  const detail = `The upstream answered ${status}`
  return problemOf(reject('upstream_unexpected_status', { detail }), subject)
}

function problemOf(
  failure: Rejection,
  { seen }: ConnectionSubject,
): NonNullable<ConnectionTest['problem']> {
  const { code, detail = problems[code].title } = failure
  return { code, fault: faultOf(failure), message: seen.redact(detail) }
}
