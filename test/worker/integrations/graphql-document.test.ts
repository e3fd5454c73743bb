import * as fc from 'fast-check'
import { Kind, parse } from 'graphql'
import { describe, expect, it } from 'vitest'

import { parseDocument } from '#worker/integrations/graphql/document.ts'
import { measure } from '#worker/integrations/graphql/measure.ts'

const samples = [
  '{ a }',
  'query { a b, c }',
  'query Q($a: Int = 1, $b: [String!]! @d, $c: In = {x: [1, "2"], y: E}) @e(f: true) { a(b: $b) }',
  'mutation M { a: b(c: {d: $e, f: [1.5e3, -0, null]}) { __typename } }',
  'subscription S { a }',
  'query on { on fragment: query }\nfragment F on T @x { ...G ...on U { b } ... @include(if: true) { c } ... { d } }',
  'fragment G on T { a }',
  '{ a(b: "x\\u00e9\\"", c: """block "quoted" \\""" end""", d: "") } # comment',
  '\uFEFF { a(e: ENUM, v: -1, w: 0.1) @b @c }',
  '{ a { b { c(d: []) e(f: {}) } } }',
  // Texts that describe what follows: specification of September 2025.
  '"says what" query Q("of which" $a: Int, """and""" $b: Int) { a } """a part""" fragment F on T { a }',
]

/** What graphql.js says about a text, as far as executable documents go. */
function accepted(text: string): boolean {
  try {
    const { definitions } = parse(text)
    return definitions.every(
      ({ kind }) => kind === Kind.OPERATION_DEFINITION || kind === Kind.FRAGMENT_DEFINITION,
    )
  } catch {
    return false
  }
}

function read(text: string): boolean {
  try {
    parseDocument(text)
    return true
  } catch (error) {
    if ((error as Error).name !== 'GraphqlSyntaxError') throw error
    return false
  }
}

describe('GraphQL documents', () => {
  it.each(samples)('reads %s as graphql.js does', (text) => {
    expect(accepted(text)).toBe(true)
    expect(read(text)).toBe(true)
  })

  const pieces = [
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    ':',
    '$',
    '!',
    '=',
    '@',
    '...',
    '&',
    '|',
    '"',
    '"""',
  ]
  const words = [
    'on',
    'fragment',
    'query',
    'type',
    'a',
    '1',
    '01',
    '1.',
    '1e',
    '-',
    '\\',
    '#',
    '\n',
    ' ',
  ]
  it('accepts and refuses what graphql.js accepts and refuses (10,000 changed documents)', () => {
    const changed = fc
      .tuple(
        fc.constantFrom(...samples),
        fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.constantFrom('', ...pieces, ...words)), {
          minLength: 1,
          maxLength: 3,
        }),
      )
      .map(([text, edits]) =>
        edits.reduce((result, [at, removed, added]) => {
          const start = at % (result.length + 1)
          return result.slice(0, start) + added + result.slice(start + removed)
        }, text),
      )
    fc.assert(
      fc.property(changed, (text) => read(text) === accepted(text)),
      { numRuns: 10_000 },
    )
  })

  it('reads operations and their variables as graphql.js does', () => {
    for (const text of samples) {
      const expected = parse(text).definitions.flatMap((definition) =>
        definition.kind === Kind.OPERATION_DEFINITION
          ? [
              {
                type: String(definition.operation),
                name: definition.name?.value,
                variables: (definition.variableDefinitions ?? []).map((variable) => ({
                  name: variable.variable.name.value,
                  isRequired:
                    variable.type.kind === Kind.NON_NULL_TYPE &&
                    variable.defaultValue === undefined,
                })),
              },
            ]
          : [],
      )
      const { operations } = parseDocument(text)
      expect(operations.map(({ type, name, variables }) => ({ type, name, variables }))).toEqual(
        expected,
      )
    }
  })

  it('says where a document is wrong', () => {
    expect(() => parseDocument('{\n  a(b: )\n}')).toThrow('Write a value: not ) (line 2, column 8)')
    expect(() => parseDocument('{ a ')).toThrow('the document ends here (line 1, column 5)')
    expect(() => parseDocument('')).toThrow('Write query, mutation or fragment')
    expect(() => parseDocument('{ a(b: ;) }')).toThrow('Remove or correct ";"')
  })

  it('ends a block string at no escaped quotes', () => {
    expect(read('{ a(b: """c \\""" d) }')).toBe(false)
  })

  it('refuses endless nesting without a stack overflow', () => {
    expect(() => parseDocument(`${'{a'.repeat(20_000)}`)).toThrow('Nest at most 100 levels')
    expect(() => parseDocument(`{a(b:${'['.repeat(20_000)}`)).toThrow('Nest at most 100 levels')
  })

  it('counts depth and aliases through fragments, each measured once', () => {
    const doubled = Array.from(
      { length: 60 },
      (_, at) => `fragment f${at} on T { ...f${at + 1} ...f${at + 1} }`,
    ).join('\n')
    const document = `{ a { ...f0 } } ${doubled} fragment f60 on T { x: y { z } }`
    const { depth, aliases } = measure(parseDocument(document))
    expect({ depth, aliases }).toEqual({ depth: 3, aliases: 2 ** 60 })
  })

  it('finds fragments that spread themselves', () => {
    const { depth } = measure(
      parseDocument('{ ...a } fragment a on T { ...b } fragment b on T { c { ...a } }'),
    )
    expect(depth).toBe(Infinity)
  })
})
