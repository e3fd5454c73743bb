import type { RequestContext } from './context.ts'
import { requestBody } from './body.ts'
import type { ConfiguredHeaders } from './integrations/configured-headers.ts'
import { type ComposedIntegration, perform } from './integrations/composed.ts'
import { planSchedule, runSchedule } from './integrations/schedule.ts'
import type { CallOptions, CompiledIntegration } from './integrations/types.ts'
import { hasNullBody } from './lib/null-body-status.ts'
import { stringifyJson } from './lib/stringify-json.ts'
import { maxAnswerBytes, maxAnswerNodes, maxJsonDepth } from './limits.ts'
import type { Answer, Respond } from './pipeline.ts'
import { isRejection, reject, type Rejection } from './rejection.ts'
import { marked } from './stand-in.ts'
import type { TextTemplate } from './text-template.ts'
import { traced } from './trace.ts'
import { recordFormatOf } from './transform/record-formats.ts'
import { transformRecords } from './transform/records.ts'
import type { CompiledTransformation } from './transform/types.ts'

/** What an answer is made of, compiled. */
export interface RespondParts {
  readonly integrations: readonly ComposedIntegration[]
  /** Connections that may be open at once. */
  readonly connections: number
  readonly requestRules: readonly CompiledTransformation[]
  readonly responseRules: readonly CompiledTransformation[]
  readonly status: number | undefined
  readonly headers: ConfiguredHeaders
  readonly body: TextTemplate | undefined
}

/** True when the answer of the only integration goes to the caller as it is: there is one, and it is needed. */
export function passesThrough({
  integrations: [only, ...others],
  responseRules,
  body,
}: Pick<RespondParts, 'responseRules' | 'body'> & {
  integrations: readonly Pick<ComposedIntegration, 'isPlain'>[]
}): boolean {
  const isAlone = only?.isPlain === true && others.length === 0
  return isAlone && responseRules.length === 0 && body === undefined
}

/** Composes transformations, integrations and response into the step that answers. */
export function composeRespond(parts: RespondParts): Respond {
  const [only] = parts.integrations
  if (only === undefined) return fromTemplate(parts)
  const respond = passesThrough(parts) ? streamed(parts, only) : assembled(parts)
  const mayLack = ({ hasFallback, required }: ComposedIntegration) => hasFallback || !required
  return parts.integrations.some(mayLack) ? marked(respond) : respond
}

function streamed(parts: RespondParts, integration: CompiledIntegration): Respond {
  const { headers, status } = parts
  const call = callOf(parts, integration)
  if (headers.isEmpty && status === undefined) return call
  return async (ctx) => {
    const answer = await call(ctx)
    if (isRejection(answer)) return answer
    const changed = new Headers(answer.headers)
    return (
      (await headers.apply(changed, ctx)) ??
      respondWith(answer.body, status ?? answer.status, changed)
    )
  }
}

function callOf(parts: RespondParts, integration: CompiledIntegration): Respond {
  const call = (ctx: RequestContext, options?: CallOptions): Answer | Promise<Answer> =>
    traced(
      ctx,
      'integrations',
      integration.id,
      () => integration.call(ctx, options),
      (answer) => describe(answer, ctx.callNotes?.[integration.id]),
    )
  if (parts.requestRules.length === 0) return call
  return async (ctx) => {
    const document = await requestDocument(parts, ctx)
    return isRejection(document) ? document : call(ctx, { document })
  }
}

function fromTemplate(parts: RespondParts): Respond {
  const constant = parts.body?.template.constant
  const type = contentType(parts.body)
  return async (ctx) => {
    const text = constant ?? (await parts.body?.render({ ctx })) ?? ''
    if (parts.responseRules.length > 0)
      return assembleDocument(parts, ctx, parsed(parts.body, text))
    return textAnswer(parts, ctx, text, type)
  }
}

function assembled(parts: RespondParts): Respond {
  const records = takesRecords(parts) ? { isOfRecords } : {}
  const schedule = planSchedule(parts.integrations, parts.connections)
  return async (ctx) => {
    const document = parts.requestRules.length > 0 ? await requestDocument(parts, ctx) : undefined
    if (isRejection(document)) return document
    const start = (integration: ComposedIntegration, signal: AbortSignal | undefined) =>
      perform(integration, ctx, () =>
        read(integration, ctx, { ...optionsOf(signal, document), ...records }),
      )
    const { waitUntil, trace } = ctx
    const refused = await runSchedule(schedule, {
      start,
      waitUntil,
      isPatient: trace !== undefined,
    })
    return (
      refused ??
      recordAnswer(parts, ctx) ??
      assembleDocument(parts, ctx, merged(parts.integrations, ctx))
    )
  }
}

function optionsOf(
  signal: AbortSignal | undefined,
  document: CallOptions['document'],
): CallOptions {
  return { ...(signal && { signal }), ...(document && { document }) }
}

function read(integration: ComposedIntegration, ctx: RequestContext, options: CallOptions) {
  const { id } = integration
  return traced(
    ctx,
    'integrations',
    id,
    () => integration.read(ctx, options),
    (result) => describe(result, { ...ctx.callNotes?.[id], ...noteOf(integration, result) }),
  )
}

/** The author sees whether a failure is the answer. */
function noteOf({ required }: ComposedIntegration, result: object): object {
  return isRejection(result) && !required ? { required } : {}
}

/** True when the rules can work on each record of the only answer, and nothing else reads it. */
function takesRecords({ integrations, responseRules, headers, body }: RespondParts): boolean {
  const readers = [...responseRules, ...headers.templates]
  return (
    integrations.length === 1 &&
    integrations[0]?.isPlain === true &&
    body === undefined &&
    responseRules.every((rule) => rule.isRecordwise) &&
    readers.every((reader) => reader.integrations.length === 0)
  )
}

const isOfRecords = (contentType: string | null) => recordFormatOf(contentType) !== undefined

function recordAnswer(parts: RespondParts, ctx: RequestContext): Promise<Answer> | undefined {
  const result = ctx.integrations[parts.integrations[0]?.id ?? '']
  if (result === undefined || !('records' in result) || result.records === undefined)
    return undefined
  const type = result.headers['content-type'] ?? null
  const format = recordFormatOf(type)
  if (type === null || format === undefined) return undefined
  const records = transformRecords(result.records, format, parts.responseRules, ctx)
  return textAnswer(parts, ctx, records, type)
}

/** One integration: its body. Several: an object with the body of each. */
function merged(integrations: readonly CompiledIntegration[], ctx: RequestContext): unknown {
  const [first] = integrations
  if (integrations.length === 1 && first) return ctx.integrations[first.id]?.body
  const bodies = integrations.map(({ id }) => [id, ctx.integrations[id]?.body ?? null])
  return Object.fromEntries(bodies) as unknown
}

async function assembleDocument(
  parts: RespondParts,
  ctx: RequestContext,
  start: unknown,
): Promise<Answer> {
  const document = await applyRules(parts.responseRules, start, ctx)
  if (isRejection(document)) return document
  if (parts.body !== undefined && parts.integrations.length > 0) {
    const text = await parts.body.render({ ctx, body: document.body })
    return textAnswer(parts, ctx, text, contentType(parts.body))
  }
  const json = stringifyJson(document.body, answerLimits)
  return json === undefined ? unwritable : textAnswer(parts, ctx, json, 'application/json')
}

const answerLimits = {
  maxChars: maxAnswerBytes,
  maxNodes: maxAnswerNodes,
  maxDepth: maxJsonDepth,
}
const unwritable = Object.freeze(
  reject('transformation_failed', { detail: 'The result is too large or nests too deep' }),
)

async function textAnswer(
  parts: RespondParts,
  ctx: RequestContext,
  text: BodyInit,
  type: string | undefined,
  // oxlint-disable-next-line max-params -- one flat call
): Promise<Answer> {
  const [only] = parts.integrations
  const upstream = parts.integrations.length === 1 && only ? ctx.integrations[only.id] : undefined
  const headers = new Headers(type === undefined ? undefined : { 'content-type': type })
  const refused = parts.headers.isEmpty ? undefined : await parts.headers.apply(headers, ctx)
  return refused ?? respondWith(text, parts.status ?? upstream?.status ?? 200, headers)
}

function respondWith(body: BodyInit | null, status: number, headers: Headers): Response {
  return new Response(hasNullBody(status) ? null : body, { status, headers })
}

async function requestDocument(
  parts: RespondParts,
  ctx: RequestContext,
): Promise<{ readonly body: unknown } | Rejection> {
  return applyRules(parts.requestRules, requestBody(ctx), ctx)
}

async function applyRules(
  rules: readonly CompiledTransformation[],
  start: unknown,
  ctx: RequestContext,
): Promise<{ readonly body: unknown } | Rejection> {
  let document: { readonly body: unknown } = { body: start }
  for (const rule of rules) {
    const before = document.body
    const result = await traced(ctx, 'transform', rule.id, () => rule.apply(before, ctx))
    if (isRejection(result)) return result
    document = result
  }
  return document
}

function parsed(template: TextTemplate | undefined, text: string): unknown {
  return template?.isJson === true ? (JSON.parse(text) as unknown) : text || undefined
}

function contentType(template: TextTemplate | undefined): string | undefined {
  if (template === undefined || template.template.constant === '') return undefined
  return template.isJson ? 'application/json' : 'text/plain; charset=utf-8'
}

function describe(
  result: { readonly status: number } | Rejection,
  notes: object | undefined,
): Record<string, unknown> {
  return { ...(isRejection(result) ? {} : { status: result.status }), ...notes }
}
