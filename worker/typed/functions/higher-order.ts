import { join } from '../join.ts'
import { argumentItems, elementsOf, sequenceOf } from '../nodes/sequence.ts'
import {
  anything,
  has,
  json,
  kinds,
  listOf,
  type Member,
  missing,
  nothing,
  number,
  objectOf,
  shapeOf,
  text,
  type Type,
  without,
} from '../type.ts'
import type { Call, Result } from './call.ts'

/** Functions that call functions: each of these asks it of what it goes through. */
export const higherOrder: Readonly<Record<string, Result>> = {
  map: (call) => sequenceOf(without(asked(call, itemArguments(call)), kinds.missing)),
  filter(call) {
    asked(call, itemArguments(call))
    return sequenceOf(argumentItems(call.subject))
  },
  single(call) {
    asked(call, itemArguments(call))
    return elementsOf(call.subject)
  },
  each: (call) => sequenceOf(without(asked(call, memberArguments(call)), kinds.missing)),
  sift(call) {
    asked(call, memberArguments(call))
    return join(missing, someMembers(call.subject))
  },
  reduce(call) {
    const element = elementsOf(call.subject)
    asked(call, [anything, element, number, listOf(element)])
    return anything
  },
  sort(call) {
    const element = elementsOf(call.subject)
    asked(call, [element, element])
    return join(listOf(argumentItems(call.subject)), call.mayBeMissing ? missing : nothing)
  },
}

/** What the function gives that is the second argument. */
function asked({ nodes, inference, place }: Call, parameters: readonly Type[]): Type {
  const lambda = nodes[1]
  return lambda?.type === 'lambda' ? inference.inferBody(lambda, parameters, place) : anything
}

function itemArguments({ subject }: Call): readonly Type[] {
  const element = argumentItems(subject)
  return [element, number, listOf(element)]
}

function memberArguments({ subject }: Call): readonly Type[] {
  return [memberTypes(subject), text, subject]
}

function memberTypes(holder: Type): Type {
  if (!has(holder, kinds.object)) return anything
  const { members, rest } = shapeOf(holder)
  return join(rest, ...[...members.values()].map(({ type }) => type))
}

/** The same members, none of them for certain. */
export function someMembers(holder: Type): Type {
  if (holder.shape === undefined) return objectOf(new Map(), json)
  const { members, rest } = holder.shape
  const optional = [...members].map(([name, { type }]): [string, Member] => [
    name,
    { type, isRequired: false },
  ])
  return objectOf(new Map(optional), rest)
}
