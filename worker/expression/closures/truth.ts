import type { Meter } from '../meter.ts'
import { workPerItem } from '../limits.ts'
import { stepAside } from './step-aside.ts'
import { requireData } from './values.ts'

/** Whether the language takes a value for true ($boolean). Nothing is false. */
export function isTrue(value: unknown, meter: Meter): boolean {
  switch (typeof value) {
    case 'boolean':
      return value
    case 'string':
      return value !== ''
    case 'number':
      return Number.isNaN(value) ? false : finite(value) !== 0
    case 'object':
      return value !== null && isFilled(value, meter)
    default:
      return false
  }
}

function isFilled(value: object, meter: Meter): boolean {
  if (!Array.isArray(value)) {
    requireData(value)
    return Object.keys(value).length > 0
  }
  meter.spend(value.length * workPerItem)
  let found = false
  // All of them: the library refuses an infinite number wherever it stands.
  for (const item of value) if (isTrue(item, meter)) found = true
  return found
}

/** The number, when arithmetic can use it. */
export function finite(value: number): number {
  return Number.isFinite(value) ? value : stepAside()
}
