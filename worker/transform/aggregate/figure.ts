import * as z from 'zod'

import { itemExpression } from '../item-expression.ts'
import type { Operation } from '../operation.ts'
import { forEach, listOf, numbersOf } from '../work.ts'

const parameters = z.strictObject({
  of: itemExpression.optional(),
})

/** An operation that makes one figure of the numbers of a list, or of what `of` says of each item. */
export function figureOperation<Name extends string>(
  name: Name,
  title: string,
  figureOf: (numbers: readonly number[]) => number | null,
) {
  return {
    name,
    title,
    source: 'optional',
    target: 'optional',
    input: 'body',
    isRecordwise: false,
    parameters,
    compile({ of }, site) {
      const expression = of === undefined ? undefined : site.expression(of, 'of')
      return {
        async apply(value, run) {
          return figureOf(numbersOf(await forEach(listOf(value, run), expression, run)))
        },
      }
    },
  } satisfies Operation<typeof parameters>
}
