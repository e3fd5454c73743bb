/** Literal text, or the source of a hole and where it starts. */
export type Piece = string | { readonly source: string; readonly start: number }

/** A text whose holes cannot be told apart. */
export class TemplateSyntaxError extends Error {
  override readonly name = 'TemplateSyntaxError'
}

/**
 * Cuts a template into literal text and holes. A hole ends at the `}}` that is neither inside a string,
 * a quoted name, a comment or a regular expression, nor closes an object of the expression.
 * `\{{` is a literal `{{`.
 */
export function scanTemplate(text: string): Piece[] {
  const pieces: Piece[] = []
  let literal = ''
  let at = 0
  while (at < text.length) {
    const open = text.indexOf('{{', at)
    if (open === -1) break
    if (text[open - 1] === '\\' && open > at) {
      literal += `${text.slice(at, open - 1)}{{`
      at = open + 2
      continue
    }
    literal += text.slice(at, open)
    const end = endOfHole(text, open + 2)
    if (end === -1) throw new TemplateSyntaxError(`The hole at position ${open} is not closed: }}`)
    if (literal !== '') pieces.push(literal)
    literal = ''
    pieces.push({ source: text.slice(open + 2, end), start: open + 2 })
    at = end + 2
  }
  literal += text.slice(at)
  return literal === '' ? pieces : [...pieces, literal]
}

function endOfHole(text: string, start: number): number {
  let depth = 0
  let before = ''
  let at = start
  while (at < text.length) {
    const skipped = endOfToken(text, at, before)
    if (skipped === -1) return -1
    if (skipped === at) {
      const character = text[at] ?? ''
      if (character === '{') depth += 1
      if (character === '}' && depth === 0) return text[at + 1] === '}' ? at : -1
      if (character === '}') depth -= 1
      if (character.trim() !== '') before = character
      at += 1
    } else {
      before = text[at] ?? ''
      at = skipped
    }
  }
  return -1
}

/** Where the string, name, comment or regular expression that starts here ends; `at` when none does. */
function endOfToken(text: string, at: number, before: string): number {
  const character = text[at]
  if (character === '"' || character === "'") return endOfQuoted(text, at, character)
  if (character === '`') return after(text.indexOf('`', at + 1), 1)
  if (text.startsWith('/*', at)) return after(text.indexOf('*/', at + 2), 2)
  // A slash divides after a value and starts a regular expression everywhere else.
  if (character === '/' && (before === '' || '(,;:=[{&|?~<>!+-*%'.includes(before)))
    return endOfQuoted(text, at, '/')
  return at
}

function endOfQuoted(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === quote) return at + 1
  }
  return -1
}

function after(found: number, width: number): number {
  return found === -1 ? -1 : found + width
}
