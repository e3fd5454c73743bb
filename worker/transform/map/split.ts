import * as z from 'zod'

import { type Operation, StepFailure } from '../operation.ts'
import { spend } from '../work.ts'

const parameters = z.strictObject({
  separator: z.string().min(1).max(100).default(',').meta({ title: 'Separator' }),
  limit: z.int().min(1).max(20_000).optional().meta({ title: 'At most' }),
  trim: z.boolean().default(false).meta({ title: 'Without spaces around' }),
})

/** Makes a list of a text. */
export const split = {
  name: 'split',
  title: 'Split text',
  source: 'optional',
  target: 'optional',
  input: 'target',
  isRecordwise: true,
  parameters,
  compile: ({ separator, limit, trim }) => ({
    apply(value, run) {
      if (value === undefined || value === null) return value
      if (typeof value !== 'string') throw new StepFailure('a text is needed here', 'wrong_type')
      spend(run, value.length)
      const parts = value.split(separator, limit)
      return trim ? parts.map((part) => part.trim()) : parts
    },
  }),
} satisfies Operation<typeof parameters>
