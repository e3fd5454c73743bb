import { isRecord } from '#contract/is-record.ts'

import type { SchemaObject } from './types.ts'

export type Draft = 'draft-07' | '2020-12'

/** Which keywords of a schema mean something, and what. */
export interface Dialect {
  readonly draft: Draft
  /** False: a metaschema without the validation vocabulary; `type` and the like only describe. */
  readonly asserts: boolean
}

const draft07: Dialect = { draft: 'draft-07', asserts: true }
const draft2020: Dialect = { draft: '2020-12', asserts: true }
const validationVocabulary = 'https://json-schema.org/draft/2020-12/vocab/validation'

/**
 * The dialect a `$schema` names; without one 2020-12. Undefined when it is not known.
 * `documents`: metaschemas by URI, for those that list their vocabularies (2020-12 core, 8.1.2).
 */
export function dialectOf(
  schema: SchemaObject,
  documents: ReadonlyMap<string, unknown>,
): Dialect | undefined {
  const name = schema['$schema']
  if (name === undefined) return draft2020
  if (typeof name !== 'string') return undefined
  const uri = name.replace(/#$/, '')
  if (/^https?:\/\/json-schema\.org\/draft-07\/schema$/.test(uri)) return draft07
  if (uri === 'https://json-schema.org/draft/2020-12/schema') return draft2020
  const metaschema = documents.get(uri)
  if (!isRecord(metaschema)) return undefined
  const vocabularies = metaschema['$vocabulary']
  const asserts = !isRecord(vocabularies) || Object.hasOwn(vocabularies, validationVocabulary)
  return { draft: '2020-12', asserts }
}

interface Subschemas {
  readonly one: readonly string[]
  readonly list: readonly string[]
  readonly map: readonly string[]
}

const common: Subschemas = {
  one: ['items', 'contains', 'additionalProperties', 'propertyNames', 'not', 'if', 'then', 'else'],
  list: ['allOf', 'anyOf', 'oneOf'],
  map: ['definitions', 'properties', 'patternProperties'],
}

/** Keywords whose value is a schema, a list of them, or a map of them. */
export const subschemas: Readonly<Record<Draft, Subschemas>> = {
  'draft-07': {
    one: [...common.one, 'additionalItems'],
    list: [...common.list, 'items'],
    map: [...common.map, 'dependencies'],
  },
  '2020-12': {
    one: [...common.one, 'unevaluatedItems', 'unevaluatedProperties', 'contentSchema'],
    list: [...common.list, 'prefixItems'],
    map: [...common.map, '$defs', 'dependentSchemas'],
  },
}
