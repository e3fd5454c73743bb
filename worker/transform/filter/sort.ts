import * as z from 'zod'

import { itemExpression } from '../item-expression.ts'
import { type Operation, StepFailure } from '../operation.ts'
import { forEach, listOf, spend } from '../work.ts'

const parameters = z.strictObject({
  by: itemExpression,
  descending: z.boolean().default(false).meta({ title: 'Descending' }),
})

/** Sorts by numbers or by texts (code units); equal ones keep their order, those without a key go to the end. */
export const sort = {
  name: 'sort',
  title: 'Sort',
  source: 'optional',
  target: 'optional',
  input: 'target',
  isRecordwise: false,
  parameters,
  compile({ by, descending }, site) {
    const expression = site.expression(by, 'by')
    return {
      async apply(value, run) {
        if (value === undefined || value === null) return value
        const items = listOf(value, run)
        const keys = await forEach(items, expression, run)
        requireComparable(keys)
        spend(run, items.length * 32 * Math.ceil(Math.log2(items.length + 1)))
        const order = [...items.keys()].sort((a, b) =>
          descending ? compare(keys[b], keys[a]) : compare(keys[a], keys[b]),
        )
        return order.map((at) => items[at])
      },
    }
  },
} satisfies Operation<typeof parameters>

function requireComparable(keys: readonly unknown[]): void {
  const types = new Set(
    keys.filter((key) => key !== undefined && key !== null).map((key) => typeof key),
  )
  const isComparable =
    types.size === 0 || (types.size === 1 && (types.has('number') || types.has('string')))
  if (!isComparable)
    throw new StepFailure('the keys must all be numbers or all texts', 'wrong_type')
}

function compare(left: unknown, right: unknown): number {
  const a = left ?? undefined
  const b = right ?? undefined
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1
  if (a === b) return 0
  return (a as string) < (b as string) ? -1 : 1
}
