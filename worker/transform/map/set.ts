import * as z from 'zod'

import type { Operation } from '../operation.ts'

const parameters = z.strictObject({})

/** Writes the value of `source` at `target`. */
export const set = {
  name: 'set',
  title: 'Write a value',
  source: 'required',
  target: 'optional',
  input: 'target',
  isRecordwise: true,
  parameters,
  compile: () => ({ apply: (value) => value }),
} satisfies Operation<typeof parameters>
