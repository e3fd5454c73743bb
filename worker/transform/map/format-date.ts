import * as z from 'zod'

import { type Operation, StepFailure } from '../operation.ts'
import { millisOf } from './convert.ts'

const parameters = z.strictObject({
  picture: z.string().min(1).max(256).default('[Y0001]-[M01]-[D01]').meta({ title: 'Picture' }),
  timezone: z
    .string()
    .regex(/^[+-]\d{4}$/, 'Write an offset such as +0200')
    .default('+0000')
    .meta({ title: 'Offset from UTC' }),
  unit: z.enum(['ms', 's']).default('ms').meta({ title: 'Unit of a number' }),
})

/** Writes a date (ISO 8601 text, or a number since 1970) by a picture of XPath. */
export const formatDate = {
  name: 'format-date',
  title: 'Format a date',
  source: 'optional',
  target: 'optional',
  input: 'target',
  isRecordwise: true,
  parameters,
  compile({ picture, timezone, unit }, site) {
    const format = site.expression(call('$fromMillis', picture, timezone), 'picture')
    return {
      apply(value, { ctx, purse }) {
        if (value === undefined || value === null) return value
        const item = millisOf(typeof value === 'number' && unit === 's' ? value * 1000 : value)
        if (item === undefined) throw new StepFailure('a date is needed here', 'wrong_type')
        return format?.evaluate({ ctx, purse, item })
      },
    }
  },
} satisfies Operation<typeof parameters>

/** The function of the expression language, so that dates look alike everywhere. */
function call(name: string, ...rest: readonly string[]): string {
  return `${name}(item, ${rest.map((text) => JSON.stringify(text)).join(', ')})`
}
