import { mergeReads } from './caller-reads.ts'
import { compileExpression, invalidExpression } from './compile.ts'
import { type Piece, scanTemplate, TemplateSyntaxError } from './scan.ts'
import type { Expression, Pointer, Scope, Template } from './types.ts'

type Encode = (value: string, hole: Expression) => string

/**
 * Compiles text with `{{ expression }}` holes. Text and numbers stand as they are, nothing stands for
 * null and a missing value, objects and lists become JSON.
 * Throws Problem `invalid_configuration` for a hole that is not closed or does not parse.
 */
export function compileTemplate(text: string, pointer: Pointer): Template {
  const parts = pieces(text, pointer).map((piece) =>
    typeof piece === 'string' ? piece : compileExpression(piece.source, pointer, piece.start),
  )
  const holes = parts.filter((part) => typeof part !== 'string')
  const constant = holes.length === 0 ? parts.join('') : undefined
  return {
    constant,
    parts,
    integrations: [...new Set(holes.flatMap((hole) => hole.integrations))],
    readsRequestBody: holes.some((hole) => hole.readsRequestBody),
    caller: mergeReads(holes),
    render:
      constant === undefined ? (scope, encode) => render(parts, scope, encode) : () => constant,
  }
}

function pieces(text: string, pointer: Pointer): Piece[] {
  try {
    return scanTemplate(text)
  } catch (error) {
    if (error instanceof TemplateSyntaxError) throw invalidExpression(pointer, error.message)
    throw error
  }
}

function render(
  parts: readonly (string | Expression)[],
  scope: Scope,
  encode: Encode | undefined,
): string | Promise<string> {
  const texts: (string | Promise<string>)[] = []
  let waits = false
  for (const part of parts) {
    const text = typeof part === 'string' ? part : fill(part, scope, encode)
    waits ||= text instanceof Promise
    texts.push(text)
  }
  return waits ? Promise.all(texts).then((all) => all.join('')) : texts.join('')
}

function fill(
  hole: Expression,
  scope: Scope,
  encode: Encode | undefined,
): string | Promise<string> {
  const value = hole.evaluate(scope)
  const finish = (settled: unknown) => {
    const text = asText(settled)
    return encode === undefined ? text : encode(text, hole)
  }
  return value instanceof Promise ? value.then(finish) : finish(value)
}

/** What a value looks like inside text. */
function asText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
