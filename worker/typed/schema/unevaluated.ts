import { isRecord } from '#contract/is-record.ts'

import { made, nothing, shapeOf, type Type } from '../type.ts'
import type { Reader } from './reader.ts'
import { resolve } from './reference.ts'

/** Keywords that let members pass that no `properties` name. */
const letOthersPass = [
  'additionalProperties',
  'patternProperties',
  'unevaluatedProperties',
  'if',
  'dependentSchemas',
  'dependencies',
  '$dynamicRef',
  '$recursiveRef',
  '$id',
]
const maxDepth = 8
/** More parts than this are not looked at. */
const maxParts = 500

/** With `unevaluatedProperties: false` the members that all parts name are all there are. */
export function closed(
  schema: Readonly<Record<string, unknown>>,
  type: Type,
  reader: Reader,
): Type {
  if (schema['unevaluatedProperties'] !== false || type.shape === undefined) return type
  const { unevaluatedProperties: _, ...own } = schema
  if (reader.isDraft7 || !namesAll(own, { root: reader.root, left: maxParts }, 0)) return type
  return made(type.kinds, type.items, { ...shapeOf(type), rest: nothing })
}

interface Search {
  readonly root: unknown
  left: number
}

/** Every member that it accepts it names. */
function namesAll(schema: unknown, search: Search, depth: number): boolean {
  search.left -= 1
  if (typeof schema === 'boolean') return true
  if (!isRecord(schema) || depth > maxDepth || search.left < 0) return false
  if (letOthersPass.some((name) => name in schema && !(name === '$id' && depth === 0))) return false
  const { $ref } = schema
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((name) => {
    const list = schema[name]
    return Array.isArray(list) ? (list as unknown[]) : []
  })
  const referred = typeof $ref === 'string' ? [referredBy(search.root, $ref)] : []
  return [...parts, ...referred].every((part) => namesAll(part, search, depth + 1))
}

/** A reference that leads elsewhere may name anything. */
function referredBy(root: unknown, reference: string): unknown {
  const found = resolve(root, reference)
  return found === true ? undefined : found
}
