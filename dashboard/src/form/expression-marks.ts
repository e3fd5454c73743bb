import type { Diagnostic } from './code-mirror.ts'

/** What is wrong with an expression: `position` counts characters from 0, where the engine found it. */
export interface PlacedIssue {
  readonly pointer: string
  readonly message: string
  readonly position?: number | undefined
}

/** What an editor marks in the expression at a pointer: the word at the position, or all of the text without one. */
export function marksOf(
  text: string,
  pointer: string,
  found: { readonly problems: readonly PlacedIssue[]; readonly warnings: readonly PlacedIssue[] },
): Diagnostic[] {
  const mark = (severity: Diagnostic['severity']) => (one: PlacedIssue) => ({
    ...rangeAt(text, one.position),
    severity,
    message: unplaced(one.message),
  })
  const isHere = (one: PlacedIssue) => one.pointer === pointer
  return [
    ...found.problems.filter(isHere).map(mark('error')),
    ...found.warnings.filter(isHere).map(mark('warning')),
  ]
}

/** The word or sign that begins at a position, as the engine counts; at the end of the text the last one. Never empty while there is text. */
export function rangeAt(text: string, position?: number): { from: number; to: number } {
  if (position === undefined) return { from: 0, to: text.length }
  const words = [...text.matchAll(/\$*\w+|\S/g)]
  const at = Math.min(Math.max(position, 0), text.trimEnd().length - 1)
  for (const { index, 0: word } of words) {
    if (index <= at && at < index + word.length) return { from: index, to: index + word.length }
  }
  return { from: Math.max(0, Math.min(at, text.length - 1)), to: Math.min(text.length, at + 1) }
}

/** `line:column` of what is marked at a position, counted from 1 as editors do: the only way the dashboard writes a place. */
export function placeAt(text: string, position: number): string {
  const lines = text.slice(0, rangeAt(text, position).from).split('\n')
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`
}

const written = / \(position (\d+)\)$/

/** A message of the engine without the position at its end, where the place is shown beside it. */
export const unplaced = (message: string): string => message.replace(written, '')

/** A message of the engine, the position at its end as the place in the text. */
export const placed = (text: string, message: string): string =>
  message.replace(written, (_, position: string) => ` (${placeAt(text, Number(position))})`)
