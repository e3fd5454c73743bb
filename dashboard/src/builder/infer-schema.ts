import { isRecord } from '#contract/is-record.ts'
import type { JsonSchema } from '#contract/validation.ts'

import { formatOf } from './infer-formats.ts'

export interface InferOptions {
  /** Members that every sample has are required. */
  readonly requiresAll: boolean
  /** Members that no sample has are refused. */
  readonly refusesUnknown: boolean
  readonly recognisesFormats: boolean
  /** Texts that repeat, with few different values, become an `enum`. */
  readonly listsValues: boolean
}

export const defaultInferOptions: InferOptions = {
  requiresAll: true,
  refusesUnknown: false,
  recognisesFormats: true,
  listsValues: false,
}

/** What nests deeper is accepted as it is: the gateway takes no schema of more than 200 levels. */
const DEEPEST = 32
const MOST_VALUES = 8
const LONGEST_VALUE = 64

/**
 * A schema that every sample is valid against, and nothing wider than they show: types are united, members of
 * objects and items of lists merged. A member is required only where all samples have it.
 */
export function inferSchema(samples: readonly unknown[], options: InferOptions): JsonSchema {
  return schemaOf(samples, options, 0)
}

function schemaOf(values: readonly unknown[], options: InferOptions, depth: number): JsonSchema {
  if (values.length === 0 || depth > DEEPEST) return {}
  const types = typesOf(values)
  const objects = values.filter(isRecord)
  const lists = values.filter((value) => Array.isArray(value))
  return {
    type: types.length === 1 ? types[0] : types,
    ...textKeywords(values, types, options),
    ...(lists.length > 0 && itemKeywords(lists.flat(), options, depth)),
    ...(objects.length > 0 && memberKeywords(objects, options, depth)),
  }
}

const order = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']

function typesOf(values: readonly unknown[]): string[] {
  const found = new Set(values.map(typeOf))
  if (found.has('number')) found.delete('integer')
  return order.filter((type) => found.has(type))
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}

function textKeywords(
  values: readonly unknown[],
  types: readonly string[],
  { recognisesFormats, listsValues }: InferOptions,
): Record<string, unknown> {
  const texts = values.filter((value) => typeof value === 'string')
  const format = recognisesFormats ? formatOf(texts) : undefined
  if (format !== undefined) return { format }
  // An enum speaks about every value, so it is only for texts, and null beside them.
  if (!listsValues || !types.every((type) => type === 'string' || type === 'null')) return {}
  const different = [...new Set(texts)]
  const isShort =
    different.length <= MOST_VALUES && different.every((text) => text.length <= LONGEST_VALUE)
  if (!isShort || different.length === texts.length) return {}
  return { enum: [...different, ...(types.includes('null') ? [null] : [])] }
}

function itemKeywords(
  items: readonly unknown[],
  options: InferOptions,
  depth: number,
): Record<string, unknown> {
  return items.length === 0 ? {} : { items: schemaOf(items, options, depth + 1) }
}

function memberKeywords(
  objects: readonly Readonly<Record<string, unknown>>[],
  options: InferOptions,
  depth: number,
): Record<string, unknown> {
  const members = new Map<string, unknown[]>()
  for (const [name, value] of objects.flatMap((object) => Object.entries(object))) {
    const values = members.get(name)
    if (values === undefined) members.set(name, [value])
    else values.push(value)
  }
  const properties = [...members].map(([name, values]) => [
    name,
    schemaOf(values, options, depth + 1),
  ])
  const required = [...members.keys()].filter(
    (name) => members.get(name)?.length === objects.length,
  )
  return {
    ...(members.size > 0 && { properties: Object.fromEntries(properties) as unknown }),
    ...(options.requiresAll && required.length > 0 && { required }),
    ...(options.refusesUnknown && { additionalProperties: false }),
  }
}
