import { nativeNamed } from './native.ts'
import { finite } from './truth.ts'
import type { Run } from './run.ts'

/** A value as text ($string). Nothing is empty text. */
export function textOf(value: unknown, run: Run): string {
  if (typeof value === 'string') return value
  if (value === undefined) return ''
  if (typeof value === 'boolean' || Number.isInteger(value)) return String(value)
  if (typeof value === 'number') return String(Number(finite(value).toPrecision(15)))
  return String(nativeNamed('string')?.call([value], undefined, run))
}
