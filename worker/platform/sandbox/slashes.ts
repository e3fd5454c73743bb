import { CodeRefused, type Token } from './tokens.ts'

/** After these words stands an operand, so a slash begins a regular expression. */
const beforeOperand = new Set(
  'await case delete do else extends in instanceof new return throw typeof void yield'.split(' '),
)

/** What is known of the bracket that a `)` closes. */
interface Closed {
  readonly isHead: boolean
}

/**
 * Refuses a slash that the tokenizer took for a division and the engine takes for a regular expression, or might: what
 * one of them calls a text could be code for the other, with loops that nobody counts.
 */
export function requireClearSlash(tokens: readonly Token[], at: number, closed: Closed): void {
  const token = tokens[at]
  if (token === undefined) return
  const isRegex = token.type === 'RegularExpressionLiteral'
  if (!isRegex && token.value !== '/' && token.value !== '/=') return
  const expected = operandFollows(tokens, at, closed)
  if (expected !== isRegex)
    throw new CodeRefused(
      'It is not clear whether this divides or begins a regular expression: put it into parentheses',
      token.start,
    )
}

/** After these an operand may stand or not: that would need a parser. */
const unclear = new Set(['}', '++', '--', 'of'])

/** Whether an operand stands at `at`, after what is before it. Undefined: it may or may not. */
function operandFollows(
  tokens: readonly Token[],
  at: number,
  { isHead }: Closed,
): boolean | undefined {
  const before = tokens[at - 1]
  if (before === undefined) return true
  const { value, type } = before
  if (type === 'IdentifierName' && isMember(tokens, at - 1)) return false
  if (type === 'IdentifierName' || type === 'Punctuator') {
    if (unclear.has(value)) return undefined
    if (type === 'IdentifierName') return beforeOperand.has(value)
    return value === ')' ? isHead : value !== ']'
  }
  return type === 'TemplateHead' || type === 'TemplateMiddle'
}

/** The name of a member, as in `a.return`: no keyword. */
export function isMember(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.value
  return before === '.' || before === '?.'
}
