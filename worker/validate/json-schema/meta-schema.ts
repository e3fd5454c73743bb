import { isRecord } from '#contract/is-record.ts'

import { compileDocument } from './compile.ts'
import { dialectOf } from './dialect.ts'
import { SchemaFault } from './fault.ts'
import { draft07, draft2020 } from './generated/meta-schemas.js'

/** A standalone validator of Ajv. */
export interface MetaSchemaCheck {
  (schema: unknown): boolean
  errors?: readonly MetaSchemaError[] | null
}

interface MetaSchemaError {
  readonly instancePath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
}

/** Something that keeps a schema from being used. */
export interface SchemaProblem {
  /** JSON Pointer into the schema. */
  readonly pointer: string
  readonly message: string
}

/**
 * Everything that is wrong with a schema: against the metaschema of its draft, and then what the engine
 * cannot run (references that lead nowhere, patterns that are not linear). Empty: it compiles.
 */
export function schemaProblems(schema: unknown): SchemaProblem[] {
  const dialect = dialectOf(isRecord(schema) ? schema : {}, new Map())
  const check = dialect?.draft === 'draft-07' ? draft07 : draft2020
  if (dialect !== undefined && !check(schema)) return problemsOf(check.errors ?? [])
  try {
    compileDocument(schema, { documents: new Map(), assertFormats: true })
    return []
  } catch (error) {
    if (!(error instanceof SchemaFault)) throw error
    return [{ pointer: error.pointer, message: error.message }]
  }
}

/** One problem per place: an `anyOf` of the metaschema reports each of its branches. */
function problemsOf(errors: readonly MetaSchemaError[]): SchemaProblem[] {
  const messages = new Map<string, Set<string>>()
  for (const error of errors) {
    const words = wordsOf(error)
    if (words === undefined) continue
    const at = messages.get(error.instancePath) ?? new Set()
    messages.set(error.instancePath, at.add(words))
  }
  return [...messages].map(([pointer, words]) => ({
    pointer,
    message: `Write ${[...words].join(', or ')}`,
  }))
}

function wordsOf({ keyword, params }: MetaSchemaError): string | undefined {
  if (keyword === 'type') return `${[params['type']].flat().join(' or ')}`
  if (keyword === 'enum') return `one of ${[params['allowedValues']].flat().join(', ')}`
  if (keyword === 'minimum') return `at least ${String(params['limit'])}`
  if (keyword === 'exclusiveMinimum') return `more than ${String(params['limit'])}`
  if (keyword === 'minItems') return 'at least one item'
  if (keyword === 'uniqueItems') return 'each item once'
  if (keyword === 'pattern') return `what matches ${String(params['pattern'])}`
  return undefined
}
