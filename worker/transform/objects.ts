import { keepSources } from '../lib/exact-json.ts'
import { StepFailure, type StepRun } from './operation.ts'
import { spend } from './work.ts'

type Members = readonly (readonly [string, unknown])[]

/** Changes the members of an object, or of each object of a list. Null and a missing value stay. */
export function mapObjects(
  value: unknown,
  run: StepRun,
  change: (members: Members) => Members,
): unknown {
  if (Array.isArray(value)) return value.map((item) => changed(item, run, change))
  return value === undefined || value === null ? value : changed(value, run, change)
}

function changed(value: unknown, run: StepRun, change: (members: Members) => Members): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new StepFailure('an object is needed here', 'wrong_type')
  const members = Object.entries(value)
  spend(run, 20 + members.length * 20)
  return keepSources(value, Object.fromEntries(change(members)))
}
