import { describe, expect, it } from 'vitest'

import { diagnosticsOf, rangeOf } from '../../../dashboard/src/builder/json-diagnostics.ts'

const text = `{
  "properties": {
    "age": { "minimum": "x", "enum": [1, "b"] },
    "a/b": {}
  }
}`
const placed = (pointer: string, within = text) => {
  const { from, to } = rangeOf(within, pointer)
  return { line: within.slice(0, from).split('\n').length, marked: within.slice(from, to) }
}
const broken = () => 'broken'

describe('a problem is marked', () => {
  it.each([
    ['at a scalar', '/properties/age/minimum', 3, '"x"'],
    ['at an item of a list', '/properties/age/enum/1', 3, '"b"'],
    ['at the name of an object', '/properties/age', 3, '"age"'],
    ['at the name of a list', '/properties/age/enum', 3, '"enum"'],
    ['behind an escaped name', '/properties/a~1b', 4, '"a/b"'],
    [
      'at the nearest place when it speaks of what is not there',
      '/properties/age/type',
      3,
      '"age"',
    ],
    ['at the start when it speaks of the whole', '', 1, '{'],
  ])('%s', (_, pointer, line, marked) => {
    expect(placed(pointer)).toEqual({ line, marked })
  })

  it('at the last of two members with the same name, which is the one that counts', () => {
    expect(placed('/a', '{"a": 1, "a": 2}').marked).toBe('2')
  })
})

describe('diagnostics', () => {
  it('are the issues of the server, with their pointers', () => {
    const issues = [
      { pointer: '/properties/age/minimum', message: 'Write number' },
      { pointer: '', message: 'Too large' },
    ]
    expect(diagnosticsOf(text, issues, broken)).toMatchObject([
      { severity: 'error', message: '/properties/age/minimum: Write number' },
      { from: 0, message: 'Too large' },
    ])
  })

  it('are where the text breaks, while it is not JSON', () => {
    const [only, ...rest] = diagnosticsOf('{\n  "a": ,\n}', [], broken)
    expect(rest).toEqual([])
    expect(only).toMatchObject({ from: 8, message: 'broken' })
  })
})
