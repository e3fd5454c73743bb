import { pointerTo } from '#contract/json-pointer.ts'
import type { GraphqlIntegration } from '#contract/integration-graphql.ts'

import type { RequestContext } from '../../context.ts'
import { compileExpression } from '../../expression/index.ts'
import type { Expression } from '../../expression/types.ts'
import { maxUpstreamUrlLength } from '../../limits.ts'
import { isRejection, reject, type Rejection } from '../../rejection.ts'
import { type BuiltBody, jsonContent, type OutgoingBody } from '../outgoing-body.ts'
import type { UrlTemplate } from '../url-template.ts'

interface CompiledVariable {
  readonly name: string
  readonly expression: Expression
}

/** Throws Problem invalid_configuration when an expression does not parse. */
export function compileVariable(
  [name, source]: readonly [name: string, source: string],
  pointer: string,
): CompiledVariable {
  return { name, expression: compileExpression(source, pointer + pointerTo(name)) }
}

/** The request as a JSON body: document and name are the author's, only variables hold what a caller sent. */
export function postedRequest(
  { document, operationName }: GraphqlIntegration,
  variables: readonly CompiledVariable[],
): OutgoingBody {
  return {
    sources: variables.map(({ expression }) => expression),
    passesRequestBody: false,
    build: async (ctx) =>
      jsonContent({ query: document, operationName, variables: await valuesOf(variables, ctx) }),
  }
}

/** The request as query parameters behind `base`. */
export function queriedRequest(
  { document, operationName }: GraphqlIntegration,
  variables: readonly CompiledVariable[],
  base: UrlTemplate,
): UrlTemplate {
  const fixed = new URLSearchParams({ query: document, ...(operationName && { operationName }) })
  return {
    ...base,
    templates: [...base.templates, ...variables.map(({ expression }) => expression)],
    async expand(ctx) {
      const url = await base.expand(ctx)
      if (typeof url !== 'string') return url
      const values = jsonContent(await valuesOf(variables, ctx))
      if (isRejection(values)) return values
      const search = `${fixed}&${new URLSearchParams({ variables: textOf(values) })}`
      const whole = `${url}${url.includes('?') ? '&' : '?'}${search}`
      return whole.length > maxUpstreamUrlLength ? tooLong : whole
    },
  }
}

/** Values stay values: a variable whose expression has none is left out, so that its default holds. */
async function valuesOf(
  variables: readonly CompiledVariable[],
  ctx: RequestContext,
): Promise<Readonly<Record<string, unknown>>> {
  const values: Record<string, unknown> = Object.create(null)
  for (const { name, expression } of variables) values[name] = await expression.evaluate({ ctx })
  return values
}

function textOf({ content }: BuiltBody): string {
  return typeof content === 'string' ? content : ''
}

const tooLong: Rejection = Object.freeze(
  reject('malformed_parameter', { detail: 'A variable is too long for a GET request; use POST' }),
)
