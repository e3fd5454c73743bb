const ANSI: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  f: '\f',
  v: '\v',
}

/** Splits a command as a POSIX shell does: quotes, `$'…'`, escapes, line continuations. Undefined when a quote is open. */
export function shellWords(command: string): string[] | undefined {
  const words: string[] = []
  let word: string | undefined
  let rest = command
  while (rest !== '') {
    const piece = readPiece(rest)
    if (piece === undefined) return undefined
    rest = rest.slice(piece.length)
    if (piece.text !== undefined) word = (word ?? '') + piece.text
    else if (word !== undefined && piece.isSpace) {
      words.push(word)
      word = undefined
    }
  }
  if (word !== undefined) words.push(word)
  return words
}

interface Piece {
  readonly length: number
  /** Undefined: adds nothing to the word. */
  readonly text?: string
  readonly isSpace?: boolean
}

function readPiece(rest: string): Piece | undefined {
  const space = /^\s+/.exec(rest)
  if (space !== null) return { length: space[0].length, isSpace: true }
  const continuation = /^\\\r?\n/.exec(rest)
  if (continuation !== null) return { length: continuation[0].length }
  if (rest.startsWith("$'")) return quoted(/^\$'((?:[^'\\]|\\[^])*)'/, rest, ansi)
  if (rest.startsWith("'")) return quoted(/^'([^']*)'/, rest, (text) => text)
  if (rest.startsWith('"')) return quoted(/^"((?:[^"\\]|\\[^])*)"/, rest, unescapeDouble)
  if (rest.startsWith('\\')) return { length: 2, text: rest.slice(1, 2) }
  const plain = /^[^\s'"\\$]+|^\$/.exec(rest)
  return { length: plain?.[0].length ?? 1, text: plain?.[0] ?? rest.slice(0, 1) }
}

function quoted(pattern: RegExp, rest: string, read: (text: string) => string): Piece | undefined {
  const match = pattern.exec(rest)
  return match === null ? undefined : { length: match[0].length, text: read(match[1] ?? '') }
}

const unescapeDouble = (text: string): string =>
  text.replaceAll(/\\(\r?\n|["\\$`])/g, (_, escaped: string) =>
    escaped.endsWith('\n') ? '' : escaped,
  )

const ansi = (text: string): string =>
  text.replaceAll(
    /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3})|([^]))/g,
    (_, ...groups: (string | undefined)[]) => {
      const [hex, short, long, octal, letter] = groups
      const code = hex ?? short ?? long
      if (code !== undefined) return codePoint(Number.parseInt(code, 16))
      if (octal !== undefined) return codePoint(Number.parseInt(octal, 8))
      return ANSI[letter ?? ''] ?? letter ?? ''
    },
  )

const codePoint = (code: number): string =>
  code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)
