import { CompletionContext } from '@codemirror/autocomplete'
import { StringStream } from '@codemirror/language'
import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'

import { complete } from '../../../dashboard/src/form/jsonata-language.ts'
import { jsonataFunctions } from '../../../dashboard/src/form/jsonata-functions.ts'
import { readToken, startState } from '../../../dashboard/src/form/jsonata-tokens.ts'
import { jsonataWords as english } from '../../../dashboard/src/i18n/jsonata-functions.en.ts'
import { jsonataWords as french } from '../../../dashboard/src/i18n/jsonata-functions.fr.ts'

/** Names and texts of the tokens, without space. */
function tokensOf(text: string): [string, string][] {
  const state = startState()
  return text.split('\n').flatMap((line) => {
    const stream = new StringStream(line, 2, 2)
    const found: [string, string][] = []
    while (!stream.eol()) {
      stream.start = stream.pos
      const name = readToken(stream, state)
      if (name !== null) found.push([name, stream.current()])
    }
    return found
  })
}
const only = (text: string, name: string) =>
  tokensOf(text)
    .filter(([found]) => found === name)
    .map(([, token]) => token)

describe('tokens of JSONata', () => {
  it('tells functions, variables, names, numbers, texts and operators apart', () => {
    expect(tokensOf('$sum(body.price) & "é" ~> $f := 1.5e3')).toEqual([
      ['builtin', '$sum'],
      ['punctuation', '('],
      ['propertyName', 'body'],
      ['punctuation', '.'],
      ['propertyName', 'price'],
      ['punctuation', ')'],
      ['operator', '&'],
      ['string', '"é"'],
      ['operator', '~>'],
      ['variableName', '$f'],
      ['operator', ':='],
      ['number', '1.5e3'],
    ])
  })

  it('reads names in back quotes as names', () => {
    expect(only('body.`first name`', 'propertyName')).toEqual(['body', '`first name`'])
  })

  it('reads a slash as a division after a value and as a regular expression elsewhere', () => {
    expect(only('total / count / 2', 'regexp')).toEqual([])
    expect(only('$replace(name, /[/\\]a]+/i, "-")', 'regexp')).toEqual(['/[/\\]a]+/i'])
    expect(only('(a) / b', 'operator')).toEqual(['/'])
  })

  it('goes on over lines in comments, texts and quoted names', () => {
    expect(only('1 /* a\n2 */ + 3', 'number')).toEqual(['1', '3'])
    expect(only('"one\ntwo" & 1', 'string')).toEqual(['"one', 'two"'])
    expect(only('`one\ntwo`.x', 'propertyName')).toEqual(['`one', 'two`', 'x'])
  })

  it('is not ended by an escaped quote', () => {
    expect(only(String.raw`"a\"b" & 'c'`, 'string')).toEqual([String.raw`"a\"b"`, "'c'"])
  })

  it('goes on after what it does not know', () => {
    expect(only('€ + 1', 'number')).toEqual(['1'])
  })
})

describe('completion of JSONata', () => {
  const offered = (text: string, scope: readonly string[] = []) => {
    const context = new CompletionContext(EditorState.create({ doc: text }), text.length, false)
    return complete(context, scope, 'en')
  }

  it('offers the paths of the sample and the functions with their signature', () => {
    const result = offered('$sum(body.it', ['body.items'])
    expect(result?.from).toBe(5)
    expect(result?.options.map(({ label }) => label)).toContain('body.items')
    const sum = result?.options.find(({ label }) => label === '$sum')
    expect(sum?.detail).toBe('(numbers)')
  })

  it('goes on within a name in back quotes', () => {
    expect(offered('body.`fi', ['body.`first name`'])?.from).toBe(0)
  })

  it('says nothing where nothing is being written', () => {
    expect(offered('1 + ')).toBeNull()
  })

  it.each([english, french])('explains every function', (words) => {
    const names = jsonataFunctions.map(({ label }) => label)
    expect(Object.keys(words).sort()).toEqual([...names].sort())
  })
})
