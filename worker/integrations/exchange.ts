import type { HttpIntegration } from '#contract/integration.ts'

import type { IntegrationResult, RequestContext } from '../context.ts'
import { isRejection, reject, type Rejection } from '../rejection.ts'
import { type AnswerHead, readHead } from './answer-headers.ts'
import type { ConfiguredHeaders } from './configured-headers.ts'
import type { Authentication } from './authentication/index.ts'
import { bodyHeaders, forwardHeaders } from './forward-headers.ts'
import { type BuiltBody, noBody, type OutgoingBody } from './outgoing-body.ts'
import { type Outgoing, send, type SendPolicy } from './send.ts'
import type { CallOptions, IntegrationDeps } from './types.ts'
import type { UrlTemplate } from './url-template.ts'
import { conditionalHeaders } from '../lib/conditional-headers.ts'

/** Everything about a call that is known before a request. */
export interface CallPlan {
  readonly config: HttpIntegration
  /** Of the integration, or of its endpoint. */
  readonly method: string
  /** True when the call changes nothing, whatever its method says. */
  readonly isSafe: boolean | undefined
  readonly url: UrlTemplate
  readonly headers: ConfiguredHeaders
  readonly body: OutgoingBody
  /** What a whole answer is worth; undefined: it stands for itself. */
  readonly interpret: ((answer: IntegrationResult) => IntegrationResult | Rejection) | undefined
  readonly authentication: Authentication | undefined
  readonly policy: SendPolicy
  readonly passesThrough: boolean
  readonly other: IntegrationDeps['other']
  readonly expects: (status: number) => boolean
}

/** An answer whose head is acceptable; its body is still to come. */
export interface Exchanged {
  readonly response: Response
  readonly head: AnswerHead
}

/** The request as it is sent, once or several times. */
export async function prepare(
  plan: CallPlan,
  ctx: RequestContext,
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
  // An answer that is read here must be whole: no 304, no 206.
  if (!plan.passesThrough) dropConditions(headers, ctx)
  const refused = plan.headers.isEmpty ? undefined : await plan.headers.apply(headers, ctx)
  return (
    refused ?? { url, method, headers, body: body.content, signal: undefined, isSafe: plan.isSafe }
  )
}

/** Only those that are there: asking the runtime to delete what is not costs a microsecond each. */
function dropConditions(headers: Headers, { headers: given, shared }: RequestContext): void {
  for (const [name] of shared?.headers ?? given) if (conditions.has(name)) headers.delete(name)
}

const conditions: ReadonlySet<string> = new Set(conditionalHeaders)

/** Sends the call and checks what can be checked before the body. */
export async function exchange(
  plan: CallPlan,
  ctx: RequestContext,
  prepared: Outgoing,
): Promise<Exchanged | Rejection> {
  const { authentication } = plan
  // Last, and anew for each attempt: nothing of the endpoint sees or changes what is written here.
  const outgoing =
    authentication === undefined ? prepared : await authentication.apply(prepared, ctx)
  if (isRejection(outgoing)) return outgoing
  ctx.isSent = true
  const response = await send(outgoing, plan.policy, ctx)
  if (isRejection(response)) return response
  const { status } = response
  // No answer can be built with a status such as 101 or 999.
  if (status < 200 || status > 599) return discard(response, unusableStatus)
  const isUnchanged = status === 304 && ctx.shared?.isConditional === true
  if (!isUnchanged && !plan.expects(status)) return discard(response, unexpected(plan, response))
  const head = readHead(response.headers)
  if (isRejection(head)) return discard(response, head)
  return isLonger(head, plan.config.maxResponseBytes)
    ? discard(response, tooLarge)
    : { response, head }
}

export function isLonger({ contentLength }: AnswerHead, limitBytes: number): boolean {
  return contentLength !== undefined && contentLength > limitBytes
}

export async function discard(response: Response, rejection: Rejection): Promise<Rejection> {
  await response.body?.cancel()
  return rejection
}

export function hasBody(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD'
}

export const tooLarge = Object.freeze(reject('upstream_too_large'))
const unusableStatus = Object.freeze(
  reject('upstream_invalid_response', { detail: 'The answer has a status outside 200 to 599' }),
)

function unexpected({ config }: CallPlan, { status, headers }: Response): Rejection {
  return reject('upstream_unexpected_status', {
    detail: `Integration ${config.id} answered ${status}`,
    answered: { status, retryAfter: headers.get('retry-after') },
  })
}

function describeBody(headers: Headers, body: BuiltBody): void {
  if (body.contentType === undefined) return
  for (const name of bodyHeaders) headers.delete(name)
  if (body.contentType !== null) headers.set('content-type', body.contentType)
}
