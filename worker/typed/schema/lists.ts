import { join } from '../join.ts'
import { json, made, type Type } from '../type.ts'
import type { ReadPart } from './reader.ts'

/** What `items` and their like say of lists; nothing of other values. */
export function listSchema(
  schema: Readonly<Record<string, unknown>>,
  read: ReadPart,
  isDraft7: boolean,
): Type {
  const { items, prefixItems, additionalItems } = schema
  // A list of schemas in items is what draft-07 writes for prefixItems; the others are additionalItems then.
  const first = isDraft7 ? items : prefixItems
  const others = isDraft7 && Array.isArray(items) ? additionalItems : items
  if (!Array.isArray(first)) return others === undefined ? json : ofItems(read(others))
  const rest = others === undefined ? json : read(others)
  return ofItems(join(rest, ...first.map((one: unknown) => read(one))))
}

function ofItems(items: Type): Type {
  return made(json.kinds, items, undefined)
}
