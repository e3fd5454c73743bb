import jsTokens, { type Token as JsToken } from 'js-tokens'

/** A token of JavaScript and its place. White space and comments are left out. */
export interface Token {
  readonly type: JsToken['type']
  readonly value: string
  /** Offset of the first character, and of the one behind the last. */
  readonly start: number
  readonly end: number
  /** The bracket that it opens; `${` for a hole of a template. */
  readonly opens: string | undefined
  /** The one that it closes: what opened it. */
  readonly closes: string | undefined
}

const opening: Readonly<Record<string, string>> = {
  '(': '(',
  '[': '[',
  '{': '{',
  TemplateHead: '${',
  TemplateMiddle: '${',
}
const closing: Readonly<Record<string, string>> = {
  ')': '(',
  ']': '[',
  '}': '{',
  TemplateMiddle: '${',
  TemplateTail: '${',
}

/** Why code cannot be used, and the offset where that shows. */
export class CodeRefused extends Error {
  override readonly name = 'CodeRefused'
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

const trivia = new Set([
  'WhiteSpace',
  'LineTerminatorSequence',
  'SingleLineComment',
  'MultiLineComment',
  'HashbangComment',
])

/** The tokens of JavaScript code. Throws CodeRefused where it is none. */
export function tokensOf(code: string): Token[] {
  const tokens: Token[] = []
  let start = 0
  for (const token of jsTokens(code)) {
    const { type, value } = token
    if (type === 'Invalid' || ('closed' in token && !token.closed))
      throw new CodeRefused(type === 'Invalid' ? `Unexpected ${value}` : 'This never ends', start)
    const end = start + value.length
    const kind = type === 'Punctuator' ? value : type
    if (!trivia.has(type))
      tokens.push({ type, value, start, end, opens: opening[kind], closes: closing[kind] })
    start = end
  }
  return tokens
}
