import * as z from 'zod'

import { type Operation, StepFailure } from '../operation.ts'
import { listOf, spendValue } from '../work.ts'

const parameters = z.strictObject({
  separator: z.string().max(100).default(',').meta({ title: 'Separator' }),
})

/** Makes a text of a list. */
export const join = {
  name: 'join',
  title: 'Join a list',
  source: 'optional',
  target: 'optional',
  input: 'target',
  isRecordwise: true,
  parameters,
  compile: ({ separator }) => ({
    apply(value, run) {
      if (value === undefined || value === null) return value
      const items = listOf(value, run)
      spendValue(run, items)
      if (items.some((item) => typeof item === 'object' && item !== null))
        throw new StepFailure('only texts, numbers and booleans can be joined', 'wrong_type')
      return items.map((item) => (item === null ? '' : String(item))).join(separator)
    },
  }),
} satisfies Operation<typeof parameters>
