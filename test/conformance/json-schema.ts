import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { JsonSchema } from '#contract/validation.ts'
import { compileSchema } from '#worker/validate/json-schema/index.ts'

import { published07, published2020 } from '../../scripts/lib/published-meta-schemas.ts'

interface Group {
  readonly description: string
  readonly schema: JsonSchema
  readonly tests: readonly { description: string; data: unknown; valid: boolean }[]
}

export interface SchemaScore {
  readonly required: number
  readonly requiredPassed: number
  /** Named cases that did not come out as the suite says. */
  readonly misses: readonly string[]
}

const dialects = {
  draft7: 'http://json-schema.org/draft-07/schema#',
  'draft2020-12': 'https://json-schema.org/draft/2020-12/schema',
} as const

/**
 * Runs the required cases of json-schema-org/JSON-Schema-Test-Suite, in `folder` (its root).
 * Remote schemas are registered, never fetched.
 */
export function runSchemaSuite(folder: string, draft: keyof typeof dialects): SchemaScore {
  const documents = remotes(join(folder, 'remotes'), draft)
  const misses: string[] = []
  let required = 0
  const files = readdirSync(join(folder, 'tests', draft)).filter((name) => name.endsWith('.json'))
  for (const file of files) {
    for (const group of read<Group[]>(join(folder, 'tests', draft, file))) {
      for (const { description, data, valid } of group.tests) {
        required += 1
        if (verdict(withDialect(group.schema, draft), data, documents) !== valid)
          misses.push(`${file}: ${group.description}: ${description}`)
      }
    }
  }
  return { required, requiredPassed: required - misses.length, misses }
}

/** Undefined when the schema is refused: that is never what the suite asks for. */
function verdict(
  schema: JsonSchema,
  data: unknown,
  documents: ReadonlyMap<string, unknown>,
): boolean | undefined {
  try {
    const compiled = compileSchema(schema, { documents })
    const accepted = compiled.accepts(data)
    return (compiled.validate(data).length === 0) === accepted ? accepted : undefined
  } catch {
    return undefined
  }
}

/** A schema without `$schema` is of the draft its folder is named after. */
function withDialect(schema: JsonSchema, draft: keyof typeof dialects): JsonSchema {
  return typeof schema === 'object' && draft === 'draft7' && schema['$schema'] === undefined
    ? { $schema: dialects.draft7, ...schema }
    : schema
}

function remotes(folder: string, draft: keyof typeof dialects): Map<string, unknown> {
  const documents = new Map<string, unknown>()
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const [top = ''] = path.split('/')
    if (!path.endsWith('.json') || (/^(draft|v\d)/.test(top) && top !== draft)) continue
    const schema = read<JsonSchema>(join(folder, path))
    documents.set(`http://localhost:1234/${path}`, withDialect(schema, draft))
  }
  for (const schema of [published07(), ...published2020()])
    documents.set(String(schema['$id']).replace(/#$/, ''), schema)
  return documents
}

function read<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T
}
