import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching, indentOnInput } from '@codemirror/language'
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import { Compartment, EditorState, type Extension, Transaction } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'

import type { Locale } from '../i18n/locale.ts'
import { editorTheme } from './code-mirror-theme.ts'
import { jsonata } from './jsonata-language.ts'

export type { Diagnostic } from '@codemirror/lint'

export interface CodeMirrorOptions {
  readonly parent: HTMLElement
  readonly language: 'json' | 'jsonata' | 'plain'
  readonly label: string
  readonly text: string
  readonly lineNumbers: boolean
  readonly onChange: (text: string) => void
  readonly scope: () => readonly string[]
  readonly locale: () => Locale
  /** An expression marks its own syntax errors; off where its problems come as diagnostics. */
  readonly checks: boolean
  /** Undo within the text, for what is no part of the draft. */
  readonly ownHistory: boolean
  /** More help with the language, such as what a schema offers. */
  readonly assistance: Extension
}

export interface CodeMirror {
  setText(text: string): void
  setReadOnly(readOnly: boolean): void
  setDiagnostics(diagnostics: readonly Diagnostic[]): void
  /** Selects a range, scrolls to it and takes the focus. */
  reveal(from: number, to: number): void
  destroy(): void
}

/** Without a history of its own, undo belongs to the document it edits. */
export function createCodeMirror(options: CodeMirrorOptions): CodeMirror {
  const access = new Compartment()
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: options.text,
      extensions: [...extensionsOf(options), access.of([])],
    }),
  })
  return {
    setText(text) {
      const current = view.state.doc.toString()
      if (text === current) return
      view.dispatch({
        changes: changeBetween(current, text),
        annotations: Transaction.remote.of(true),
      })
    },
    setReadOnly: (readOnly) =>
      view.dispatch({ effects: access.reconfigure(EditorState.readOnly.of(readOnly)) }),
    setDiagnostics(diagnostics) {
      const end = view.state.doc.length
      const within = diagnostics.map((one) => ({
        ...one,
        from: Math.min(one.from, end),
        to: Math.min(one.to, end),
      }))
      view.dispatch(setDiagnostics(view.state, within))
    },
    reveal(from, to) {
      const end = view.state.doc.length
      const selection = { anchor: Math.min(from, end), head: Math.min(to, end) }
      const effects = EditorView.scrollIntoView(selection.anchor, { y: 'nearest', yMargin: 24 })
      view.dispatch({ selection, effects })
      view.focus()
    },
    destroy: () => view.destroy(),
  }
}

function extensionsOf(options: CodeMirrorOptions): Extension[] {
  return [
    languageOf(options),
    ...(options.lineNumbers ? [lineNumbers(), lintGutter(), highlightSelectionMatches()] : []),
    bracketMatching(),
    closeBrackets(),
    indentOnInput(),
    autocompletion({ icons: false }),
    options.assistance,
    ...(options.ownHistory ? [history(), keymap.of(historyKeymap)] : []),
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...lintKeymap,
      ...searchKeymap,
      // Mod-Enter sends the test request, from here too.
      ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
    ]),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': options.label, tabindex: '0' }),
    EditorView.updateListener.of((update) => {
      const isOwn = update.transactions.some((one) => one.annotation(Transaction.remote) === true)
      if (update.docChanged && !isOwn) options.onChange(update.state.doc.toString())
    }),
    editorTheme,
  ]
}

function languageOf(options: CodeMirrorOptions): Extension {
  if (options.language === 'plain') return []
  return options.language === 'json' ? json() : jsonata(options)
}

/** The smallest replacement, so that the cursor stays where it is. */
function changeBetween(
  before: string,
  after: string,
): { from: number; to: number; insert: string } {
  let from = 0
  while (from < before.length && before[from] === after[from]) from++
  let end = 0
  const most = Math.min(before.length, after.length) - from
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) }
}
