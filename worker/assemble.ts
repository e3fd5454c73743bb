import { finishedJson } from './answer.ts'
import type { RequestContext } from './context.ts'
import type { ConfiguredHeaders } from './integrations/configured-headers.ts'
import { hasNullBody } from './lib/null-body-status.ts'
import { stringifyJson } from './lib/stringify-json.ts'
import { maxAnswerBytes, maxAnswerNodes, maxJsonDepth } from './limits.ts'
import type { Answer } from './pipeline.ts'
import { isRejection, reject } from './rejection.ts'
import type { TextTemplate } from './text-template.ts'
import { traced } from './trace.ts'
import type { Applied, CompiledTransformation } from './transform/types.ts'

/** What is made of a document on its way to the caller, compiled. */
export interface AnswerParts {
  readonly integrations: readonly { readonly id: string }[]
  readonly responseRules: readonly CompiledTransformation[]
  readonly status: number | undefined
  readonly headers: ConfiguredHeaders
  readonly body: TextTemplate | undefined
}

/** The answer that a document comes to: rules, then the template of the body or JSON. At once where nothing waits. */
export function assembleDocument(
  parts: AnswerParts,
  ctx: RequestContext,
  start: unknown,
): Answer | Promise<Answer> {
  const document = applyRules(parts.responseRules, start, ctx)
  return document instanceof Promise
    ? document.then((done) => written(parts, ctx, done))
    : written(parts, ctx, document)
}

function written(
  parts: AnswerParts,
  ctx: RequestContext,
  document: Applied,
): Answer | Promise<Answer> {
  if (isRejection(document)) return document
  if (parts.body !== undefined && parts.integrations.length > 0)
    return renderedAnswer(parts, parts.body, ctx, document.body)
  const json = stringifyJson(document.body, answerLimits)
  return json === undefined ? unwritable : textAnswer(parts, ctx, json, jsonType)
}

// oxlint-disable-next-line max-params -- one flat call
async function renderedAnswer(
  parts: AnswerParts,
  template: TextTemplate,
  ctx: RequestContext,
  body: unknown,
): Promise<Answer> {
  const text = await template.render({ ctx, body })
  return textAnswer(parts, ctx, text, contentType(template))
}

const answerLimits = {
  maxChars: maxAnswerBytes,
  maxNodes: maxAnswerNodes,
  maxDepth: maxJsonDepth,
}
const unwritable = Object.freeze(
  reject('transformation_failed', { detail: 'The result is too large or nests too deep' }),
)

/** A body as the answer, with the status and the headers of the endpoint. */
export function textAnswer(
  parts: AnswerParts,
  ctx: RequestContext,
  text: BodyInit,
  type: string | undefined,
  // oxlint-disable-next-line max-params -- one flat call
): Answer | Promise<Answer> {
  const [only] = parts.integrations
  const upstream = parts.integrations.length === 1 && only ? ctx.integrations[only.id] : undefined
  const status = parts.status ?? upstream?.status ?? 200
  if (type === jsonType && parts.headers.isEmpty && !hasNullBody(status))
    return finishedJson(text, status, ctx.requestId)
  const headers = new Headers(type === undefined ? undefined : { 'content-type': type })
  return parts.headers.isEmpty
    ? respondWith(text, status, headers)
    : withHeaders(parts.headers, ctx, respondWith(text, status, headers))
}

async function withHeaders(
  configured: ConfiguredHeaders,
  ctx: RequestContext,
  response: Response,
): Promise<Answer> {
  return (await configured.apply(response.headers, ctx)) ?? response
}

const jsonType = 'application/json'

export function respondWith(body: BodyInit | null, status: number, headers: Headers): Response {
  return new Response(hasNullBody(status) ? null : body, { status, headers })
}

/** The document after all rules. At once where none waits. */
export function applyRules(
  [rule, ...rest]: readonly CompiledTransformation[],
  body: unknown,
  ctx: RequestContext,
): Applied | Promise<Applied> {
  if (rule === undefined) return { body }
  const after = (done: Applied) => (isRejection(done) ? done : applyRules(rest, done.body, ctx))
  const done = traced<Applied>(ctx, 'transform', rule.id, () => rule.apply(body, ctx))
  return done instanceof Promise ? done.then(after) : after(done)
}

/** Undefined: there is no body. */
export function contentType(template: TextTemplate | undefined): string | undefined {
  if (template === undefined || template.template.constant === '') return undefined
  return template.isJson ? jsonType : 'text/plain; charset=utf-8'
}
