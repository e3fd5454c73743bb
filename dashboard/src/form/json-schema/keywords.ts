/** What a keyword of JSON Schema holds, which decides what its value may be and what stands inside it. */
export type Holds =
  | 'schema'
  | 'schemas'
  | 'schema-or-schemas'
  | 'schema-map'
  | 'names'
  | 'names-map'
  | 'type'
  | 'format'
  | 'reference'
  | 'dialect'
  | 'boolean'
  | 'count'
  | 'number'
  | 'text'
  | 'values'
  | 'any'

export type Draft = 'draft-07' | '2020-12'

export interface Keyword {
  readonly holds: Holds
  /** Types of values it speaks about; all of them when absent. */
  readonly about?: readonly string[]
  /** The only draft that knows it; both when absent. */
  readonly only?: Draft
  /** Means something at the root of a document alone. */
  readonly isOfRoot?: boolean
}

const object = { about: ['object'] } as const
const array = { about: ['array'] } as const
const text = { about: ['string'] } as const
const number = { about: ['number', 'integer'] } as const
const new2020 = { only: '2020-12' } as const
const old07 = { only: 'draft-07' } as const

/** Keywords the gateway gives a meaning, and annotations, in the order they are offered. */
export const keywords: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
  ['type', { holds: 'type' }],
  ['properties', { holds: 'schema-map', ...object }],
  ['required', { holds: 'names', ...object }],
  ['additionalProperties', { holds: 'schema', ...object }],
  ['items', { holds: 'schema-or-schemas', ...array }],
  ['minItems', { holds: 'count', ...array }],
  ['maxItems', { holds: 'count', ...array }],
  ['uniqueItems', { holds: 'boolean', ...array }],
  ['minLength', { holds: 'count', ...text }],
  ['maxLength', { holds: 'count', ...text }],
  ['pattern', { holds: 'text', ...text }],
  ['format', { holds: 'format', ...text }],
  ['minimum', { holds: 'number', ...number }],
  ['maximum', { holds: 'number', ...number }],
  ['exclusiveMinimum', { holds: 'number', ...number }],
  ['exclusiveMaximum', { holds: 'number', ...number }],
  ['multipleOf', { holds: 'number', ...number }],
  ['enum', { holds: 'values' }],
  ['const', { holds: 'any' }],
  ['title', { holds: 'text' }],
  ['description', { holds: 'text' }],
  ['default', { holds: 'any' }],
  ['examples', { holds: 'values' }],
  ['deprecated', { holds: 'boolean', ...new2020 }],
  ['$ref', { holds: 'reference' }],
  ['$defs', { holds: 'schema-map', isOfRoot: true, ...new2020 }],
  ['definitions', { holds: 'schema-map', isOfRoot: true, ...old07 }],
  ['allOf', { holds: 'schemas' }],
  ['anyOf', { holds: 'schemas' }],
  ['oneOf', { holds: 'schemas' }],
  ['not', { holds: 'schema' }],
  ['if', { holds: 'schema' }],
  ['then', { holds: 'schema' }],
  ['else', { holds: 'schema' }],
  ['patternProperties', { holds: 'schema-map', ...object }],
  ['propertyNames', { holds: 'schema', ...object }],
  ['minProperties', { holds: 'count', ...object }],
  ['maxProperties', { holds: 'count', ...object }],
  ['dependentRequired', { holds: 'names-map', ...object, ...new2020 }],
  ['dependentSchemas', { holds: 'schema-map', ...object, ...new2020 }],
  ['unevaluatedProperties', { holds: 'schema', ...object, ...new2020 }],
  ['dependencies', { holds: 'schema-map', ...object, ...old07 }],
  ['prefixItems', { holds: 'schemas', ...array, ...new2020 }],
  ['contains', { holds: 'schema', ...array }],
  ['minContains', { holds: 'count', ...array, ...new2020 }],
  ['maxContains', { holds: 'count', ...array, ...new2020 }],
  ['unevaluatedItems', { holds: 'schema', ...array, ...new2020 }],
  ['additionalItems', { holds: 'schema', ...array, ...old07 }],
  ['$schema', { holds: 'dialect', isOfRoot: true }],
  ['$comment', { holds: 'text' }],
])

export const dialects: Readonly<Record<Draft, string>> = {
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
  'draft-07': 'http://json-schema.org/draft-07/schema#',
}

export const typeNames = ['object', 'array', 'string', 'integer', 'number', 'boolean', 'null']
