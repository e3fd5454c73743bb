import * as z from 'zod'

import { getAt, setAt } from '../../lib/json-pointer.ts'
import { isSafeName } from '../target.ts'
import { type Operation, StepFailure } from '../operation.ts'

const parameters = z.strictObject({
  to: z.string().max(200).refine(isSafeName, 'Write another name').meta({ title: 'New name' }),
})

/** Gives the member at `target` another name, at its place. A member that has it already goes. */
export const rename = {
  name: 'rename',
  title: 'Rename',
  source: 'refused',
  target: 'required',
  input: 'target',
  isRecordwise: true,
  parameters,
  compile({ to }, { path }) {
    const parent = path.slice(0, -1)
    const name = path.at(-1) ?? ''
    return {
      edit({ body }) {
        const holder = getAt(body, parent)
        if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, name))
          return body
        if (Array.isArray(holder))
          throw new StepFailure('items of a list have no names', 'wrong_type')
        const members = Object.entries(holder)
          .filter(([key]) => key === name || key !== to)
          .map(([key, value]): [string, unknown] => [key === name ? to : key, value])
        const edit = setAt(body, parent, Object.fromEntries(members))
        if ('obstacle' in edit) throw new StepFailure(edit.obstacle)
        return edit.value
      },
    }
  },
} satisfies Operation<typeof parameters>
