import * as z from 'zod'

import { mapObjects } from '../objects.ts'
import type { Operation } from '../operation.ts'

const parameters = z.strictObject({
  names: z.array(z.string().max(200)).min(1).max(200).meta({ title: 'Names' }),
})

/** Keeps only the named members of an object, or of each object of a list. */
export const pick = {
  name: 'pick',
  title: 'Keep members',
  source: 'optional',
  target: 'optional',
  input: 'target',
  isRecordwise: true,
  parameters,
  compile(given) {
    const names: ReadonlySet<string> = new Set(given.names)
    return {
      apply: (value, run) =>
        mapObjects(value, run, (members) => members.filter(([key]) => names.has(key))),
    }
  },
} satisfies Operation<typeof parameters>
