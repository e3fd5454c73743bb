import * as z from 'zod'

import { figures } from '../figures.ts'
import type { Operation } from '../operation.ts'
import { forEach, listOf, numbersOf } from '../work.ts'

const parameters = z.strictObject({
  of: z.string().min(1).max(16_384).meta({ title: 'Of each item', editor: 'jsonata' }).optional(),
})

/** Mean of numbers; null without any. */
export const avg = {
  name: 'avg',
  title: 'Average',
  source: 'optional',
  target: 'optional',
  input: 'body',
  isRecordwise: false,
  parameters,
  compile({ of }, site) {
    const expression = of === undefined ? undefined : site.expression(of, 'of')
    return {
      async apply(value, run) {
        return figures.avg(numbersOf(await forEach(listOf(value, run), expression, run)))
      },
    }
  },
} satisfies Operation<typeof parameters>
