import * as z from 'zod'

import { type Operation, StepFailure } from '../operation.ts'
import { forbiddenNames } from '../target.ts'
import { spend, spendValue } from '../work.ts'

const parameters = z.strictObject({
  separator: z.string().min(1).max(10).default('.').meta({ title: 'Separator' }),
})

/** Nests members by their names: `{"a.b":1}` becomes `{"a":{"b":1}}`, and `{"a.0":1}` becomes `{"a":[1]}`. */
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
      const root: Branch = new Map()
      for (const [key, part] of Object.entries(value)) {
        const path = key.split(separator)
        if (path.length > 64 || path.some((token) => forbiddenNames.has(token)))
          throw new StepFailure('a name cannot be unflattened', 'invalid_name')
        spend(run, 20 * path.length)
        put(root, path, part)
      }
      return root.size === 0 ? {} : built(root)
    },
  }),
} satisfies Operation<typeof parameters>

/** Members by name, of what is an object or a list in the end. */
type Branch = Map<string, unknown>

function put(root: Branch, path: readonly string[], value: unknown): void {
  let branch = root
  for (const name of path.slice(0, -1)) {
    const inner = branchOf(branch.get(name))
    branch.set(name, inner)
    branch = inner
  }
  branch.set(path.at(-1) ?? '', value)
}

/** What names below a value are added to. */
function branchOf(value: unknown): Branch {
  if (value instanceof Map) return value
  if (value === undefined || value === null) return new Map()
  if (typeof value !== 'object')
    throw new StepFailure('a value that is neither an object nor a list is in the way')
  return new Map(Object.entries(value))
}

/** A list when the names are all the indices from 0; as long as there are members, never as an index says. */
function built(value: unknown): unknown {
  if (!(value instanceof Map)) return value
  const branch = value as Branch
  const indices = Array.from({ length: branch.size }, (_, at) => String(at))
  if (indices.every((index) => branch.has(index)))
    return indices.map((index) => built(branch.get(index)))
  return Object.fromEntries([...branch].map(([name, part]) => [name, built(part)]))
}
