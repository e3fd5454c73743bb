import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  canSave,
  editText,
  editValue,
  isUnsaved,
  openDraft,
  problemCount,
  redo,
  resolveConflict,
  undo,
  withConflict,
  withIssues,
  withSaved,
} from '../../dashboard/src/builder/draft.ts'
import { parseJson, parseTree } from '../../dashboard/src/builder/json-text.ts'
import { patchText } from '../../dashboard/src/builder/json-patch-text.ts'

const config = { name: 'Orders', path: '/orders', method: 'GET', response: { status: 200 } }
const open = () => openDraft(config, '"1"')

describe('one document, two views', () => {
  it('keeps invalid JSON to the letter and lets the form see the last valid value', () => {
    const draft = editText(open(), '{ "name": ', 0)
    expect(draft.text).toBe('{ "name": ')
    expect(draft.parsed).toMatchObject({ ok: false, error: { line: 1, column: 11 } })
    expect(draft.value).toEqual(config)
    expect(problemCount(draft)).toBe(1)
    expect(canSave(draft)).toBe(false)
  })

  it('refuses a form edit while the text is not JSON', () => {
    const draft = editText(open(), '{ broken', 0)
    expect(editValue(draft, '/name', 'x', 1)).toBe(draft)
  })

  it("changes only the value that the form changed in the author's text", () => {
    const text = '{"name":"Orders",   "path": "/orders",\n\t"method":"GET"}'
    const draft = editValue(editText(open(), text, 0), '/path', '/v2', 5_000)
    expect(draft.text).toBe('{"name":"Orders",   "path": "/v2",\n\t"method":"GET"}')
  })

  it('writes a new member where it belongs', () => {
    const draft = editValue(open(), '/version', '2.0.0', 0)
    expect(Object.keys(JSON.parse(draft.text) as object)).toEqual([
      'name',
      'path',
      'method',
      'version',
      'response',
    ])
  })

  it('creates missing parents and removes cleanly', () => {
    const added = editValue(open(), '/documentation/tags', ['a'], 0)
    expect(added.value).toEqual({ ...config, documentation: { tags: ['a'] } })
    const removed = editValue(added, '/documentation', undefined, 5_000)
    expect(removed.text).toBe(open().text)
  })
})

describe('undo', () => {
  it('takes one step per field and redoes it', () => {
    let draft = editValue(open(), '/name', 'O', 0)
    draft = editValue(draft, '/name', 'Or', 100)
    draft = editValue(draft, '/path', '/a', 200)
    const full = draft.text
    draft = undo(draft)
    expect(draft.value).toEqual({ ...config, name: 'Or' })
    draft = undo(draft)
    expect(draft.value).toEqual(config)
    expect(undo(draft)).toBe(draft)
    expect(redo(redo(draft)).text).toBe(full)
  })

  it('brings valid text back after invalid text', () => {
    const draft = undo(editText(open(), 'nonsense', 0))
    expect(draft.parsed.ok).toBe(true)
    expect(draft.value).toEqual(config)
  })
})

describe('check and save', () => {
  it('saves only a text that was checked and has no problems', () => {
    const edited = editValue(open(), '/name', 'New', 0)
    expect(canSave(edited)).toBe(false)
    expect(canSave(withIssues(edited, edited.text, []))).toBe(true)
    const bad = withIssues(edited, edited.text, [
      { pointer: '/name', code: 'required', message: 'Write a name' },
    ])
    expect(canSave(bad)).toBe(false)
    expect(problemCount(bad)).toBe(1)
  })

  it('drops the answer about a text that was edited since', () => {
    const first = editValue(open(), '/name', 'A', 0)
    const second = editValue(first, '/name', 'B', 10)
    expect(withIssues(second, first.text, [])).toBe(second)
  })

  it('keeps edits made while a save was under way unsaved', () => {
    const first = editValue(open(), '/name', 'A', 0)
    const second = editValue(first, '/name', 'B', 10)
    const saved = withSaved(second, { text: first.text, etag: '"2"', savedAt: 5 })
    expect(saved.text).toBe(second.text)
    expect(isUnsaved(saved)).toBe(true)
  })

  it("restores the author's unsaved text after a reload, and undo shows what is saved", () => {
    const draft = openDraft(config, '"1"', '{ "name": ')
    expect(draft.text).toBe('{ "name": ')
    expect(isUnsaved(draft)).toBe(true)
    expect(undo(draft).value).toEqual(config)
  })
})

describe('a conflict', () => {
  const theirs = { text: '{"name":"Theirs"}', etag: '"9"', savedAt: undefined }
  const mine = () => withConflict(editValue(open(), '/name', 'Mine', 0), theirs)

  it('keeps both versions and saves neither until the author chooses', () => {
    const draft = withIssues(mine(), mine().text, [])
    expect(draft.conflict).toEqual(theirs)
    expect(draft.value).toMatchObject({ name: 'Mine' })
    expect(canSave(draft)).toBe(false)
  })

  it('saves mine over theirs under their revision', () => {
    const draft = resolveConflict(mine(), 'mine', 0)
    expect(draft.saved.etag).toBe('"9"')
    expect(draft.value).toMatchObject({ name: 'Mine' })
    expect(isUnsaved(draft)).toBe(true)
  })

  it('takes theirs, and undo brings mine back', () => {
    const draft = resolveConflict(mine(), 'theirs', 0)
    expect(draft.value).toEqual({ name: 'Theirs' })
    expect(isUnsaved(draft)).toBe(false)
    expect(undo(draft).value).toMatchObject({ name: 'Mine' })
  })

  it('is none when both wrote the same', () => {
    const draft = editValue(open(), '/name', 'Same', 0)
    expect(withConflict(draft, { ...theirs, text: draft.text }).conflict).toBeUndefined()
  })
})

describe('editing JSON text in place', () => {
  const key = fc.constantFrom('a', 'b', 'c', '/', '~')
  const pointer = fc
    .array(key, { minLength: 1, maxLength: 3 })
    .map((keys) => keys.map((k) => `/${k.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''))

  it('sets any value in any document without touching the rest', () => {
    fc.assert(
      fc.property(
        fc.dictionary(key, fc.jsonValue()),
        pointer,
        fc.jsonValue(),
        fc.constantFrom(0, 2, 4),
        (document, at, value, indent) => {
          const text = JSON.stringify(document, null, indent)
          const patched = patchText(text, at, value)
          expect(parseJson(patched).ok).toBe(true)
          const removed = patchText(patched, at, undefined)
          expect(parseTree(removed)).toBeDefined()
        },
      ),
    )
  })

  it('finds the same place of an error in any broken text', () => {
    expect(parseJson('{\n  "a": 1,\n  "b" 2\n}')).toMatchObject({ error: { line: 3, column: 7 } })
    expect(parseJson('{"a": tru}')).toMatchObject({ error: { line: 1, column: 7 } })
    expect(parseJson('')).toMatchObject({ error: { line: 1, column: 1 } })
  })
})
