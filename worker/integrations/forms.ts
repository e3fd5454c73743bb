import type { IntegrationResult, RequestContext } from '../context.ts'
import { tooLate, withDeadline } from '../lib/deadline.ts'
import { hasNullBody } from '../lib/null-body-status.ts'
import { stringifyJson } from '../lib/stringify-json.ts'
import { maxAnswerNodes, maxBufferedResponseBytes, maxJsonDepth } from '../limits.ts'
import { isRejection, reject, type Rejection } from '../rejection.ts'
import { cleaned } from './answer-headers.ts'
import { boundStream } from './bound-stream.ts'
import { type CallPlan, discard, type Exchanged, exchange, isLonger, tooLarge } from './exchange.ts'
import { copyStream } from './copy-stream.ts'
import { readAnswer } from './read-answer.ts'
import type { Form, KeptAnswer, Limits } from './resilience/types.ts'
import { failure, type Outgoing } from './send.ts'
import type { CallOptions } from './types.ts'

/** The answer is handed on, its body not read: a declared length is pumped by the runtime, any other stream is bounded here. */
export function streamForm(
  plan: CallPlan,
  ctx: RequestContext,
  options: CallOptions,
): Form<Response> {
  return {
    attempt: (outgoing, limits) => stream(plan, ctx, outgoing, limits),
    of: async (answer) => responseOf(answer),
    copied: copiedStream,
    askOther: async (id) => (await plan.other(id)?.call(ctx, options)) ?? gone,
  }
}

/** The answer is read as a whole, parsed when it is JSON. */
export function readForm(
  plan: CallPlan,
  ctx: RequestContext,
  options: CallOptions,
): Form<IntegrationResult> {
  return {
    attempt: (outgoing, limits) => read({ plan, ctx, options }, outgoing, limits),
    of: async (answer) => readAnswer(responseOf(answer), maxBufferedResponseBytes),
    copied(answer, maxBytes, keep) {
      const text = answer.records === undefined ? textOf(answer.body, maxBytes) : undefined
      if (text !== undefined) keep(text)
      return answer
    },
    askOther: async (id) => (await plan.other(id)?.read(ctx, options)) ?? gone,
  }
}

const gone = Object.freeze(reject('internal_error', { internal: 'no such integration' }))
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
  { plan, ctx, options }: Reading,
  outgoing: Outgoing,
  limits: Limits,
): Promise<IntegrationResult | Rejection> {
  const timeout = AbortSignal.timeout(limits.limitMs)
  const signal = limits.signal === undefined ? timeout : AbortSignal.any([timeout, limits.signal])
  const received = await exchange(plan, ctx, { ...outgoing, signal })
  if (isRejection(received)) return received
  const { response, head } = received
  if (response.body !== null && options.isOfRecords?.(response.headers.get('content-type'))) {
    const { maxResponseBytes: maxBytes } = plan.config
    const { status, headers, body } = response
    const records = boundStream(body, { maxBytes })
    return { status, headers: Object.fromEntries(headers), body: undefined, records }
  }
  const limit = Math.min(plan.config.maxResponseBytes, maxBufferedResponseBytes)
  if (isLonger(head, limit)) return discard(response, tooLarge)
  try {
    return await readAnswer(response, limit)
  } catch (error) {
    return failure(error, signal)
  }
}

function copiedStream(
  answer: Response,
  maxBytes: number,
  keep: (body: KeptAnswer['body']) => void,
): Response {
  const { body, status, statusText, headers } = answer
  const declared = Number(headers.get('content-length') ?? 0)
  if (declared > maxBytes) return answer
  if (body === null) {
    keep('')
    return answer
  }
  return new Response(copyStream(body, maxBytes, keep), { status, statusText, headers })
}

/** The body of a read answer as text; undefined when it has too much of it. */
function textOf(body: unknown, maxChars: number): string | undefined {
  if (body === undefined) return ''
  if (typeof body === 'string') return body.length > maxChars ? undefined : body
  return stringifyJson(body, { maxChars, maxNodes: maxAnswerNodes, maxDepth: maxJsonDepth })
}

function responseOf({ status, headers, body }: Parameters<Form<Response>['of']>[0]): Response {
  return new Response(hasNullBody(status) ? null : body, {
    status,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
  })
}
