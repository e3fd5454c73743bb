import * as z from 'zod'

import { removeAt } from '../../lib/json-pointer.ts'
import type { Operation } from '../operation.ts'

const parameters = z.strictObject({})

/** Deletes `target`. */
export const remove = {
  name: 'remove',
  title: 'Remove',
  source: 'refused',
  target: 'required',
  input: 'target',
  isRecordwise: true,
  parameters,
  compile: (_parameters, { path }) => ({ edit: ({ body }) => removeAt(body, path) }),
} satisfies Operation<typeof parameters>
