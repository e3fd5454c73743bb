import type { EvaluationError } from '#contract/transformation-routes.ts'

import type { Diagnostic } from '../form/code-mirror.ts'

/** What an editor marks in the expression at a pointer: the word at the position, or all of the text without one. */
export function marksOf(
  text: string,
  pointer: string,
  found: {
    readonly problems: readonly EvaluationError[]
    readonly warnings: readonly EvaluationError[]
  },
): Diagnostic[] {
  const mark = (severity: Diagnostic['severity']) => (one: EvaluationError) => ({
    ...rangeAt(text, one.position),
    severity,
    message: one.message,
  })
  const isHere = (one: EvaluationError) => one.pointer === pointer
  return [
    ...found.problems.filter(isHere).map(mark('error')),
    ...found.warnings.filter(isHere).map(mark('warning')),
  ]
}

/**
 * The name that begins at a position, as the engine counts, or else what ends there, as JSONata counts syntax errors.
 * Never empty while there is text.
 */
export function rangeAt(text: string, position?: number): { from: number; to: number } {
  if (position === undefined) return { from: 0, to: text.length }
  const words = [...text.matchAll(/\$*\w+|\S/g)]
  const isName = words.some(({ index, 0: word }) => index === position && /\w/.test(word))
  const at = Math.min(Math.max(isName ? position : position - 1, 0), text.length)
  for (const { index, 0: word } of words) {
    if (index <= at && at < index + word.length) return { from: index, to: index + word.length }
  }
  return { from: Math.max(0, Math.min(at, text.length - 1)), to: Math.min(text.length, at + 1) }
}
