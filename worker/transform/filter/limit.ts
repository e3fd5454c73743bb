import * as z from 'zod'

import type { Operation } from '../operation.ts'
import { listOf } from '../work.ts'

const parameters = z.strictObject({ count: z.int().min(0).max(1_000_000).meta({ title: 'Items' }) })

/** Keeps the first items. */
export const limit = {
  name: 'limit',
  title: 'First items',
  source: 'optional',
  target: 'optional',
  input: 'target',
  isRecordwise: false,
  parameters,
  compile: ({ count }) => ({
    apply: (value, run) => value && listOf(value, run).slice(0, count),
  }),
} satisfies Operation<typeof parameters>
