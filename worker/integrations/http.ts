import { type HttpIntegration, httpIntegration } from '#contract/integration.ts'
import type { Issue } from '#contract/problem.ts'

import type { IntegrationResult, RequestContext } from '../context.ts'
import type { Kind } from '../kind.ts'
import { tooLate, withDeadline } from '../lib/deadline.ts'
import { maxBufferedResponseBytes } from '../limits.ts'
import { Problem } from '../problem.ts'
import { isRejection, reject, type Rejection } from '../rejection.ts'
import { type AnswerHead, cleaned, readHead } from './answer-headers.ts'
import { boundStream } from './bound-stream.ts'
import { collect } from './collect-issues.ts'
import { compileHeaders, type ConfiguredHeaders } from './configured-headers.ts'
import { bodyHeaders, forwardHeaders } from './forward-headers.ts'
import { type BuiltBody, compileBody, noBody, type OutgoingBody } from './outgoing-body.ts'
import { readAnswer } from './read-answer.ts'
import { credentialHeaders, failure, type Outgoing, send, type SendPolicy } from './send.ts'
import type { CallOptions, CompiledIntegration, IntegrationDeps } from './types.ts'
import { compileUrl, type UrlTemplate } from './url-template.ts'

/** One call to an HTTP service. See docs/kinds/integrations/http.md. */
export const http = {
  type: 'http',
  title: 'HTTP',
  config: httpIntegration,
  compile: (config, deps) => compileHttp(config, deps),
} satisfies Kind<typeof httpIntegration, IntegrationDeps, CompiledIntegration>

/** What a kind built on this one makes itself, instead of what its configuration would say. */
export interface HttpParts {
  readonly url?: (base: UrlTemplate) => UrlTemplate
  readonly body?: OutgoingBody
}

/** Throws Problem invalid_configuration with everything that is wrong. */
export function compileHttp(
  config: HttpIntegration,
  deps: IntegrationDeps,
  parts: HttpParts = {},
): CompiledIntegration {
  const plan = compileCall(config, deps, parts)
  const sources = [...plan.url.templates, ...plan.headers.templates, ...plan.body.sources]
  return {
    id: config.id,
    dependsOn: [...new Set(sources.flatMap((source) => source.integrations))],
    readsRequestBody: sources.some((source) => source.readsRequestBody),
    passesRequestBody: plan.body.passesRequestBody,
    call: (ctx, options) => call(plan, ctx, options),
    read: (ctx, options) => read(plan, ctx, options),
  }
}

/** Everything about a call that is known before a request. */
interface CallPlan {
  readonly config: HttpIntegration
  readonly url: UrlTemplate
  readonly headers: ConfiguredHeaders
  readonly body: OutgoingBody
  readonly policy: SendPolicy
  readonly passesThrough: boolean
  readonly expects: (status: number) => boolean
}

function compileCall(config: HttpIntegration, deps: IntegrationDeps, parts: HttpParts): CallPlan {
  const { pointer } = deps
  const issues: Issue[] = []
  const url = collect(issues, () => compileUrl(config.endpoint, config.query, pointer))
  const headers = collect(issues, () => compileHeaders(config.headers, `${pointer}/headers`))
  const compileOwnBody = () => compileBody(config.body, `${pointer}/body`, deps)
  const body = parts.body ?? collect(issues, compileOwnBody)
  const refusal = url && deps.upstream.refusal(url.origin)
  if (refusal !== undefined) {
    issues.push({ pointer: `${pointer}/endpoint`, code: 'upstream_forbidden', message: refusal })
  }
  if (url === undefined || headers === undefined || body === undefined || issues.length > 0) {
    throw new Problem('invalid_configuration', { issues })
  }
  const boundHeaders = [...credentialHeaders, ...headers.names]
  return {
    config,
    url: parts.url?.(url) ?? url,
    headers,
    body,
    policy: { upstream: deps.upstream, redirects: config.redirects, boundHeaders },
    passesThrough: deps.passesThrough,
    expects: statusMatcher(config.expectedStatuses),
  }
}

function statusMatcher(patterns: readonly string[]): (status: number) => boolean {
  if (patterns.length === 0) return () => true
  const wanted = new Set(patterns)
  return (status) => wanted.has(String(status)) || wanted.has(`${Math.floor(status / 100)}xx`)
}

/** The answer, its body not read: a declared length is pumped by the runtime, any other stream is bounded here. */
async function call(
  plan: CallPlan,
  ctx: RequestContext,
  options: CallOptions = {},
): Promise<Response | Rejection> {
  const { timeout: maxMs, maxResponseBytes: maxBytes } = plan.config
  // No AbortSignal of its own: that costs a pass-through request about 6 % of its CPU.
  const exchanged = exchange(plan, ctx, options.signal, options)
  const received = await withDeadline(exchanged, maxMs)
  if (received === tooLate) {
    ctx.waitUntil(abandon(exchanged))
    return timedOut
  }
  if (isRejection(received)) return received
  const { response, head } = received
  const isBounded = head.contentLength !== undefined || response.body === null
  if (head.isClean && isBounded) return response
  const body = isBounded ? response.body : boundStream(response.body, { maxBytes, maxMs })
  const { status, statusText } = response
  const headers = head.isClean ? response.headers : cleaned(response.headers)
  return new Response(body, { status, statusText, headers })
}

/** An answer that came too late is not read. */
async function abandon(exchanged: Promise<Exchanged | Rejection>): Promise<void> {
  const late = await exchanged
  if (!isRejection(late)) await late.response.body?.cancel()
}

async function read(
  plan: CallPlan,
  ctx: RequestContext,
  options: CallOptions = {},
): Promise<IntegrationResult | Rejection> {
  const signal = deadline(plan, options)
  const received = await exchange(plan, ctx, signal, options)
  if (isRejection(received)) return received
  const { response, head } = received
  const limit = Math.min(plan.config.maxResponseBytes, maxBufferedResponseBytes)
  if (isLonger(head, limit)) return discard(response, tooLarge)
  try {
    return await readAnswer(response, limit)
  } catch (error) {
    return failure(error, signal)
  }
}

function deadline(plan: CallPlan, options: CallOptions): AbortSignal {
  const timeout = AbortSignal.timeout(plan.config.timeout)
  return options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal])
}

/** An answer whose head is acceptable; its body is still to come. */
interface Exchanged {
  readonly response: Response
  readonly head: AnswerHead
}

/** Sends the call and checks what can be checked before the body. */
async function exchange(
  plan: CallPlan,
  ctx: RequestContext,
  signal: AbortSignal | undefined,
  options: CallOptions,
): Promise<Exchanged | Rejection> {
  const outgoing = await prepare(plan, ctx, signal, options)
  if (isRejection(outgoing)) return outgoing
  ctx.isSent = true
  const response = await send(outgoing, plan.policy)
  if (isRejection(response)) return response
  const { status } = response
  // No answer can be built with a status such as 101 or 999.
  if (status < 200 || status > 599) return discard(response, unusableStatus)
  if (!plan.expects(status)) {
    const detail = `Integration ${plan.config.id} answered ${status}`
    return discard(response, reject('upstream_unexpected_status', { detail }))
  }
  const head = readHead(response.headers)
  if (isRejection(head)) return discard(response, head)
  return isLonger(head, plan.config.maxResponseBytes)
    ? discard(response, tooLarge)
    : { response, head }
}

function isLonger({ contentLength }: AnswerHead, limitBytes: number): boolean {
  return contentLength !== undefined && contentLength > limitBytes
}

async function prepare(
  plan: CallPlan,
  ctx: RequestContext,
  signal: AbortSignal | undefined,
  options: CallOptions,
): Promise<Outgoing | Rejection> {
  const expanded = plan.url.expand(ctx)
  const url = typeof expanded === 'string' ? expanded : await expanded
  if (typeof url !== 'string') return url
  const method = plan.config.method ?? ctx.request.method
  const carriesBody = hasBody(method)
  const headers = forwardHeaders(ctx, carriesBody)
  if (isRejection(headers)) return headers
  const body = carriesBody ? await plan.body.build(ctx, options) : noBody
  if (isRejection(body)) return body
  if (carriesBody) describeBody(headers, body)
  if (!plan.passesThrough) for (const name of partialHeaders) headers.delete(name)
  const refused = plan.headers.isEmpty ? undefined : await plan.headers.apply(headers, ctx)
  return refused ?? { url, method, headers, body: body.content, signal }
}

/** An answer that is read here must be whole: no 304, no 206. */
const partialHeaders = [
  'range',
  'if-range',
  'if-none-match',
  'if-modified-since',
  'if-match',
  'if-unmodified-since',
]
const unusableStatus = Object.freeze(
  reject('upstream_invalid_response', { detail: 'The answer has a status outside 200 to 599' }),
)
const tooLarge = Object.freeze(reject('upstream_too_large'))
const timedOut = Object.freeze(reject('upstream_timeout'))

function hasBody(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD'
}

function describeBody(headers: Headers, body: BuiltBody): void {
  if (body.contentType === undefined) return
  for (const name of bodyHeaders) headers.delete(name)
  if (body.contentType !== null) headers.set('content-type', body.contentType)
}

async function discard(response: Response, rejection: Rejection): Promise<Rejection> {
  await response.body?.cancel()
  return rejection
}
