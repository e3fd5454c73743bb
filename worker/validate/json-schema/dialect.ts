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
  if (!isSchemaObject(metaschema)) return undefined
  const vocabularies = metaschema['$vocabulary']
  const asserts = !isSchemaObject(vocabularies) || Object.hasOwn(vocabularies, validationVocabulary)
  return { draft: '2020-12', asserts }
}

/** Keywords whose value is a schema, a list of them, or a map of them. */
export const subschemas: Readonly<
  Record<Draft, Readonly<Record<'one' | 'list' | 'map', readonly string[]>>>
> = {
  'draft-07': {
    one: [
      'additionalItems',
      'items',
      'contains',
      'additionalProperties',
      'propertyNames',
      'not',
      'if',
      'then',
      'else',
    ],
    list: ['items', 'allOf', 'anyOf', 'oneOf'],
    map: ['definitions', 'properties', 'patternProperties', 'dependencies'],
  },
  '2020-12': {
    one: [
      'items',
      'contains',
      'additionalProperties',
      'propertyNames',
      'not',
      'if',
      'then',
      'else',
      'unevaluatedItems',
      'unevaluatedProperties',
      'contentSchema',
    ],
    list: ['prefixItems', 'allOf', 'anyOf', 'oneOf'],
    map: ['$defs', 'definitions', 'properties', 'patternProperties', 'dependentSchemas'],
  },
}

export function isSchemaObject(value: unknown): value is SchemaObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
