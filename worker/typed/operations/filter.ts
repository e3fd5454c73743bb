import { distinct } from '../../transform/filter/distinct.ts'
import { limit } from '../../transform/filter/limit.ts'
import { slice } from '../../transform/filter/slice.ts'
import { sort } from '../../transform/filter/sort.ts'
import { where } from '../../transform/filter/where.ts'
import { join } from '../join.ts'
import { itemsOf, kinds, listOf, ofKinds, type Type } from '../type.ts'
import { type Effect, effect, type StepTypes } from './effect.ts'
import { keepingAbsent } from './map.ts'

/** Operations that keep some items of a list. */
export const filterEffects: readonly Effect[] = [
  effect(where, (step) => {
    step.needs(kinds.list)
    step.expression(step.parameters.where, 'where', itemsOf(step.value))
    return { value: someItems(step.value) }
  }),
  effect(distinct, (step) => {
    step.needs(kinds.list)
    const { by } = step.parameters
    if (by !== undefined) step.expression(by, 'by', itemsOf(step.value))
    return { value: someItems(step.value) }
  }),
  effect(sort, (step) => {
    step.needs(kinds.list)
    const key = step.expression(step.parameters.by, 'by', itemsOf(step.value))
    step.needs(kinds.string | kinds.number, key, 'by')
    return { value: someItems(step.value) }
  }),
  effect(limit, shortened),
  effect(slice, shortened),
]

function someItems(value: Type): Type {
  return keepingAbsent(value, listOf(itemsOf(value)))
}

/** Zero, false and an empty text pass. */
function shortened({ value }: StepTypes<unknown>) {
  const falsy = ofKinds(value.kinds & (kinds.string | kinds.number | kinds.boolean))
  return { value: join(someItems(value), falsy) }
}
