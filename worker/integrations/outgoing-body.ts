import { pointerTo } from '#contract/json-pointer.ts'
import type { HttpIntegration } from '#contract/integration.ts'

import { type RequestContext, valueOf } from '../context.ts'
import { compileExpression, compileTemplate } from '../expression/index.ts'
import type { Expression, Template } from '../expression/types.ts'
import { stringifyJson } from '../lib/stringify-json.ts'
import { maxAnswerBytes, maxAnswerNodes, maxJsonDepth } from '../limits.ts'
import { reject, type Rejection } from '../rejection.ts'
import { boundStream } from './bound-stream.ts'
import { multipartBody } from './multipart.ts'
import type { CallOptions, IntegrationDeps } from './types.ts'

export interface BuiltBody {
  readonly content: BodyInit | null
  /** Undefined: as received; null: none. */
  readonly contentType: string | null | undefined
}

/** How the body of a call is made. */
export interface OutgoingBody {
  readonly sources: readonly (Expression | Template)[]
  readonly passesRequestBody: boolean
  build(ctx: RequestContext, options: CallOptions): Promise<BuiltBody | Rejection>
}

/** Throws Problem invalid_configuration when an expression does not parse. */
export function compileBody(
  config: HttpIntegration['body'],
  pointer: string,
  deps: IntegrationDeps,
): OutgoingBody {
  switch (config.type) {
    case 'pass':
      return { sources: [], passesRequestBody: true, build: passer(deps) }
    case 'none':
      return { sources: [], passesRequestBody: false, build: async () => noBody }
    case 'json':
      return jsonBody(compileExpression(config.expression, `${pointer}/expression`))
    case 'form':
      return formBody(config.fields, `${pointer}/fields`)
    case 'multipart':
      return multipartBody(config, pointer, deps.resilience.newOwner)
    case 'raw':
      return rawBody(compileTemplate(config.template, `${pointer}/template`), config.contentType)
  }
}

export const noBody: BuiltBody = Object.freeze({ content: null, contentType: null })
const tooLarge = Object.freeze(reject('body_too_large'))
const unwritable = Object.freeze(
  reject('expression_failed', { detail: 'The body for the upstream is too large or too deep' }),
)

/** JSON text of an upstream body, or a rejection when it would be too large. */
export function jsonContent(value: unknown): BuiltBody | Rejection {
  const content = stringifyJson(value, {
    maxChars: maxAnswerBytes,
    maxNodes: maxAnswerNodes,
    maxDepth: maxJsonDepth,
  })
  return content === undefined ? unwritable : { content, contentType: 'application/json' }
}

function passer(deps: IntegrationDeps): OutgoingBody['build'] {
  return async (ctx, { document }) => {
    if (document !== undefined) return jsonContent(document.body)
    // Read before for somebody else too (worker/validate): a stream can be consumed only once.
    if (ctx.bytes !== undefined) return { content: ctx.bytes, contentType: undefined }
    const { body } = ctx.request
    // A declared length was checked before (worker/validate) and the runtime holds the caller to it.
    const isBounded = valueOf(ctx.headers, 'content-length') !== undefined
    if (body === null || isBounded) return { content: body, contentType: undefined }
    const onExceed = () => {
      ctx.refusal ??= tooLarge
    }
    const content = boundStream(body, { maxBytes: deps.maxRequestBytes, onExceed })
    return { content, contentType: undefined }
  }
}

function jsonBody(expression: Expression): OutgoingBody {
  return {
    sources: [expression],
    passesRequestBody: false,
    build: async (ctx) => jsonContent(await expression.evaluate({ ctx })),
  }
}

function rawBody(template: Template, contentType: string): OutgoingBody {
  return {
    sources: [template],
    passesRequestBody: false,
    build: async (ctx) => ({ content: await template.render({ ctx }), contentType }),
  }
}

function formBody(fields: Readonly<Record<string, string>>, pointer: string): OutgoingBody {
  const compiled = Object.entries(fields).map(([name, text]) => ({
    name,
    template: compileTemplate(text, pointer + pointerTo(name)),
  }))
  return {
    sources: compiled.map((field) => field.template),
    passesRequestBody: false,
    async build(ctx) {
      const form = new URLSearchParams()
      for (const { name, template } of compiled) form.append(name, await template.render({ ctx }))
      return { content: form.toString(), contentType: 'application/x-www-form-urlencoded' }
    },
  }
}
