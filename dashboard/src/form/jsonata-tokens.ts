import type { StringStream } from '@codemirror/language'

export interface TokenState {
  /** What goes on over the end of a line. */
  open: 'comment' | '"' | "'" | '`' | undefined
  /** A value may begin here, so `/` begins a regular expression and does not divide. */
  expectsValue: boolean
}

export const startState = (): TokenState => ({ open: undefined, expectsValue: true })

interface Rule {
  readonly pattern: RegExp
  readonly name: string
  /** Whether a value may begin after it. */
  readonly before: boolean
}

const rules: readonly Rule[] = [
  { pattern: /^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, name: 'number', before: false },
  { pattern: /^(?:true|false|null)\b/, name: 'atom', before: false },
  { pattern: /^(?:and|or|in|function)\b|^λ/, name: 'keyword', before: true },
  { pattern: /^\$\$?[A-Za-z_]\w*(?=\s*\()/, name: 'builtin', before: false },
  { pattern: /^\$\$?\w*/, name: 'variableName', before: false },
  { pattern: /^[A-Za-z_]\w*/, name: 'propertyName', before: false },
  {
    pattern: /^(?::=|!=|<=|>=|~>|\?:|\?\?|\.\.|\*\*|[-+*/%=<>&|^?:~#@!])/,
    name: 'operator',
    before: true,
  },
  { pattern: /^[[({,;.]/, name: 'punctuation', before: true },
  { pattern: /^[\])}]/, name: 'punctuation', before: false },
]
const regex = /^\/(?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+\/[im]*/

/** The name of the next token of JSONata, for its colour. Texts and comments may go on in the next line. */
export function readToken(stream: StringStream, state: TokenState): string | null {
  if (state.open !== undefined) return readOpen(stream, state, state.open)
  if (stream.eatSpace()) return null
  if (stream.match('/*')) return readOpen(stream, state, 'comment')
  const quote = stream.match(/^["'`]/) as RegExpMatchArray | null
  if (quote !== null) return readOpen(stream, state, quote[0] as '"' | "'" | '`')
  if (state.expectsValue && stream.match(regex)) return took(state, 'regexp', false)
  for (const { pattern, name, before } of rules)
    if (stream.match(pattern)) return took(state, name, before)
  stream.next()
  return null
}

const ends = {
  comment: /^.*?\*\//,
  '"': /^(?:[^"\\]|\\.)*"/,
  "'": /^(?:[^'\\]|\\.)*'/,
  '`': /^[^`]*`/,
} as const

function readOpen(
  stream: StringStream,
  state: TokenState,
  what: NonNullable<TokenState['open']>,
): string {
  const isClosed = stream.match(ends[what]) !== null
  if (!isClosed) stream.skipToEnd()
  state.open = isClosed ? undefined : what
  if (what === 'comment') return 'comment'
  return took(state, what === '`' ? 'propertyName' : 'string', false)
}

function took(state: TokenState, name: string, expectsValue: boolean): string {
  state.expectsValue = expectsValue
  return name
}
