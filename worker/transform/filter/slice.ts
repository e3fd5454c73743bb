import * as z from 'zod'

import type { Operation } from '../operation.ts'
import { listOf } from '../work.ts'

const parameters = z.strictObject({
  start: z.int().default(0).meta({ title: 'From index' }),
  end: z.int().optional().meta({ title: 'Before index' }),
})

/** Keeps the items from `start` to before `end`; negative numbers count from the end. */
export const slice = {
  name: 'slice',
  title: 'Part of a list',
  source: 'optional',
  target: 'optional',
  input: 'target',
  isRecordwise: false,
  parameters,
  compile: ({ start, end }) => ({
    apply: (value, run) => value && listOf(value, run).slice(start, end),
  }),
} satisfies Operation<typeof parameters>
