import type { Issue } from '#contract/problem.ts'
import type { JsonSchema, Validation } from '#contract/validation.ts'

import type { RequestContext } from '../context.ts'
import { headersOf, paramsOf, queryOf } from '../expression/scope.ts'
import type { Guard } from '../pipeline.ts'
import { isRejection, reject, type Rejection } from '../rejection.ts'
import { readJsonBody } from './json-body.ts'
import { type CompiledSchema, compileSchema } from './json-schema/index.ts'
import { maxReportedIssues, prefixed, schemaOptions } from './schema-options.ts'
import { textReader, type TextValue } from './text-values.ts'

/** Adds what is wrong with one part of a request. */
type PartCheck = (ctx: RequestContext, issues: Issue[]) => void

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
  if (body === undefined && parts.length === 0) return undefined
  return (ctx) => {
    const issues: Issue[] = []
    const read = body === undefined ? undefined : readJsonBody(ctx, config.maxDepth)
    if (isRejection(read)) return read
    for (const check of parts) check(ctx, issues)
    if (read !== undefined && body !== undefined) checkBody(body, read.value, issues)
    return verdict(issues)
  }
}

function checkBody(schema: CompiledSchema, value: unknown, issues: Issue[]): void {
  if (value === undefined) issues.push(noBody)
  else issues.push(...prefixed('/body', schema.validate(value)))
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
  return (ctx, issues) => {
    const values = valuesOf(ctx)
    for (const key of Object.keys(values)) values[key] = read(key, values[key] as TextValue)
    issues.push(...prefixed(`/${name}`, compiled.validate(values)))
  }
}
