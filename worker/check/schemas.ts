import type { Issue } from '#contract/problem.ts'
import { jsonSchema, maxSchemaBytes, type JsonSchema } from '#contract/validation.ts'

import { parsePathPattern } from '../route/path-pattern.ts'
import { schemaProblems } from '../validate/json-schema/meta-schema.ts'
import type { Sections } from './sections.ts'

/** What keeps the schemas of an endpoint from being used, and those that would never be asked. */
export function schemaIssues(sections: Sections): Issue[] {
  return [...ofValidation(sections), ...sections.transformations.flatMap(ofRule)]
}

/** The schemas of a rule and of its steps. */
function ofRule(rule: Sections['transformations'][number], at: number): Issue[] {
  if (rule === undefined) return []
  const pointer = `/transformations/${at}`
  return [
    ...issuesOf(`${pointer}/inputSchema`, rule.inputSchema),
    ...issuesOf(`${pointer}/outputSchema`, rule.outputSchema),
    ...rule.rules.flatMap(({ operation, parameters }, step) => {
      const schema = jsonSchema.safeParse(parameters?.['schema']).data
      const isUsed = rule.type === 'validate' && operation === 'schema'
      return isUsed ? issuesOf(`${pointer}/rules/${step}/parameters/schema`, schema) : []
    }),
  ]
}

function ofValidation({ validation, method, path }: Sections): Issue[] {
  if (validation === undefined) return []
  const { params, query, headers, body, response } = validation
  const named = { params, query, headers, body, 'response/schema': response?.schema }
  return [
    ...Object.entries(named).flatMap(([name, schema]) => issuesOf(`/validation/${name}`, schema)),
    ...unknownParameters(params, path),
    ...(body !== undefined && method === 'GET' ? [unusedBody] : []),
  ]
}

function issuesOf(pointer: string, schema: JsonSchema | undefined): Issue[] {
  if (schema === undefined) return []
  if (new TextEncoder().encode(JSON.stringify(schema)).byteLength > maxSchemaBytes) {
    const message = `Write a schema of at most ${maxSchemaBytes} bytes`
    return [{ pointer, code: 'schema_too_large', message }]
  }
  return schemaProblems(schema).map((problem) => ({
    pointer: pointer + problem.pointer,
    code: 'invalid_schema',
    message: problem.message,
  }))
}

const unusedBody: Issue = Object.freeze({
  pointer: '/validation/body',
  code: 'unused_schema',
  message: 'A GET request has no body; remove the schema or write another method',
})

/** A required parameter that the path does not have would refuse every request. */
function unknownParameters(schema: JsonSchema | undefined, path: string | undefined): Issue[] {
  const required: unknown = typeof schema === 'object' ? schema['required'] : undefined
  const pattern = path === undefined ? undefined : parsePathPattern(path)
  if (!Array.isArray(required) || pattern === undefined || 'fault' in pattern) return []
  return required.flatMap((name: unknown, at) =>
    typeof name !== 'string' || pattern.params.includes(name)
      ? []
      : [
          {
            pointer: `/validation/params/required/${at}`,
            code: 'unknown_parameter',
            message: `The path has no parameter ${name}`,
          },
        ],
  )
}
