import { compilePattern } from '../pattern.ts'
import type { Run } from '../run.ts'
import type { Keyword } from '../types.ts'
import { limit } from './limits.ts'

/** Limits of strings (2020-12 validation, 6.3). Lengths count characters, not UTF-16 units. */
export const strings: Readonly<Record<string, Keyword>> = {
  maxLength: limit(true, 'characters', length),
  minLength: limit(false, 'characters', length),
  pattern: (site) => {
    const matches = compilePattern(site)
    const message = `must match ${String(site.value).slice(0, 200)}`
    return (value, run) =>
      typeof value !== 'string' || matches(value, run) || site.fail(run, message)
  },
}

function length(value: unknown, run: Run, bound: number): number | undefined {
  if (typeof value !== 'string') return undefined
  const units = value.length
  // A character has one unit or two: here the exact number decides nothing.
  if (units < bound || units > 2 * bound) return units
  run.spend(units >> 6)
  let count = units
  for (let at = 1; at < units; at += 1)
    if (isLow(value.charCodeAt(at)) && isHigh(value.charCodeAt(at - 1))) count -= 1
  return count
}

const isHigh = (unit: number): boolean => unit >= 0xd8_00 && unit <= 0xdb_ff
const isLow = (unit: number): boolean => unit >= 0xdc_00 && unit <= 0xdf_ff
