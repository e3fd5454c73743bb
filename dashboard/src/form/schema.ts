/** The parts of JSON Schema 2020-12 that forms are drawn from, with the house's own annotations. */
export interface FieldSchema {
  readonly type?: string
  readonly title?: string
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly properties?: Readonly<Record<string, FieldSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: FieldSchema | boolean
  readonly items?: FieldSchema
  readonly oneOf?: readonly FieldSchema[]
  readonly anyOf?: readonly FieldSchema[]
  readonly editor?: string
  readonly unit?: string
  /** Shown only while these siblings have these values. */
  readonly when?: Readonly<Record<string, string>>
}

export type FieldKind =
  | 'text'
  | 'number'
  | 'select'
  | 'switch'
  | 'list'
  | 'key-value'
  | 'union'
  | 'object'
  | 'template'
  | 'jsonata'
  | 'path'
  | 'long-text'
  | 'source'
  | 'json'
  | 'secret-name'
  | 'json-schema'
  | 'choices'

const byEditor: Readonly<Record<string, FieldKind>> = {
  template: 'template',
  url: 'template',
  jsonata: 'jsonata',
  path: 'path',
  'long-text': 'long-text',
  source: 'source',
  javascript: 'source',
  'key-value': 'key-value',
  'secret-name': 'secret-name',
  'json-schema': 'json-schema',
}

/** The control that edits a schema: its named editor when it has one, else what its type asks for. */
export function fieldKind(schema: FieldSchema): FieldKind {
  const named = byEditor[schema.editor ?? '']
  if (named !== undefined) return named
  if (schema.enum !== undefined) return 'select'
  if (variantsOf(schema).length > 0) return 'union'
  if (schema.type === 'integer' || schema.type === 'number') return 'number'
  if (schema.type === 'boolean') return 'switch'
  if (schema.type === 'string') return 'text'
  return containerKind(schema)
}

/** The member whose constant tells the variants of a union apart, such as `type`. */
export function discriminatorOf(schema: FieldSchema): string | undefined {
  const variants = shapesOf(schema)
  const isConstant = (variant: FieldSchema, name: string) =>
    typeof variant.properties?.[name]?.const === 'string'
  return Object.keys(variants[0]?.properties ?? {}).find((name) =>
    variants.every((variant) => isConstant(variant, name)),
  )
}

/** Variants of a union that can be told apart. */
export const variantsOf = (schema: FieldSchema): readonly FieldSchema[] =>
  discriminatorOf(schema) === undefined ? [] : shapesOf(schema)

const shapesOf = (schema: FieldSchema): readonly FieldSchema[] => schema.oneOf ?? schema.anyOf ?? []

/** Fields that need the whole width of a form. */
export const isWide = (schema: FieldSchema): boolean =>
  !['text', 'secret-name', 'number', 'select', 'switch'].includes(fieldKind(schema))

/** A first value for a new member of a document. */
export function initialValue(schema: FieldSchema): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.default !== undefined) return schema.default
  if (schema.enum !== undefined) return schema.enum[0]
  if (schema.properties === undefined) return schema.type === 'object' ? {} : ''
  const required = schema.required ?? []
  return Object.fromEntries(
    Object.entries(schema.properties)
      .filter(([name]) => required.includes(name))
      .map(([name, property]) => [name, initialValue(property)]),
  )
}

function listKind(items: FieldSchema | undefined): FieldKind {
  if (items?.enum !== undefined) return 'choices'
  return items?.type === 'string' ? 'list' : 'json'
}

function containerKind(schema: FieldSchema): FieldKind {
  if (schema.type === 'array') return listKind(schema.items)
  if (schema.properties !== undefined) return 'object'
  const { additionalProperties } = schema
  const isTexts = typeof additionalProperties === 'object' && additionalProperties.type === 'string'
  return isTexts ? 'key-value' : 'json'
}
