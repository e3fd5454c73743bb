import * as z from 'zod'

import { type Operation, StepFailure } from '../operation.ts'
import { spend, spendValue } from '../work.ts'

const parameters = z.strictObject({
  separator: z.string().min(1).max(10).default('.').meta({ title: 'Separator' }),
})

/** Makes one object of nested objects and lists: `{"a":{"b":1}}` becomes `{"a.b":1}`. */
export const flatten = {
  name: 'flatten',
  title: 'Flatten',
  source: 'optional',
  target: 'optional',
  input: 'target',
  isRecordwise: true,
  parameters,
  compile: ({ separator }) => ({
    apply(value, run) {
      if (value === undefined || value === null) return value
      if (typeof value !== 'object') throw new StepFailure('an object is needed here', 'wrong_type')
      spendValue(run, value)
      const members: [string, unknown][] = []
      const visit = (part: unknown, key: string) => {
        spend(run, key.length)
        const inner = typeof part === 'object' && part !== null ? Object.entries(part) : []
        if (inner.length === 0) members.push([key, part])
        for (const [name, child] of inner) visit(child, key === '' ? name : key + separator + name)
      }
      for (const [name, child] of Object.entries(value)) visit(child, name)
      return Object.fromEntries(members)
    },
  }),
} satisfies Operation<typeof parameters>
