import type { Batching } from '#contract/batching.ts'
import { pointerTo } from '#contract/json-pointer.ts'

import type { RequestContext } from '../../context.ts'
import { compileExpression, compileTemplate } from '../../expression/index.ts'
import type { Expression, Scope } from '../../expression/types.ts'
import { maxUpstreamUrlLength } from '../../limits.ts'
import { isRejection, reject, type Rejection } from '../../rejection.ts'
import { jsonContent } from '../outgoing-body.ts'
import type { Outgoing } from '../send.ts'

/** How items become the one request; `expressions` with where they stand. */
export interface BatchRequest {
  readonly expressions: readonly (readonly [pointer: string, expression: Expression])[]
  /** `prepared` is the request of one of the callers, equal to that of all others. */
  build(
    prepared: Outgoing,
    items: readonly unknown[],
    ctx: RequestContext,
  ): Promise<Outgoing | Rejection>
}

/** Throws Problem invalid_configuration. */
export function compileBatchRequest(config: Batching['request'], pointer: string): BatchRequest {
  return config.type === 'json'
    ? jsonRequest(config.expression, `${pointer}/expression`)
    : queryRequest(config.query, `${pointer}/query`)
}

function jsonRequest(source: string, pointer: string): BatchRequest {
  const expression = compileExpression(source, pointer)
  return {
    expressions: [[pointer, expression]],
    async build(prepared, items, ctx) {
      const body = jsonContent(await expression.evaluate({ ctx, items }))
      if (isRejection(body)) return body
      const headers = new Headers(prepared.headers)
      headers.set('content-type', 'application/json')
      return { ...prepared, headers, body: body.content }
    },
  }
}

function queryRequest(query: Readonly<Record<string, string>>, pointer: string): BatchRequest {
  const fields = Object.entries(query).map(([name, text]) => {
    const at = pointer + pointerTo(name)
    return { name, at, template: compileTemplate(text, at) }
  })
  return {
    expressions: fields.flatMap(({ at, template }) =>
      template.parts.flatMap((part) => (typeof part === 'string' ? [] : [[at, part] as const])),
    ),
    async build(prepared, items, ctx) {
      const scope: Scope = { ctx, items }
      const pairs = await Promise.all(
        fields.map(async ({ name, template }) => [name, await template.render(scope)] as const),
      )
      const written = pairs.map((pair) =>
        pair.map((text) => encodeURIComponent(text.toWellFormed())).join('='),
      )
      const mark = prepared.url.includes('?') ? '&' : '?'
      const url = prepared.url + mark + written.join('&')
      return url.length > maxUpstreamUrlLength ? tooLong : { ...prepared, url }
    },
  }
}

const tooLong = Object.freeze(
  reject('expression_failed', { detail: 'The URL of the batch is too long' }),
)
