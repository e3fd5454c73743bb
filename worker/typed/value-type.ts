import { join } from './join.ts'
import {
  boolean,
  kinds,
  listOf,
  type Member,
  nothing,
  number,
  objectOf,
  ofKinds,
  text,
  type Type,
} from './type.ts'

/** Deeper parts of a constant are anything. */
const maxDepth = 16

/** Pure. The type of a value of JSON that is known. */
export function typeOfValue(value: unknown, depth = 0): Type {
  if (typeof value === 'string') return text
  if (typeof value === 'number') return number
  if (typeof value === 'boolean') return boolean
  if (typeof value !== 'object' || value === null) return ofKinds(kinds.null)
  if (depth > maxDepth) return ofKinds(Array.isArray(value) ? kinds.list : kinds.object)
  if (Array.isArray(value)) return listOf(joined(value, depth + 1))
  const members = new Map<string, Member>()
  for (const [name, part] of Object.entries(value))
    members.set(name, { type: typeOfValue(part, depth + 1), isRequired: true })
  return objectOf(members, nothing, true)
}

function joined(items: readonly unknown[], depth: number): Type {
  return items.reduce<Type>((type, item) => join(type, typeOfValue(item, depth)), nothing)
}
