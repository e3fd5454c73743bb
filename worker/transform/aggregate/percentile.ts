import * as z from 'zod'

import { percentileOf } from '../figures.ts'
import { itemExpression } from '../item-expression.ts'
import type { Operation } from '../operation.ts'
import { forEach, listOf, numbersOf } from '../work.ts'

const parameters = z.strictObject({
  of: itemExpression.optional(),
  percent: z.number().min(0).max(100).meta({ title: 'Percent' }),
})

/** Percentile of numbers, linear between neighbours; null without any. */
export const percentile = {
  name: 'percentile',
  title: 'Percentile',
  source: 'optional',
  target: 'optional',
  input: 'body',
  isRecordwise: false,
  parameters,
  compile({ of, percent }, site) {
    const expression = of === undefined ? undefined : site.expression(of, 'of')
    return {
      async apply(value, run) {
        return percentileOf(numbersOf(await forEach(listOf(value, run), expression, run)), percent)
      },
    }
  },
} satisfies Operation<typeof parameters>
