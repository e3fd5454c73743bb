import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { LanguageSupport, StreamLanguage, type StringStream } from '@codemirror/language'
import { type Diagnostic, linter } from '@codemirror/lint'
import { tags } from '@lezer/highlight'

import { jsonataFunctions } from './jsonata-functions.ts'

/** JSONata: colours, completion of functions and of what `scope` names, syntax errors where they are. */
export function jsonata(scope: () => readonly string[]): LanguageSupport {
  return new LanguageSupport(language, [
    language.data.of({ autocomplete: (context: CompletionContext) => complete(context, scope()) }),
    language.data.of({ closeBrackets: { brackets: ['(', '[', '{', '"', "'"] } }),
    linter(async (view) => syntaxErrors(view.state.doc.toString()), { delay: 300 }),
  ])
}

interface State {
  isInComment: boolean
}

const language = StreamLanguage.define<State>({
  name: 'jsonata',
  startState: () => ({ isInComment: false }),
  token: readToken,
  tokenTable: { builtin: tags.standard(tags.function(tags.variableName)) },
  languageData: { commentTokens: { block: { open: '/*', close: '*/' } } },
})

const patterns: readonly (readonly [RegExp, string])[] = [
  [/^"(?:[^"\\]|\\.)*"?/, 'string'],
  [/^'(?:[^'\\]|\\.)*'?/, 'string'],
  [/^`[^`]*`?/, 'propertyName'],
  [/^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, 'number'],
  [/^(?:true|false|null)\b/, 'atom'],
  [/^(?:and|or|in|function)\b|^λ/, 'keyword'],
  [/^\$\$?[A-Za-z_]\w*(?=\s*\()/, 'builtin'],
  [/^\$\$?\w*/, 'variableName'],
  [/^[A-Za-z_]\w*/, 'propertyName'],
  [/^(?::=|!=|<=|>=|~>|\?:|\?\?|\.\.|[-+*/%=<>&|^?:~#@!])/, 'operator'],
  [/^[{}[\](),;.]/, 'punctuation'],
]

function readToken(stream: StringStream, state: State): string | null {
  if (state.isInComment || stream.match('/*')) return readComment(stream, state)
  if (stream.eatSpace()) return null
  for (const [pattern, name] of patterns) if (stream.match(pattern)) return name
  stream.next()
  return null
}

function readComment(stream: StringStream, state: State): string {
  const isClosed = stream.match(/^.*?\*\//) !== null
  if (!isClosed) stream.skipToEnd()
  state.isInComment = !isClosed
  return 'comment'
}

function complete(context: CompletionContext, scope: readonly string[]): CompletionResult | null {
  const word = context.matchBefore(/\$?[\w.]*$/)
  if (word === null || (word.from === word.to && !context.explicit)) return null
  const paths: Completion[] = scope.map((label) => ({ label, type: 'property', boost: 1 }))
  return { from: word.from, options: [...paths, ...jsonataFunctions], validFor: /^\$?[\w.]*$/ }
}

/** The parser is as large as the editor, so it is loaded with the first expression. */
async function syntaxErrors(text: string): Promise<Diagnostic[]> {
  if (text.trim() === '') return []
  const { default: parse } = await import('jsonata')
  try {
    parse(text)
    return []
  } catch (error) {
    const { position = text.length, message = '' } = error as {
      position?: number
      message?: string
    }
    const to = Math.min(Math.max(position, 1), text.length)
    return [{ from: Math.max(0, to - 1), to, severity: 'error', message }]
  }
}
