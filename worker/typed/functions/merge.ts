import { join, namesOf } from '../join.ts'
import { elementsOf } from '../nodes/sequence.ts'
import {
  has,
  kinds,
  type Member,
  memberOf,
  missing,
  nothing,
  objectOf,
  type Shape,
  shapeOf,
  type Type,
} from '../type.ts'
import type { Call } from './call.ts'
import { someMembers } from './higher-order.ts'

const empty: Shape = { members: new Map(), rest: nothing, isDeclared: false }

/** $merge: of objects that are written out the later wins; of other lists any may be there. */
export function merged(call: Call): Type {
  const parts = writtenOut(call)
  if (parts === undefined) {
    const object = someMembers(onlyObjects(elementsOf(call.subject)))
    return call.mayBeMissing ? join(object, missing) : object
  }
  const { members, rest } = parts.reduce((shape, part) => over(shape, part), empty)
  return objectOf(members, rest)
}

/** The types of a list that the expression writes out, when each is one object. */
function writtenOut({ nodes, inference }: Call): Type[] | undefined {
  const [list] = nodes
  if (list?.value !== '[' || list.predicate !== undefined || list.group !== undefined)
    return undefined
  const parts = (list.expressions ?? []).map((one) => inference.typeOf(one))
  return parts.every((part) => part.kinds === kinds.object) ? parts : undefined
}

function onlyObjects(type: Type): Type {
  return has(type, kinds.object)
    ? objectOf(shapeOf(type).members, shapeOf(type).rest)
    : objectOf(new Map(), nothing)
}

function over(before: Shape, type: Type): Shape {
  const after = shapeOf(type)
  const members = new Map<string, Member>()
  for (const name of namesOf(before, after)) {
    const [under, upper] = [memberOf(before, name), memberOf(after, name)]
    members.set(
      name,
      upper.isRequired
        ? upper
        : { type: join(under.type, upper.type), isRequired: under.isRequired },
    )
  }
  return { members, rest: join(before.rest, after.rest), isDeclared: false }
}
