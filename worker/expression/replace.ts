import { ExpressionError } from './error.ts'
import { maxStringLength } from './limits.ts'
import type { Meter } from './meter.ts'

interface Match {
  readonly match: string
  readonly next?: () => unknown
}

/** $replace whose result is measured before (text) or while (pattern) it is made. */
export function replaceWithin(
  args: readonly unknown[],
  run: (...args: unknown[]) => unknown,
  meter: Meter,
): unknown {
  const [text, pattern, replacement, ...rest] = args
  if (typeof text !== 'string') return run(...args)
  const perMatch = typeof replacement === 'string' ? replacement.length : 0
  if (typeof pattern === 'string') {
    if (pattern !== '' && text.length + occurrences(text, pattern) * perMatch > maxStringLength)
      throw new ExpressionError('size')
    return run(...args)
  }
  if (typeof pattern !== 'function') return run(...args)
  const counted = countMatches(pattern as Matcher, meter, perMatch)
  return run(text, counted, replacement, ...rest)
}

type Matcher = (...args: readonly unknown[]) => unknown

/** The matcher, charging for what each match adds to the result. */
function countMatches(matcher: Matcher, meter: Meter, perMatch: number): Matcher {
  const charge = (found: unknown): unknown => {
    if (found instanceof Promise) return found.then(charge)
    if (!isMatch(found)) return found
    meter.spend(10 + perMatch * 4 + found.match.length)
    const { next } = found
    return next === undefined ? found : { ...found, next: () => charge(next()) }
  }
  return (...args) => charge(matcher(...args))
}

function isMatch(value: unknown): value is Match {
  return (
    typeof value === 'object' &&
    value !== null &&
    'match' in value &&
    typeof value.match === 'string'
  )
}

function occurrences(text: string, pattern: string): number {
  let count = 0
  for (let at = text.indexOf(pattern); at !== -1; at = text.indexOf(pattern, at + pattern.length))
    count += 1
  return count
}
