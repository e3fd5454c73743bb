import * as z from 'zod'

import { getAt } from '../../lib/json-pointer.ts'
import type { Operation } from '../operation.ts'

const parameters = z.strictObject({
  onNull: z.boolean().default(true).meta({ title: 'For null too' }),
})

/** Writes the value of `source` where nothing stands. */
export const defaultTo = {
  name: 'default',
  title: 'Default value',
  source: 'required',
  target: 'required',
  input: 'target',
  isRecordwise: true,
  parameters,
  compile({ onNull }, { path }) {
    return {
      apply(value, { body }) {
        const present = getAt(body, path)
        return present === undefined || (present === null && onNull) ? value : present
      },
    }
  },
} satisfies Operation<typeof parameters>
