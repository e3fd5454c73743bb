import { render } from '@solidjs/testing-library'
import { createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import type { Issue } from '#contract/problem.ts'

import { valueAt } from '../../dashboard/src/builder/pointer.ts'
import { FormContext, type FormModel } from '../../dashboard/src/form/form-context.ts'
import { createJsonText, type JsonText } from '../../dashboard/src/form/json-text.ts'
import { en } from '../../dashboard/src/i18n/en.ts'
import { I18nProvider } from '../../dashboard/src/i18n/provider.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A text over `/schema` of a document, as the builder keeps one: a new object for each answer of a check. */
function open(schema: unknown, keepsEmpty = false) {
  const [draft, setDraft] = createSignal({ value: { schema }, issues: [] as readonly Issue[] })
  const form: FormModel = {
    get: (pointer) => valueAt(draft().value, pointer),
    set: (_, value) => setDraft({ ...draft(), value: { schema: value } }),
    issue: () => undefined,
    issues: () => draft().issues,
    readOnly: () => false,
    scope: () => [],
  }
  let json: JsonText | undefined
  const Text = () => {
    json = createJsonText(() => '/schema', keepsEmpty)
    return null
  }
  render(() => (
    <I18nProvider locale="en" dictionary={en}>
      <FormContext.Provider value={form}>
        <Text />
      </FormContext.Provider>
    </I18nProvider>
  ))
  if (json === undefined) throw new Error('not rendered')
  return {
    json,
    draft,
    setDraft,
    checked: (issues: readonly Issue[]) => setDraft({ ...draft(), issues }),
  }
}

const wrong = { pointer: '/type', code: 'invalid_schema', message: 'Write string or array' }

test('half-typed text stays in the editor when the server answers, and out of the document', () => {
  const { json, draft, checked } = open({ type: 'string' })
  json.write('{"type": "string", "')
  checked([wrong])
  expect(json.text()).toBe('{"type": "string", "')
  expect(draft().value).toEqual({ schema: { type: 'string' } })
})

test('text that is JSON is the value, as it is written', () => {
  const { json, draft } = open({ type: 'string' })
  json.write('{"type":    "array"}')
  expect(draft().value).toEqual({ schema: { type: 'array' } })
  expect(json.text()).toBe('{"type":    "array"}')
})

test('a value that somebody else wrote replaces the text', () => {
  const { json, setDraft, draft } = open({ type: 'string' })
  json.write('{"type": ')
  setDraft({ ...draft(), value: { schema: { type: 'null' } } })
  expect(json.text()).toBe('{\n  "type": "null"\n}')
})

test('half-typed text is told off when the author pauses, and not before', () => {
  const { json } = open({ type: 'string' })
  json.write('{"type": ')
  expect(json.broken()).toBeUndefined()
  vi.advanceTimersByTime(600)
  expect(json.broken()).toMatchObject({ line: 1, column: 10 })
  expect(json.diagnostics()).toMatchObject([{ message: 'Not valid JSON: line 1, column 10' }])
})

test('problems of the server stand at their place', () => {
  const { json, checked } = open({ type: 'text' })
  checked([wrong])
  const [mark] = json.diagnostics()
  expect(json.text().slice(mark?.from, mark?.to)).toBe('"text"')
})

test('an emptied text removes an optional value, but never a schema', () => {
  const optional = open({ a: 1 })
  optional.json.write('')
  expect(optional.draft().value).toEqual({ schema: undefined })
  const kept = open({ a: 1 }, true)
  kept.json.write('')
  expect(kept.draft().value).toEqual({ schema: { a: 1 } })
})
