import * as z from 'zod'

import { itemExpression } from '../item-expression.ts'
import type { Operation } from '../operation.ts'
import { isTrue } from '../../expression/truth.ts'
import { forEach, listOf } from '../work.ts'

const parameters = z.strictObject({
  where: itemExpression,
})

/** Keeps the items for which `where` is true. */
export const where = {
  name: 'where',
  title: 'Keep items that',
  source: 'optional',
  target: 'optional',
  input: 'target',
  isRecordwise: true,
  parameters,
  compile({ where }, site) {
    const expression = site.expression(where, 'where')
    if (expression?.readsBody === true) site.readsWhole()
    return {
      async apply(value, run) {
        if (value === undefined || value === null) return value
        const items = listOf(value, run)
        const verdicts = await forEach(items, expression, run)
        return items.filter((_, at) => isTrue(verdicts[at]))
      },
    }
  },
} satisfies Operation<typeof parameters>
