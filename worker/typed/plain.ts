import {
  has,
  itemsOf,
  kinds,
  made,
  type Member,
  missing,
  ofKinds,
  type Type,
  without,
} from './type.ts'
import { join } from './join.ts'

const nul = ofKinds(kinds.null)

/** Pure. What leaves an expression: functions are left out, and in lists they and missing values are null. */
export function plainType(type: Type): Type {
  return has(type, kinds.function)
    ? join(partsOf(without(type, kinds.function)), missing)
    : partsOf(type)
}

function partsOf(type: Type): Type {
  const { kinds: set, items, shape } = type
  if (items === undefined && shape === undefined) return type
  return made(
    set,
    items === undefined ? undefined : itemType(itemsOf(type)),
    shape === undefined
      ? undefined
      : {
          ...shape,
          members: new Map([...shape.members].map(([name, member]) => [name, plainMember(member)])),
          rest: without(plainType(shape.rest), kinds.missing),
        },
  )
}

function itemType(type: Type): Type {
  const plain = plainType(type)
  return has(plain, kinds.missing) ? join(without(plain, kinds.missing), nul) : plain
}

function plainMember({ type, isRequired }: Member): Member {
  const plain = plainType(type)
  return has(plain, kinds.missing)
    ? { type: without(plain, kinds.missing), isRequired: false }
    : { type: plain, isRequired }
}
