import type { JsonSchema } from '#contract/validation.ts'

import { pathParameters } from './path-template.ts'
import { valueAt } from './pointer.ts'
import { hasBody } from './test-request.ts'

/** What can have a schema: four parts of a request, and the answer. */
export const validationParts = ['params', 'query', 'headers', 'body', 'response'] as const
export type ValidationPart = (typeof validationParts)[number]

/** Where the schema of a part is, and what is removed with it: the answer has a mode beside its schema. */
export const schemaPointer = (part: ValidationPart): string =>
  part === 'response' ? '/validation/response/schema' : `/validation/${part}`
export const partPointer = (part: ValidationPart): string => `/validation/${part}`

/** The value of a part that has this schema. A new answer only reports, so that nothing breaks. */
export const partValue = (part: ValidationPart, schema: JsonSchema): unknown =>
  part === 'response' ? { mode: 'report', schema } : schema

/** Why a part cannot have a schema on this endpoint; undefined when it can. */
export function unavailable(
  part: ValidationPart,
  config: unknown,
): 'noParams' | 'noBody' | undefined {
  if (part === 'params' && parametersOf(config).length === 0) return 'noParams'
  return part === 'body' && !hasBody(methodOf(config)) ? 'noBody' : undefined
}

/** A schema to start from that shows how one is written. That of the path names its parameters. */
export function starterSchema(part: ValidationPart, config: unknown): JsonSchema {
  switch (part) {
    case 'params': {
      const names = parametersOf(config)
      return object(Object.fromEntries(names.map((name) => [name, { type: 'string' }])))
    }
    case 'query':
      return object({ page: { type: 'integer', minimum: 1 } })
    case 'headers':
      return object({ 'x-request-id': { type: 'string', maxLength: 64 } })
    case 'body':
      return { ...object({ name: { type: 'string', minLength: 1 } }), required: ['name'] }
    case 'response':
      return object({ id: { type: ['string', 'integer'] } })
  }
}

export const parametersOf = (config: unknown): string[] =>
  pathParameters(String(valueAt(config, '/path') ?? ''))

export const methodOf = (config: unknown): string => String(valueAt(config, '/method') ?? 'GET')

const object = (properties: Readonly<Record<string, unknown>>) => ({ type: 'object', properties })
