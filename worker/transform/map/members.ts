import * as z from 'zod'

import { mapObjects } from '../objects.ts'
import type { Operation } from '../operation.ts'

const parameters = z.strictObject({
  names: z.array(z.string().max(200)).min(1).max(200).meta({ title: 'Names' }),
})

/** An operation that keeps members of an object, or of each object of a list, by whether they are named. */
export function memberOperation<Name extends string>(
  name: Name,
  title: string,
  keeps: (isNamed: boolean) => boolean,
) {
  return {
    name,
    title,
    source: 'optional',
    target: 'optional',
    input: 'target',
    isRecordwise: true,
    parameters,
    compile(given) {
      const names: ReadonlySet<string> = new Set(given.names)
      return {
        apply: (value, run) =>
          mapObjects(value, run, (members) => members.filter(([key]) => keeps(names.has(key)))),
      }
    },
  } satisfies Operation<typeof parameters>
}
