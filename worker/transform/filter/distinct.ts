import * as z from 'zod'

import { itemExpression } from '../item-expression.ts'
import type { Operation } from '../operation.ts'
import { forEach, identity, listOf, spendValue } from '../work.ts'

const parameters = z.strictObject({
  by: itemExpression.optional(),
})

/** Keeps the first of the items that have the same key. */
export const distinct = {
  name: 'distinct',
  title: 'Without repetitions',
  source: 'optional',
  target: 'optional',
  input: 'target',
  isRecordwise: false,
  parameters,
  compile({ by }, site) {
    const expression = by === undefined ? undefined : site.expression(by, 'by')
    return {
      async apply(value, run) {
        if (value === undefined || value === null) return value
        const items = listOf(value, run)
        const keys = await forEach(items, expression, run)
        spendValue(run, keys)
        const seen = new Set<string>()
        return items.filter((_, at) => {
          const key = identity(keys[at])
          return seen.has(key) ? false : seen.add(key)
        })
      },
    }
  },
} satisfies Operation<typeof parameters>
