import * as z from 'zod'

import { getAt } from '../../lib/json-pointer.ts'
import type { Operation } from '../operation.ts'
import { write } from '../step.ts'

const parameters = z.strictObject({ from: z.string().min(1).max(500).meta({ title: 'From' }) })

/** Writes what stands at the path `from` at `target` too. */
export const copy = {
  name: 'copy',
  title: 'Copy',
  source: 'refused',
  target: 'optional',
  input: 'target',
  isRecordwise: true,
  parameters,
  compile({ from }, { parsePath, path }) {
    const origin = parsePath(from, 'from')
    return { edit: ({ body }) => write(body, path, getAt(body, origin)) }
  },
} satisfies Operation<typeof parameters>
