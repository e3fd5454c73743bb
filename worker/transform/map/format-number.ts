import * as z from 'zod'

import { type Operation, StepFailure } from '../operation.ts'

const parameters = z.strictObject({
  picture: z.string().min(1).max(256).default('#,##0.00').meta({ title: 'Picture' }),
  decimalSeparator: z.string().length(1).default('.').meta({ title: 'Decimal separator' }),
  groupingSeparator: z.string().length(1).default(',').meta({ title: 'Grouping separator' }),
})

/** Writes a number by a picture of XPath, in which the separators are the given ones. */
export const formatNumber = {
  name: 'format-number',
  title: 'Format a number',
  source: 'optional',
  target: 'optional',
  input: 'target',
  isRecordwise: true,
  parameters,
  compile({ picture, decimalSeparator, groupingSeparator }, site) {
    const marks = { 'decimal-separator': decimalSeparator, 'grouping-separator': groupingSeparator }
    const source = `$formatNumber(item, ${JSON.stringify(picture)}, ${JSON.stringify(marks)})`
    const format = site.expression(source, 'picture')
    return {
      apply(value, { ctx, purse }) {
        if (value === undefined || value === null) return value
        if (typeof value !== 'number')
          throw new StepFailure('a number is needed here', 'wrong_type')
        return format?.evaluate({ ctx, purse, item: value })
      },
    }
  },
} satisfies Operation<typeof parameters>
