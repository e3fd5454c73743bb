import type { Node } from '../../expression/ast.ts'
import type { Inference, Place } from '../inference.ts'
import { join } from '../join.ts'
import { has, kinds, listOf, missing, type Type } from '../type.ts'
import { elementsOf } from './sequence.ts'

/** `[…]` after a value: the item at a place, or the items for which it is true. */
export function filtered(value: Type, filter: Node, place: Place, inference: Inference): Type {
  const element = elementsOf(value)
  const { expr } = filter
  if (expr === undefined) return value
  if (expr.type === 'number') return join(missing, element)
  const verdict = inference.infer(expr, { ...place, input: element })
  // A list of places may name one place twice.
  const isMany = has(value, kinds.list) || has(verdict, kinds.list)
  return isMany ? join(missing, element, listOf(element)) : join(missing, element)
}

/** All of them, one after the other. */
export function filteredBy(
  value: Type,
  filters: readonly Node[] | undefined,
  place: Place,
  inference: Inference,
): Type {
  return (filters ?? []).reduce((type, one) => filtered(type, one, place, inference), value)
}
