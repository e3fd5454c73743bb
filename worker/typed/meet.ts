import { namesOf } from './join.ts'
import {
  itemsOf,
  kinds,
  made,
  type Member,
  memberOf,
  nothing,
  type Shape,
  shapeOf,
  type Type,
} from './type.ts'

/** Pure. What is both of these types; `nothing` when no value can be. */
export function meet(a: Type, b: Type): Type {
  if (a === b) return a
  let set = a.kinds & b.kinds
  if (set === 0) return nothing
  const items =
    a.items === undefined || b.items === undefined
      ? (a.items ?? b.items)
      : meet(itemsOf(a), itemsOf(b))
  const shape = (set & kinds.object) === 0 ? undefined : meetShapes(a, b)
  if (shape === 'impossible') set &= ~kinds.object
  return made(set, items, shape === 'impossible' ? undefined : shape)
}

function meetShapes(a: Type, b: Type): Shape | undefined | 'impossible' {
  if (a.shape === undefined || b.shape === undefined) return a.shape ?? b.shape
  const [left, right] = [shapeOf(a), shapeOf(b)]
  const members = new Map<string, Member>()
  for (const name of namesOf(left, right)) {
    const [one, other] = [memberOf(left, name), memberOf(right, name)]
    const type = meet(one.type, other.type)
    const isRequired = one.isRequired || other.isRequired
    if (isRequired && type.kinds === 0) return 'impossible'
    members.set(name, { type, isRequired })
  }
  const isDeclared = left.isDeclared || right.isDeclared
  return { members, rest: meet(left.rest, right.rest), isDeclared }
}
