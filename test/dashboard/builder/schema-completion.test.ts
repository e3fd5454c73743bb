import { CompletionContext } from '@codemirror/autocomplete'
import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { describe, expect, it } from 'vitest'

import { assertedFormats } from '#contract/validation.ts'
import { compileSchema } from '#worker/validate/json-schema/index.ts'

import { complete } from '../../../dashboard/src/form/json-schema/assistance.ts'
import { keywords } from '../../../dashboard/src/form/json-schema/keywords.ts'
import { schemaKeywords } from '../../../dashboard/src/i18n/schema-keywords.en.ts'

interface Known {
  readonly value?: unknown
  readonly names?: readonly string[]
}

/** What is offered where `|` stands. `value`: the last text that was JSON; what the text says otherwise. */
function offered(marked: string, { value, names = [] }: Known = {}) {
  const pos = marked.indexOf('|')
  const doc = marked.replace('|', '')
  const context = new CompletionContext(EditorState.create({ doc }), pos, true)
  const document = { value: value ?? parsed(doc), names }
  return complete(context, { document: () => document, words: () => schemaKeywords })
}
/** As it was before the member that is being written. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text.replace(/,\s*("")?(?=[}\]])/, ''))
  } catch {
    return {}
  }
}
const labels = (marked: string, known?: Known) =>
  offered(marked, known)?.options.map(({ label }) => label) ?? []

/** The text after the first thing offered that is called `label` is taken. */
function taking(label: string, marked: string, known?: Known): string {
  const result = offered(marked, known)
  const option = result?.options.find((one) => one.label === label)
  const doc = marked.replace('|', '')
  const view = new EditorView({ state: EditorState.create({ doc }) })
  if (typeof option?.apply === 'function')
    option.apply(view, option, result?.from ?? 0, result?.to ?? doc.length)
  const taken = view.state.doc.toString()
  // Before it measures what jsdom does not lay out.
  view.destroy()
  return taken
}

describe('at a name in a schema', () => {
  it('offers the keywords of 2020-12, but not those that are there', () => {
    const found = labels('{"title": "x", |}')
    expect(found).toEqual(expect.arrayContaining(['type', '$defs', 'prefixItems', '$schema']))
    expect(found).not.toContain('title')
    expect(found).not.toContain('definitions')
  })

  it('offers those of draft-07 where $schema says so', () => {
    const found = labels('{"$schema": "http://json-schema.org/draft-07/schema#", "|"}')
    expect(found).toEqual(expect.arrayContaining(['definitions', 'dependencies']))
    expect(found).not.toContain('$defs')
  })

  it('offers only what speaks about the type', () => {
    const found = labels('{"type": "string", |}')
    expect(found).toEqual(expect.arrayContaining(['minLength', 'format', 'enum', 'anyOf']))
    expect(found).not.toContain('minimum')
    expect(found).not.toContain('properties')
    expect(labels('{"type": ["string", "null", "array"], |}')).toContain('minItems')
  })

  it('keeps what belongs to the root there', () => {
    const found = labels('{"properties": {"a": {|}}}')
    expect(found).toContain('type')
    expect(found).not.toContain('$schema')
    expect(found).not.toContain('$defs')
  })

  it.each([
    ['items', '{"items": {|}}'],
    ['a list of schemas', '{"anyOf": [{"type": "string"}, {|}]}'],
    ['a definition', '{"$defs": {"a": {"not": {|}}}}'],
    ['text that breaks off', '{"properties": {"a": {"type": "string", "mi|'],
    ['a missing comma', '{"type": "string"\n  "mi|"}'],
  ])('finds schemas in %s', (_, text) => {
    expect(labels(text)).toContain('enum')
  })

  it.each([
    ['names of members are free', '{"properties": {|}}'],
    ['values of enum are free', '{"enum": [{|}]}'],
    ['a keyword nobody knows', '{"x-mine": {|}}'],
    ['text', '{"title": "ty|"}'],
    ['after a value', '{"title": "a" |}'],
  ])('offers nothing: %s', (_, text) => {
    expect(labels(text)).toEqual([])
  })

  it('says what each keyword means', () => {
    expect(offered('{|}')?.options[0]).toMatchObject({ label: 'type', info: schemaKeywords.type })
    expect(Object.keys(schemaKeywords).sort()).toEqual([...keywords.keys()].sort())
  })
})

describe('at a value', () => {
  it('offers types, each once', () => {
    expect(labels('{"type": |}')).toContain('integer')
    expect(labels('{"type": "in|"}')).toContain('integer')
    const rest = labels('{"type": ["string", |]}', { value: { type: ['string'] } })
    expect(rest).toContain('null')
    expect(rest).not.toContain('string')
  })

  it('offers the formats the gateway asserts, and no other', () => {
    expect(labels('{"format": "|"}')).toEqual([...assertedFormats])
    const refuses = (format: string) =>
      !compileSchema({ format }, { assertFormats: true }).accepts('§ no §')
    expect(assertedFormats.every(refuses)).toBe(true)
    expect(refuses('uri-template')).toBe(false)
  })

  it('offers references that lead somewhere', () => {
    const value = { $defs: { 'a/b': {} }, definitions: { c: {} } }
    const found = labels('{"properties": {"x": {"$ref": "|"}}}', { value })
    expect(found).toEqual(['#/$defs/a~1b', '#/definitions/c', '#'])
  })

  it('offers members to require that are described beside it', () => {
    const value = { properties: { a: {}, b: {} }, required: ['a'] }
    expect(labels('{"properties": {"a": {}, "b": {}}, "required": ["a", |]}', { value })).toEqual([
      'b',
    ])
  })

  it.each([
    ['additionalProperties', ['false', 'true']],
    ['uniqueItems', ['true', 'false']],
    ['minimum', []],
  ])('%s', (keyword, found) => {
    expect(labels(`{"${keyword}": |}`)).toEqual(found)
  })
})

describe('parameters of the path', () => {
  const names = ['id', 'part']

  it('are offered as members that are not described yet', () => {
    expect(labels('{"properties": {"id": {}, "|"}}', { value: { properties: { id: {} } }, names })) //
      .toEqual(['part'])
  })

  it('are offered as required', () => {
    expect(labels('{"required": ["|"]}', { names })).toEqual(names)
  })

  it('are not offered deeper', () => {
    expect(labels('{"properties": {"id": {"properties": {|}}}}', { names })).toEqual([])
  })
})

describe('what is taken', () => {
  it.each([
    ['begins the value', 'minLength', '{|}', '{"minLength": 1}'],
    ['replaces the word and its quotes', 'minLength', '{"mi|"}', '{"minLength": 1}'],
    ['keeps a value', 'maxLength', '{"mi|n": 3}', '{"maxLength": 3}'],
    [
      'sets a comma before the next member',
      'title',
      '{|"type": "string"}',
      '{"title": "","type": "string"}',
    ],
    ['is a whole value', 'integer', '{"type": "|"}', '{"type": "integer"}'],
    ['is no text where JSON has a word', 'false', '{"uniqueItems": "|"}', '{"uniqueItems": false}'],
    ['is a name as it is written', 'a{b}', '{"required": [|]}', '{"required": ["a{b}"]}'],
  ])('%s', (_, label, before, after) => {
    expect(taking(label, before, { value: {}, names: ['a{b}'] })).toBe(after)
  })
})
