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
  const run = (value: unknown, maxIssues: number): Run | undefined => {
    const state = new Run(maxIssues)
    state.scope.push(root.resource)
    try {
      return check(value, state, undefined) ? undefined : state
    } catch (error) {
      if (error !== outOfBudget) throw error
      state.issues = [
        { pointer: '', keyword: 'limit', message: outOfBudget.message, schemaPointer: '' },
      ]
      return state
    }
  }
  return {
    accepts: (value) => run(value, 0) === undefined,
    // Most values are valid: issues are collected in a second pass.
    validate: (value) =>
      run(value, 0) === undefined ? [] : (run(value, options.maxIssues ?? 50)?.issues ?? []),
  }
}
