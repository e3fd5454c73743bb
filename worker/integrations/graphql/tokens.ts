/** A lexical token (GraphQL specification, section 2.1). `at` is its offset in the text. */
export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'punctuator' | 'end'
  readonly text: string
  readonly at: number
}

/** The text is no GraphQL document. The message says where and what to write instead. */
export class GraphqlSyntaxError extends Error {
  override readonly name = 'GraphqlSyntaxError'

  constructor(text: string, at: number, message: string) {
    const lines = text.slice(0, at).split(/\r\n|[\n\r]/)
    super(`${message} (line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1})`)
  }
}

/** Throws GraphqlSyntaxError at the first character that starts no token. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const pattern = new RegExp(token)
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex
    const groups = pattern.exec(text)?.groups
    if (groups === undefined) {
      throw new GraphqlSyntaxError(text, at, `Remove or correct ${JSON.stringify(text[at])}`)
    }
    const found = kinds.find((kind) => groups[kind] !== undefined)
    if (found !== undefined) tokens.push({ kind: found, text: groups[found] ?? '', at })
  }
  return [...tokens, { kind: 'end', text: '', at: text.length }]
}

const kinds = ['name', 'number', 'string', 'punctuator'] as const

const token = new RegExp(
  [
    String.raw`[\uFEFF\t\n\r ,]+|#[^\n\r]*`,
    String.raw`(?<name>[A-Za-z_][0-9A-Za-z_]*)`,
    String.raw`(?<number>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![.0-9A-Za-z_]))`,
    // A block string ends at the first """ without a backslash before it.
    String.raw`(?<string>"""(?:\\"""|(?!\\?""")[^])*"""|"(?!"")(?:[^"\\\n\r]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]+\}))*")`,
    String.raw`(?<punctuator>\.\.\.|[!$():=@[\]{}])`,
  ].join('|'),
  'y',
)
