import { isRecord } from '#contract/is-record.ts'

import { join } from '../join.ts'
import { json, kinds, made, type Member, type Shape, type Type } from '../type.ts'
import type { ReadPart } from './reader.ts'

/** What `properties` and their like say of objects; nothing of other values. */
export function objectSchema(schema: Readonly<Record<string, unknown>>, read: ReadPart): Type {
  const shape = shapeIn(schema, read)
  const isImpossible = [...(shape?.members.values() ?? [])].some(
    ({ isRequired, type }) => isRequired && type.kinds === 0,
  )
  return isImpossible
    ? made(json.kinds & ~kinds.object, undefined, undefined)
    : made(json.kinds, undefined, shape)
}

function shapeIn(schema: Readonly<Record<string, unknown>>, read: ReadPart): Shape | undefined {
  const { properties, required, additionalProperties, patternProperties } = schema
  const names = isRecord(properties) ? Object.keys(properties) : []
  const needed = new Set(
    Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [],
  )
  if (names.length + needed.size === 0 && !('additionalProperties' in schema)) return undefined
  const patterns = isRecord(patternProperties) ? Object.values(patternProperties).map(read) : []
  const others = additionalProperties === undefined ? json : read(additionalProperties)
  const rest = join(others, ...patterns)
  const members = new Map<string, Member>()
  for (const name of names) {
    const type = isRecord(properties) ? read(properties[name]) : json
    members.set(name, { type, isRequired: needed.has(name) })
  }
  for (const name of needed)
    if (!members.has(name)) members.set(name, { type: rest, isRequired: true })
  return { members, rest, isDeclared: names.length > 0 }
}
