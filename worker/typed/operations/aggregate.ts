import { avg } from '../../transform/aggregate/avg.ts'
import { count } from '../../transform/aggregate/count.ts'
import { groupBy } from '../../transform/aggregate/group-by.ts'
import { join as joinLists } from '../../transform/aggregate/join.ts'
import { max } from '../../transform/aggregate/max.ts'
import { min } from '../../transform/aggregate/min.ts'
import { percentile } from '../../transform/aggregate/percentile.ts'
import { sum } from '../../transform/aggregate/sum.ts'
import { written } from '../flow/document.ts'
import { join } from '../join.ts'
import {
  itemsOf,
  kinds,
  listOf,
  made,
  type Member,
  nothing,
  number,
  objectOf,
  ofKinds,
  type Type,
  without,
} from '../type.ts'
import { type Effect, effect, type StepTypes } from './effect.ts'

const nullable = join(number, ofKinds(kinds.null))

/** Operations that make figures and groups of a list. */
export const aggregateEffects: readonly Effect[] = [
  effect(sum, (step) => figure(step, number)),
  ...[avg, min, max].map((operation) => effect(operation, (step) => figure(step, nullable))),
  effect(percentile, (step) => figure(step, nullable)),
  effect(count, (step) => {
    step.needs(kinds.list)
    const { where } = step.parameters
    if (where !== undefined) step.expression(where, 'where', itemsOf(step.value))
    return { value: number }
  }),
  effect(groupBy, (step) => {
    step.needs(kinds.list)
    const { parameters, value } = step
    const item = itemsOf(value)
    const key = orNull(step.expression(parameters.key, 'key', item))
    const members = new Map<string, Member>([[parameters.keyName, { type: key, isRequired: true }]])
    for (const [at, column] of parameters.figures.entries()) {
      if (column.of !== undefined) numbers(step, column.of, `figures/${at}/of`)
      const isSure = column.figure === 'count' || column.figure === 'sum'
      members.set(column.name, { type: isSure ? number : nullable, isRequired: true })
    }
    if (parameters.itemsName !== undefined)
      members.set(parameters.itemsName, { type: listOf(item), isRequired: true })
    return { value: listOf(objectOf(members, nothing, true)) }
  }),
  effect(joinLists, (step) => {
    step.needs(kinds.list)
    const { with: other, leftKey, rightKey, type, as } = step.parameters
    const right = step.expression(other, 'with')
    step.needs(kinds.list, right, 'with')
    step.expression(leftKey, 'leftKey', itemsOf(step.value))
    step.expression(rightKey, 'rightKey', itemsOf(right))
    const match = itemsOf(right)
    const found = type === 'left' ? join(match, ofKinds(kinds.null)) : match
    const items = without(itemsOf(step.value), ~kinds.object)
    return { value: made(kinds.list, written(items, [as], orNull(found)), undefined) }
  }),
]

type FigureStep = StepTypes<{ readonly of?: string | undefined }>

function figure(step: FigureStep, value: Type) {
  step.needs(kinds.list)
  const { of } = step.parameters
  if (of === undefined) step.needs(kinds.number, itemsOf(step.value))
  else numbers(step, of, 'of')
  return { value }
}

function numbers(step: StepTypes<unknown>, of: string, field: string): void {
  step.needs(kinds.number, step.expression(of, field, itemsOf(step.value)), field)
}

/** A missing key is written as null. */
function orNull(type: Type): Type {
  const isMissing = (type.kinds & kinds.missing) !== 0
  return isMissing ? join(without(type, kinds.missing), ofKinds(kinds.null)) : type
}
