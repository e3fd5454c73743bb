import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { LanguageSupport, StreamLanguage } from '@codemirror/language'
import { type Diagnostic, linter } from '@codemirror/lint'
import { tags } from '@lezer/highlight'

import type { Locale } from '../i18n/locale.ts'
import { rangeAt } from './expression-marks.ts'
import { jsonataFunctions } from './jsonata-functions.ts'
import { readToken, startState, type TokenState } from './jsonata-tokens.ts'

export interface JsonataOptions {
  /** Paths that expressions may read. */
  readonly scope: () => readonly string[]
  readonly locale: () => Locale
  /** Marks syntax errors itself. Off where somebody else marks what is wrong. */
  readonly checks: boolean
}

/** JSONata: colours, completion of functions and of what `scope` names, syntax errors where they are. */
export function jsonata({ scope, locale, checks }: JsonataOptions): LanguageSupport {
  const autocomplete = (context: CompletionContext) => complete(context, scope(), locale())
  return new LanguageSupport(language, [
    language.data.of({ autocomplete }),
    language.data.of({ closeBrackets: { brackets: ['(', '[', '{', '"', "'"] } }),
    checks ? linter(async (view) => syntaxErrors(view.state.doc.toString()), { delay: 300 }) : [],
  ])
}

const language = StreamLanguage.define<TokenState>({
  name: 'jsonata',
  startState,
  copyState: (state) => ({ ...state }),
  token: readToken,
  tokenTable: {
    builtin: tags.standard(tags.function(tags.variableName)),
    regexp: tags.regexp,
  },
  languageData: { commentTokens: { block: { open: '/*', close: '*/' } } },
})

/** What fits what is being written: paths first, then functions with what they do. */
export function complete(
  context: CompletionContext,
  scope: readonly string[],
  locale: Locale,
): CompletionResult | null {
  const word = context.matchBefore(/\$?[\w.`]*$/)
  if (word === null || (word.from === word.to && !context.explicit)) return null
  const paths: Completion[] = scope.map((label) => ({ label, type: 'property', boost: 1 }))
  const functions = jsonataFunctions.map((one) => ({
    ...one,
    info: () => helpOf(one.label, locale),
  }))
  return { from: word.from, options: [...paths, ...functions], validFor: /^\$?[\w.`]*$/ }
}

async function helpOf(name: string, locale: Locale): Promise<Node | null> {
  const { functionWords } = await import('./function-words.ts')
  const words = await functionWords(locale)
  const text = Object.hasOwn(words, name) ? words[name] : undefined
  return text === undefined ? null : document.createTextNode(text)
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
    return [{ ...rangeAt(text, position), severity: 'error', message }]
  }
}
