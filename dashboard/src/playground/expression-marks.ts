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

/** The name or sign that ends at a position, as JSONata counts, or else stands there; never empty while there is text. */
export function rangeAt(text: string, position?: number): { from: number; to: number } {
  if (position === undefined) return { from: 0, to: text.length }
  const at = Math.min(Math.max(position - 1, 0), text.length)
  for (const { index, 0: word } of text.matchAll(/\$*\w+|\S/g)) {
    if (index <= at && at < index + word.length) return { from: index, to: index + word.length }
  }
  return { from: Math.max(0, Math.min(at, text.length - 1)), to: Math.min(text.length, at + 1) }
}
