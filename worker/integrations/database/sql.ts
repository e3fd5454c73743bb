import type { DatabaseIntegration } from '#contract/integration-database.ts'

/** What the gateway asks about the text of a statement. It finds mistakes; what protects is the binding. */
export interface StatementFacts {
  /** First word, in upper case: SELECT, INSERT, … */
  readonly verb: string
  readonly hasSemicolon: boolean
  readonly placeholders: readonly string[]
  /** A quote or a comment that nothing closes. */
  readonly unclosed: string | undefined
}

/** Reads strings, comments and quoted names as what they are, in the dialect of the driver. */
export function readStatement(text: string, driver: DatabaseIntegration['driver']): StatementFacts {
  const placeholders: string[] = []
  let verb = ''
  let hasSemicolon = false
  let unclosed: string | undefined
  for (const { groups } of text.matchAll(tokens[driver])) {
    if (verb === '') verb = groups?.['word']?.toUpperCase() ?? ''
    if (groups?.['placeholder'] !== undefined) placeholders.push(groups['placeholder'])
    hasSemicolon ||= groups?.['semicolon'] !== undefined
    unclosed ??= groups?.['unclosed']
  }
  return { verb, hasSemicolon, placeholders, unclosed }
}

/** A comment within a comment is one comment to PostgreSQL and two to SQLite: refused as unclosed. */
const comment = String.raw`--[^\n]*|\/\*(?:(?!\/\*|\*\/)[^])*\*\/`
const quoted = String.raw`'(?:[^']|'')*'|"(?:[^"]|"")*"`
const word = String.raw`(?<word>[A-Za-z_\u0080-\uFFFF][\w$\u0080-\uFFFF]*)`
const semicolon = String.raw`(?<semicolon>;)`

const tokens = {
  d1: new RegExp(
    [
      comment,
      quoted,
      '`[^`]*`',
      String.raw`\[[^\]]*\]`,
      String.raw`(?<placeholder>\?\d*|[:@$][A-Za-z_]\w*)`,
      word,
      semicolon,
      String.raw`(?<unclosed>\/\*|['"\`[])`,
    ].join('|'),
    'g',
  ),
  postgresql: new RegExp(
    [
      comment,
      String.raw`[eE]'(?:[^'\\]|\\[^]|'')*'`,
      quoted,
      String.raw`(?<tag>\$(?:[A-Za-z_]\w*)?\$)[^]*?\k<tag>`,
      String.raw`(?<placeholder>\$\d+)`,
      word,
      semicolon,
      String.raw`(?<unclosed>\/\*|['"]|\$[A-Za-z_$])`,
    ].join('|'),
    'g',
  ),
} as const
