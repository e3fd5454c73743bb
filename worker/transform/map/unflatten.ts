import * as z from 'zod'

import { setAt } from '../../lib/json-pointer.ts'
import { type Operation, StepFailure } from '../operation.ts'
import { forbiddenNames } from '../target.ts'
import { spend, spendValue } from '../work.ts'

const parameters = z.strictObject({
  separator: z.string().min(1).max(10).default('.').meta({ title: 'Separator' }),
})

/** Nests members by their names, into objects: `{"a.b":1}` becomes `{"a":{"b":1}}`. */
export const unflatten = {
  name: 'unflatten',
  title: 'Unflatten',
  source: 'optional',
  target: 'optional',
  input: 'target',
  isRecordwise: true,
  parameters,
  compile: ({ separator }) => ({
    apply(value, run) {
      if (value === undefined || value === null) return value
      if (typeof value !== 'object' || Array.isArray(value))
        throw new StepFailure('an object is needed here', 'wrong_type')
      spendValue(run, value)
      let result: unknown = {}
      for (const [key, part] of Object.entries(value)) {
        const path = key.split(separator)
        if (path.length > 64 || path.some((token) => forbiddenNames.has(token)))
          throw new StepFailure('a name cannot be unflattened', 'invalid_name')
        spend(run, 20 * Object.keys(result as object).length + 20 * path.length)
        const edit = setAt(result, path, part)
        if ('obstacle' in edit) throw new StepFailure(edit.obstacle)
        result = edit.value
      }
      return result
    },
  }),
} satisfies Operation<typeof parameters>
