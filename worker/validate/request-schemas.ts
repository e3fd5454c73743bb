import type { Issue } from '#contract/problem.ts'
import type { JsonSchema, Validation } from '#contract/validation.ts'

import type { RequestContext } from '../context.ts'
import { headersOf, paramsOf, queryOf } from '../expression/scope.ts'
import type { Guard } from '../pipeline.ts'
import { reject, type Rejection } from '../rejection.ts'
import { readJsonBody } from './json-body.ts'
import { compileSchema } from './json-schema/index.ts'
import { maxReportedIssues, prefixed, schemaOptions } from './schema-options.ts'
import { textReader, type TextValue } from './text-values.ts'

/** Finds what is wrong with one part of a request. */
type PartCheck = (ctx: RequestContext) => Issue[]

/**
 * Refuses a request that does not fit the schemas of the endpoint, with everything that is wrong at once
 * (400 invalid_request). Undefined when the endpoint has no schema for requests. Throws SchemaFault.
 */
export function requestSchemas(config: Validation): Guard | undefined {
  const parts = [
    part('params', config.params, paramsOf),
    part('query', config.query, queryOf),
    part('headers', config.headers, headersOf),
  ].filter((check) => check !== undefined)
  const body = config.body === undefined ? undefined : compileSchema(config.body, schemaOptions)
  if (body !== undefined)
    return async (ctx) => {
      const read = await readJsonBody(ctx, config.maxDepth)
      if ('rejected' in read) return read
      const issues = parts.flatMap((check) => check(ctx))
      if (read.value === undefined) issues.push(noBody)
      else issues.push(...prefixed('/body', body.validate(read.value)))
      return verdict(issues)
    }
  return parts.length === 0 ? undefined : (ctx) => verdict(parts.flatMap((check) => check(ctx)))
}

const noBody: Issue = Object.freeze({
  pointer: '/body',
  code: 'required',
  message: 'Send a body; application/json or application/x-www-form-urlencoded',
})

function verdict(issues: readonly Issue[]): Rejection | undefined {
  if (issues.length === 0) return undefined
  return reject('invalid_request', {
    detail: issues.length === 1 ? '1 problem' : `${issues.length} problems`,
    issues: issues.slice(0, maxReportedIssues),
  })
}

function part(
  name: string,
  schema: JsonSchema | undefined,
  valuesOf: (ctx: RequestContext) => Record<string, unknown>,
): PartCheck | undefined {
  if (schema === undefined) return undefined
  const compiled = compileSchema(schema, schemaOptions)
  const read = textReader(schema)
  return (ctx) => {
    const values = valuesOf(ctx)
    const typed: Record<string, unknown> = Object.create(null)
    for (const key of Object.keys(values)) typed[key] = read(key, values[key] as TextValue)
    return prefixed(`/${name}`, compiled.validate(typed))
  }
}
