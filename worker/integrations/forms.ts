import type { IntegrationResult, RequestContext } from '../context.ts'
import { deadlineAfter, tooLate, withDeadline } from '../lib/deadline.ts'
import { maxBufferedResponseBytes } from '../limits.ts'
import { isRejection, reject, type Rejection } from '../rejection.ts'
import { cleaned } from './answer-headers.ts'
import { boundStream } from './bound-stream.ts'
import { type CallPlan, discard, type Exchanged, exchange, isLonger, tooLarge } from './exchange.ts'
import { jsonAnswer } from './json-answer.ts'
import { readAnswer } from './read-answer.ts'
import type { Form, Limits } from './resilience/types.ts'
import { failure, type Outgoing } from './send.ts'
import { handedOn, readHere } from './stand-ins.ts'
import type { CallOptions } from './types.ts'

/** The answer is handed on, its body not read: a declared length is pumped by the runtime, any other stream is bounded here. */
export function streamForm(
  plan: CallPlan,
  ctx: RequestContext,
  options: CallOptions,
): Form<Response> {
  const { of, copied, askOther } = handedOn(plan.other, ctx, options)
  return {
    attempt: (outgoing, limits) => stream(plan, ctx, outgoing, limits),
    of,
    copied,
    askOther,
  }
}

/** The answer is read and interpreted, and its value handed on as JSON. */
export function writtenForm(
  plan: CallPlan,
  ctx: RequestContext,
  options: CallOptions,
): Form<Response> {
  const { of, copied, askOther } = handedOn(plan.other, ctx, options)
  return {
    attempt: async (outgoing, limits) =>
      jsonAnswer(await read({ plan, ctx, options }, outgoing, limits)),
    of,
    copied,
    askOther,
  }
}

/** The answer is read as a whole, parsed when it is JSON. */
export function readForm(
  plan: CallPlan,
  ctx: RequestContext,
  options: CallOptions,
): Form<IntegrationResult> {
  const { of, copied, askOther } = readHere(plan.other, ctx, options)
  return {
    attempt: (outgoing, limits) => read({ plan, ctx, options }, outgoing, limits),
    of,
    copied,
    askOther,
  }
}

const timedOut = Object.freeze(reject('upstream_timeout'))

async function stream(
  plan: CallPlan,
  ctx: RequestContext,
  outgoing: Outgoing,
  { limitMs, signal }: Limits,
): Promise<Response | Rejection> {
  const { maxResponseBytes: maxBytes } = plan.config
  // No AbortSignal of its own: that costs a pass-through request about 6 % of its CPU.
  const exchanged = exchange(plan, ctx, signal === undefined ? outgoing : { ...outgoing, signal })
  const received = await withDeadline(exchanged, limitMs)
  if (received === tooLate) {
    ctx.waitUntil(abandon(exchanged))
    return timedOut
  }
  if (isRejection(received)) return received
  const { response, head } = received
  const isBounded = head.contentLength !== undefined || response.body === null
  if (head.isClean && isBounded) return response
  const body = isBounded
    ? response.body
    : boundStream(response.body, { maxBytes, maxMs: plan.config.timeout })
  const { status, statusText } = response
  const headers = head.isClean ? response.headers : cleaned(response.headers)
  return new Response(body, { status, statusText, headers })
}

/** An answer that came too late is not read. */
async function abandon(exchanged: Promise<Exchanged | Rejection>): Promise<void> {
  const late = await exchanged
  if (!isRejection(late)) await late.response.body?.cancel()
}

interface Reading {
  readonly plan: CallPlan
  readonly ctx: RequestContext
  readonly options: CallOptions
}

async function read(
  reading: Reading,
  outgoing: Outgoing,
  limits: Limits,
): Promise<IntegrationResult | Rejection> {
  if (limits.isOnly === true && limits.signal === undefined) {
    // The request is answered when this is over, and the runtime ends what a request leaves behind.
    const answer = await withDeadline(receive(reading, outgoing, limits), limits.limitMs)
    return answer === tooLate ? timedOut : answer
  }
  const { signal, end } = deadlineAfter(limits.limitMs, limits.signal)
  try {
    return await receive(reading, { ...outgoing, signal }, limits)
  } finally {
    end()
  }
}

async function receive(
  { plan, ctx, options }: Reading,
  outgoing: Outgoing,
  limits: Limits,
): Promise<IntegrationResult | Rejection> {
  const received = await exchange(plan, ctx, outgoing)
  if (isRejection(received)) return received
  const { response, head } = received
  if (options.isOfRecords?.(head.contentType ?? null) === true)
    return recordsOf(response, plan, limits)
  const limit = Math.min(plan.config.maxResponseBytes, maxBufferedResponseBytes)
  if (isLonger(head, limit)) return discard(response, tooLarge)
  const answer = await readAnswer(received, limit).catch((error: unknown) =>
    failure(error, outgoing.signal),
  )
  return isRejection(answer) || plan.interpret === undefined ? answer : plan.interpret(answer)
}

/** The body stays a stream, with the time that is left to no other. */
function recordsOf(
  response: Response,
  { config }: CallPlan,
  { limitMs }: Limits,
): IntegrationResult {
  const { status, body } = response
  const headers = Object.fromEntries(response.headers)
  if (body === null) return { status, headers, body: undefined }
  const records = boundStream(body, { maxBytes: config.maxResponseBytes, maxMs: limitMs })
  return { status, headers, body: undefined, records }
}
