import * as z from 'zod'

import type { Operation } from '../operation.ts'

const parameters = z.strictObject({})

/** Writes the value of one expression at `target`. In it `$` is the document. */
export const jsonata = {
  name: 'jsonata',
  title: 'Expression',
  source: 'required',
  target: 'optional',
  input: 'body',
  isRecordwise: true,
  parameters,
  compile: () => ({ apply: (value) => value }),
} satisfies Operation<typeof parameters>
