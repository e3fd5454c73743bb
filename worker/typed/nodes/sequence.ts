import { join } from '../join.ts'
import { has, itemsOf, kinds, listOf, missing, type Type, without } from '../type.ts'

/** One item after the other of a value: those of a list, or the value itself. */
export function elementsOf(type: Type): Type {
  return has(type, kinds.list) ? join(without(type, kinds.list), itemsOf(type)) : type
}

/** The items of an argument that is taken for a list; a list may have some that are missing. */
export function argumentItems(type: Type): Type {
  return join(without(type, kinds.list | kinds.missing), itemsOf(type))
}

/** The same of a value in a sequence, which has no place for what is missing. */
export function flattened(type: Type): Type {
  return without(elementsOf(type), kinds.missing)
}

/** A sequence as a value: nothing when it is empty, its item when it has one, else a list. */
export function sequenceOf(element: Type): Type {
  return join(missing, element, listOf(element))
}
