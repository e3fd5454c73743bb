import {
  type AnswerParts,
  applyRules,
  assembleDocument,
  contentType,
  respondWith,
  textAnswer,
} from './assemble.ts'
import type { RequestContext } from './context.ts'
import { requestBody } from './body.ts'
import { type ComposedIntegration, perform } from './integrations/composed.ts'
import { planSchedule, runSchedule } from './integrations/schedule.ts'
import type { CallOptions, CompiledIntegration } from './integrations/types.ts'
import type { Answer, Respond } from './pipeline.ts'
import { isRejection, type Rejection } from './rejection.ts'
import { marked } from './stand-in.ts'
import type { TextTemplate } from './text-template.ts'
import { traced } from './trace.ts'
import { recordFormatOf } from './transform/record-formats.ts'
import { transformRecords } from './transform/records.ts'
import type { Applied, CompiledTransformation } from './transform/types.ts'

/** What an answer is made of, compiled. */
export interface RespondParts extends AnswerParts {
  readonly integrations: readonly ComposedIntegration[]
  /** Connections that may be open at once. */
  readonly connections: number
  readonly requestRules: readonly CompiledTransformation[]
}

/** True when the answer of the only integration goes to the caller as it is: there is one, and it is needed. */
export function passesThrough({
  integrations: [only, ...others],
  responseRules,
  body,
}: {
  readonly integrations: readonly Pick<ComposedIntegration, 'isPlain'>[]
  readonly responseRules: readonly unknown[]
  readonly body: unknown
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

function recordAnswer(
  parts: RespondParts,
  ctx: RequestContext,
): Answer | Promise<Answer> | undefined {
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

function requestDocument(parts: RespondParts, ctx: RequestContext): Applied | Promise<Applied> {
  return applyRules(parts.requestRules, requestBody(ctx), ctx)
}

function parsed(template: TextTemplate | undefined, text: string): unknown {
  return template?.isJson === true ? (JSON.parse(text) as unknown) : text || undefined
}

function describe(
  result: { readonly status: number } | Rejection,
  notes: object | undefined,
): Record<string, unknown> {
  return { ...(isRejection(result) ? {} : { status: result.status }), ...notes }
}
