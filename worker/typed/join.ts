import {
  isClosed,
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

/** Pure. What is one of these types. */
export function join(...types: readonly Type[]): Type {
  return types.reduce(joinTwo, nothing)
}

function joinTwo(a: Type, b: Type): Type {
  if (a === b || b.kinds === 0) return a
  if (a.kinds === 0) return b
  return made(a.kinds | b.kinds, joinItems(a, b), joinShapes(a, b))
}

function joinItems(a: Type, b: Type): Type | undefined {
  const both = a.kinds & b.kinds & kinds.list
  if (both === 0) return a.items ?? b.items
  return a.items === undefined || b.items === undefined
    ? undefined
    : joinTwo(itemsOf(a), itemsOf(b))
}

function joinShapes(a: Type, b: Type): Shape | undefined {
  const both = a.kinds & b.kinds & kinds.object
  if (both === 0) return a.shape ?? b.shape
  if (a.shape === undefined || b.shape === undefined) return undefined
  const [left, right] = [shapeOf(a), shapeOf(b)]
  const members = new Map<string, Member>()
  for (const name of namesOf(left, right)) {
    const [one, other] = [memberOf(left, name), memberOf(right, name)]
    const isRequired = one.isRequired && other.isRequired
    members.set(name, { type: joinTwo(one.type, other.type), isRequired })
  }
  const isDeclared = isTelling(left) && isTelling(right)
  return { members, rest: joinTwo(left.rest, right.rest), isDeclared }
}

/** Its names are all that an author can mean. */
function isTelling(shape: Shape): boolean {
  return shape.isDeclared || isClosed(shape)
}

export function namesOf(...shapes: readonly Shape[]): Set<string> {
  return new Set(shapes.flatMap((shape) => [...shape.members.keys()]))
}
