import { hashParts } from '../../lib/hash-parts.ts'
import type { CodeFault } from '../../transform/sandbox.ts'
import { harness } from './harness.ts'
import { countingInsertions, type Insertion, withInsertions } from './instrument.ts'
import type { CodeRefused } from './tokens.ts'

/** A place in code, counted from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** Code as it runs: in a function, counted. */
export interface PreparedCode {
  readonly modules: { readonly 'main.js': string; readonly 'code.js': string }
  /** Where a place of the module `code.js` is in what the author wrote. */
  placeOf(place: Place): Place
}

/** Throws CodeRefused. */
export function prepareCode(code: string): PreparedCode {
  const tick = tickName(code)
  return prepared(code, tick, countingInsertions(code, tick))
}

/** As it was written: to compile it, never to run it. */
export function uncountedCode(code: string): PreparedCode {
  return prepared(code, tickName(code), [])
}

/** What is known before anything is compiled. */
export function faultOf(error: CodeRefused, code: string): CodeFault {
  return { message: error.message, ...placeAt(code, error.at) }
}

/** A name that the code cannot contain, short of being its own hash. */
function tickName(code: string): string {
  return `tick_${hashParts(code).slice(0, 24)}`
}

function prepared(code: string, tick: string, insertions: readonly Insertion[]): PreparedCode {
  // The code begins on a line of its own, and a comment at its end does not swallow what follows.
  const text = `export default (${tick}) => async (input, context) => {\n${withInsertions(code, insertions)}\n}\n`
  return {
    modules: { 'main.js': harness, 'code.js': text },
    placeOf: ({ line, column }) => placeBefore(code, insertions, { line: line - 1, column }),
  }
}

/** Undoes what insertions moved. Within an insertion: where it stands. */
function placeBefore(
  code: string,
  insertions: readonly Insertion[],
  { line, column }: Place,
): Place {
  let shift = 0
  for (const { at, text } of insertions) {
    const place = placeAt(code, at)
    if (place.line > line) break
    if (place.line < line) continue
    if (column < place.column + shift) break
    if (column < place.column + shift + text.length) return { line, column: place.column }
    shift += text.length
  }
  // Behind the code stands what closes the function.
  const end = placeAt(code, code.length)
  return line > end.line ? end : { line, column: column - shift }
}

function placeAt(code: string, at: number): Place {
  const before = code.slice(0, at).split(/\r\n|[\n\r\u2028\u2029]/)
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}
