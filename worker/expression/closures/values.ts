import type { Meter } from '../meter.ts'
import { workPerItem } from '../limits.ts'
import { isList, sequence } from './sequence.ts'
import { stepAside } from './step-aside.ts'

/** Data the library takes for a function of the language. */
export function isFunctionLike(value: object): boolean {
  const marks = value as { _jsonata_lambda?: unknown; _jsonata_function?: unknown }
  return marks._jsonata_lambda === true || marks._jsonata_function === true
}

export function requireData(value: unknown): void {
  if (typeof value === 'object' && value !== null && isFunctionLike(value)) stepAside()
}

/** A member by its name: of an object, or of all the objects in a list, as a sequence that is not settled. */
export function member(value: unknown, name: string, meter: Meter): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return isList(value) ? sequence(membersOf(value, name, meter)) : ownMember(value, name)
}

/** A member of what is no list. */
export function ownMember(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  if (isFunctionLike(value)) stepAside()
  return (value as Record<string, unknown>)[name]
}

function membersOf(items: readonly unknown[], name: string, meter: Meter): unknown[] {
  meter.spend(items.length * workPerItem)
  const found: unknown[] = []
  for (const item of items) {
    const value = member(item, name, meter)
    if (isList(value)) for (const each of value) found.push(each)
    else if (value !== undefined) found.push(value)
  }
  return found
}
