import type { JsonSchema } from '#contract/validation.ts'

import { compileDocument } from './compile.ts'
import { outOfBudget, Run } from './run.ts'
import type { SchemaIssue } from './types.ts'

export { SchemaFault } from './fault.ts'
export type { SchemaIssue } from './types.ts'

export interface SchemaOptions {
  /** Default 50. */
  readonly maxIssues?: number
  /** Refuse values that are not of their `format`, as far as keywords/format.ts knows it. Default: an annotation. */
  readonly assertFormats?: boolean
  /** Other schemas by URI. Nothing is ever fetched. */
  readonly documents?: ReadonlyMap<string, unknown>
}

/** A schema that values can be checked against, any number of times. */
export interface CompiledSchema {
  /** Whether the value is valid. Allocates next to nothing. */
  accepts(value: unknown): boolean
  /** Everything that is wrong with the value; empty when it is valid. */
  validate(value: unknown): readonly SchemaIssue[]
}

/**
 * JSON Schema (2020-12, or draft-07 by `$schema`) → closures; no code is generated.
 * Work is counted: a value that takes too much is refused with one issue of keyword `limit`.
 * Throws SchemaFault where the schema cannot be used.
 */
export function compileSchema(schema: JsonSchema, options: SchemaOptions = {}): CompiledSchema {
  const { root, check } = compileDocument(schema, {
    documents: options.documents ?? new Map(),
    assertFormats: options.assertFormats ?? false,
  })
  let run = new Run(root.resource)
  /** Undefined when the value is valid. */
  const refusal = (value: unknown, maxIssues: number): readonly SchemaIssue[] | undefined => {
    run.start(maxIssues)
    try {
      return check(value, run, undefined) ? undefined : (run.issues ?? none)
    } catch (error) {
      // It was left in the middle of things.
      run = new Run(root.resource)
      if (error !== outOfBudget) throw error
      return tooMuch
    }
  }
  return {
    accepts: (value) => refusal(value, 0) === undefined,
    // Most values are valid: issues are collected in a second pass.
    validate: (value) => {
      const refused = refusal(value, 0)
      return refused === undefined ? none : (refusal(value, options.maxIssues ?? 50) ?? refused)
    },
  }
}

const none: readonly SchemaIssue[] = Object.freeze([])
const tooMuch: readonly SchemaIssue[] = Object.freeze([
  { pointer: '', keyword: 'limit', message: outOfBudget.message, schemaPointer: '' },
])
