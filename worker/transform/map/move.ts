import * as z from 'zod'

import { getAt, removeAt } from '../../lib/json-pointer.ts'
import { type Operation, StepFailure } from '../operation.ts'
import { write } from '../step.ts'

const parameters = z.strictObject({ from: z.string().min(1).max(500).meta({ title: 'From' }) })

/** Takes what stands at the path `from` to `target`. Nothing there: nothing happens. */
export const move = {
  name: 'move',
  title: 'Move',
  source: 'refused',
  target: 'optional',
  input: 'target',
  isRecordwise: true,
  parameters,
  compile({ from }, { parsePath, path, issue }) {
    const origin = parsePath(from, 'from')
    if (path.length > origin.length && origin.every((token, at) => token === path[at]))
      issue('from', 'invalid_target', 'Nothing can be moved into itself: write another target')
    return {
      edit({ body }) {
        const value = getAt(body, origin)
        if (value === undefined) return body
        const rest = write(removeAt(body, origin), path, value)
        if (getAt(rest, path) === undefined && path.at(-1) !== '-')
          throw new StepFailure('the target is gone with what was moved')
        return rest
      },
    }
  },
} satisfies Operation<typeof parameters>
