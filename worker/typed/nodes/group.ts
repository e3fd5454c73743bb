import type { Node } from '../../expression/ast.ts'
import type { InferNode, Inference, Place } from '../inference.ts'
import { join } from '../join.ts'
import {
  excludes,
  has,
  kinds,
  listOf,
  type Member,
  missing,
  nothing,
  objectOf,
  type Type,
  without,
} from '../type.ts'
import { inWords } from '../words.ts'
import { elementsOf } from './sequence.ts'

type Pairs = readonly (readonly [Node, Node])[]

/** `{…}` alone: an object of the context. */
export const inferObject: InferNode = (node, place, inference) =>
  grouped(node.lhs as Pairs, place.input, place, inference)

/** `{…}`: the items with the same key together make one member. */
export function grouped(pairs: Pairs, value: Type, place: Place, inference: Inference): Type {
  const isMany = has(value, kinds.list)
  const item = isMany ? join(missing, elementsOf(value)) : value
  const items = isMany ? join(item, listOf(join(item, elementsOf(item)))) : item
  const members = new Map<string, Member>()
  let rest: Type = nothing
  for (const [key, member] of pairs) {
    inferKey(key, { ...place, input: item }, inference)
    const given = inference.infer(member, { ...place, input: items })
    const type = without(given, kinds.missing)
    if (key.type !== 'string') rest = join(rest, type)
    else if (type.kinds !== 0)
      members.set(String(key.value), { type, isRequired: !has(given, kinds.missing) })
  }
  return objectOf(members, rest)
}

function inferKey(key: Node, place: Place, inference: Inference): void {
  const type = inference.infer(key, place)
  if (!excludes(type, kinds.string)) return
  const message = `A key is a text, and this is ${inWords(type)}`
  inference.note(key, place, { code: 'impossible_type', message, severity: 'error' })
}
