import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'

import type { Issue } from '#contract/problem.ts'

import { diagnosticsOf } from '../builder/json-diagnostics.ts'
import { type JsonError, parseJson } from '../builder/json-text.ts'
import { useI18n } from '../i18n/index.ts'
import type { Diagnostic } from './code-mirror.ts'
import { useForm } from './form-context.ts'

/** Half-typed text is not told off at once. */
const PATIENCE_MS = 500

/** JSON as it is being typed: it may not be JSON yet, and then the document keeps what it had. */
export interface JsonText {
  readonly text: Accessor<string>
  readonly write: (text: string) => void
  /** Where the text breaks; undefined while it is JSON. */
  readonly broken: Accessor<JsonError | undefined>
  /** What the server says of the value. Pointers are relative to it. */
  readonly issues: Accessor<readonly Issue[]>
  readonly diagnostics: Accessor<readonly Diagnostic[]>
}

/** Ties a text to the value at a pointer of the form. `keepsEmpty`: an emptied text does not remove the value. */
export function createJsonText(pointer: Accessor<string>, keepsEmpty = false): JsonText {
  const { t } = useI18n()
  const form = useForm()
  const isUnset = (text: string) => !keepsEmpty && text.trim() === ''
  // A memo: what else changes in the document must not take half-typed text away.
  const print = createMemo(() => {
    const value = form.get(pointer())
    return value === undefined ? '' : JSON.stringify(value, null, 2)
  })
  const [text, setText] = createSignal(print())
  const [settled, setSettled] = createSignal(text())
  let timer: ReturnType<typeof setTimeout> | undefined
  const broken = createMemo(() =>
    settled() !== text() || isUnset(text()) ? undefined : errorOf(text()),
  )
  const issues = createMemo(() => form.issues(pointer()))
  const diagnostics = createMemo<readonly Diagnostic[]>((before) => {
    if (isUnset(text())) return []
    // Half-typed: the editor moves the marks it has along with the text.
    if (settled() !== text() && errorOf(text()) !== undefined) return before
    return diagnosticsOf(text(), issues(), (error) => t('builder.form.brokenAt', { ...error }))
  }, [])
  // Someone else changed the value: undo, the JSON view, an inferred schema.
  createEffect(on(print, (next) => compact(next) === compact(text()) || setText(next)))
  const write = (next: string) => {
    setText(next)
    clearTimeout(timer)
    timer = setTimeout(() => setSettled(next), PATIENCE_MS)
    const parsed = parseJson(next)
    if (parsed.ok) form.set(pointer(), parsed.value)
    else if (isUnset(next)) form.set(pointer(), undefined)
  }
  onCleanup(() => clearTimeout(timer))
  return { text, write, broken, issues, diagnostics }
}

function errorOf(text: string): JsonError | undefined {
  const parsed = parseJson(text)
  return parsed.ok ? undefined : parsed.error
}

/** The value without its spaces; the text itself while it is not JSON. */
function compact(text: string): string {
  const parsed = parseJson(text)
  return parsed.ok ? JSON.stringify(parsed.value) : text
}
