import type { Node } from '../../expression/ast.ts'
import { nearestName } from '../../lib/nearest-name.ts'
import type { InferNode, Inference, Place } from '../inference.ts'
import { join } from '../join.ts'
import {
  anything,
  has,
  isClosed,
  isOnly,
  itemsOf,
  kinds,
  listOf,
  memberOf,
  missing,
  nothing,
  ofKinds,
  type Shape,
  shapeOf,
  type Type,
  without,
} from '../type.ts'
import { inWords } from '../words.ts'
import { flattened } from './sequence.ts'

/** A name in a path: a member of an object, or of each object of a list. */
export const inferName: InferNode = (node, place, inference) => {
  const name = String(node.value)
  explain(node, name, place, inference)
  return memberType(place.input, name)
}

/** What the members of this name hold; `missing` is among it where one may not be there. */
export function memberType(holder: Type, name: string): Type {
  const found = has(holder, kinds.object) ? memberOf(shapeOf(holder), name) : undefined
  const own = found === undefined ? nothing : join(found.type, found.isRequired ? nothing : missing)
  const others = has(holder, ~(kinds.object | kinds.list)) ? missing : nothing
  if (!has(holder, kinds.list)) return join(own, others)
  if (holder.items === undefined) return anything
  const item = without(flattened(memberType(itemsOf(holder), name)), kinds.missing)
  return join(own, others, missing, item, listOf(item))
}

/** Says why no member of this name can be there, or that the name looks misspelt. */
function explain(node: Node, name: string, place: Place, inference: Inference): void {
  const holder = without(place.input, kinds.missing | kinds.null)
  const objects = objectsIn(holder)
  const others = withoutLists(holder)
  if (objects === undefined) {
    if (!isOnly(others, kinds.string | kinds.number | kinds.boolean)) return
    const message = `${inWords(others)} has no field ${name}`
    return inference.note(node, place, {
      code: 'impossible_type',
      message: capital(message),
      severity: 'error',
    })
  }
  const isImpossible = !mayHave(objects, name) && !has(others, kinds.function)
  // A list that may hold anything does not keep an author from misspelling what a schema declares.
  const declared = isImpossible ? objects : declaredIn(holder)
  if (declared === undefined || mayBeNamed(declared, name)) return
  const names = namesIn(declared)
  if (!isImpossible && !isLikely(name, names)) return
  const severity = isImpossible ? 'error' : 'warning'
  const message = `There is no field ${name}; ${advice(names, name)}`
  inference.note(node, place, { code: 'unknown_field', message, severity })
}

function mayHave(shape: Shape, name: string): boolean {
  const member = shape.members.get(name)
  return member === undefined ? !isClosed(shape) : member.type.kinds !== 0
}

function mayBeNamed({ members }: Shape, name: string): boolean {
  return (members.get(name)?.type.kinds ?? 0) !== 0
}

function namesIn({ members }: Shape): string[] {
  return [...members].filter(([, { type }]) => type.kinds !== 0).map(([name]) => name)
}

/** The names that a schema gives to the members of a value, or of the items of a list. */
function declaredIn(holder: Type): Shape | undefined {
  const own = has(holder, kinds.object) ? holder.shape : undefined
  if (own !== undefined) return own.isDeclared ? own : undefined
  return holder.items === undefined ? undefined : declaredIn(holder.items)
}

/** What the objects are like that a name is asked of; lists are gone through. */
function objectsIn(holder: Type): Shape | undefined {
  const found = allObjects(holder)
  return has(found, kinds.object) ? shapeOf(found) : undefined
}

function allObjects(holder: Type): Type {
  const own = without(holder, ~kinds.object)
  if (!has(holder, kinds.list)) return own
  return holder.items === undefined ? ofKinds(kinds.object) : join(own, allObjects(holder.items))
}

function withoutLists(holder: Type): Type {
  const own = without(holder, kinds.list | kinds.missing | kinds.null)
  if (!has(holder, kinds.list)) return own
  return holder.items === undefined ? anything : join(own, withoutLists(holder.items))
}

/** Short names resemble each other by chance. */
function isLikely(name: string, names: readonly string[]): boolean {
  const atMost = name.length > 5 ? 2 : 1
  return name.length > 2 && nearestName(name, names, atMost) !== undefined
}

function advice(names: readonly string[], name: string): string {
  const nearest = nearestName(name, names)
  if (nearest !== undefined) return `did you mean ${nearest}?`
  if (names.length === 0) return 'nothing is there'
  const shown = names.slice(0, 12).join(', ')
  return names.length > 12 ? `there are: ${shown}, …` : `there are: ${shown}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
