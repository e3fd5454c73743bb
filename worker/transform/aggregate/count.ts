import * as z from 'zod'

import { itemExpression } from '../item-expression.ts'
import type { Operation } from '../operation.ts'
import { isTrue } from '../../expression/truth.ts'
import { forEach, listOf } from '../work.ts'

const parameters = z.strictObject({
  where: itemExpression.optional(),
})

/** Number of items, or of those for which `where` is true. */
export const count = {
  name: 'count',
  title: 'Count',
  source: 'optional',
  target: 'optional',
  input: 'body',
  isRecordwise: false,
  parameters,
  compile({ where }, site) {
    const expression = where === undefined ? undefined : site.expression(where, 'where')
    return {
      async apply(value, run) {
        const items = listOf(value, run)
        if (expression === undefined) return items.length
        return (await forEach(items, expression, run)).filter(isTrue).length
      },
    }
  },
} satisfies Operation<typeof parameters>
