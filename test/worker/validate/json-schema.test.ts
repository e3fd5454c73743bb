import { describe, expect, it } from 'vitest'

import type { JsonSchema } from '#contract/validation.ts'
import { compileSchema, SchemaFault } from '#worker/validate/json-schema/index.ts'
import { schemaProblems } from '#worker/validate/json-schema/meta-schema.ts'

const keywords = (schema: JsonSchema, value: unknown) =>
  compileSchema(schema)
    .validate(value)
    .map(({ pointer, keyword }) => `${pointer} ${keyword}`)

describe('a value that does not fit', () => {
  it('is told everything that is wrong at once, with pointers', () => {
    const schema = {
      required: ['id', 'a/b'],
      properties: {
        tags: { items: { type: 'string', minLength: 2 } },
        size: { type: 'integer', maximum: 3 },
      },
    }
    expect(keywords(schema, { tags: ['x', 7], size: 9 })).toEqual([
      '/id required',
      '/a~1b required',
      '/tags/0 minLength',
      '/tags/1 type',
      '/size maximum',
    ])
  })

  it('is never repeated in the message', () => {
    const issues = compileSchema({ enum: ['a'] }).validate('secret-of-the-caller')
    expect(JSON.stringify(issues)).not.toContain('secret')
  })

  it('gets no more issues than asked for', () => {
    const schema = compileSchema({ items: { type: 'string' } }, { maxIssues: 3 })
    expect(schema.validate(Array.from({ length: 100 }, (_, at) => at))).toHaveLength(3)
  })

  it('is refused by its format only where formats are asserted', () => {
    const schema = { format: 'date-time' }
    expect(compileSchema(schema).accepts('tomorrow')).toBe(true)
    const strict = compileSchema(schema, { assertFormats: true })
    expect(strict.accepts('2026-02-29T10:00:00Z')).toBe(false)
    expect(strict.accepts('2028-02-29T10:00:00Z')).toBe(true)
  })
})

describe('T80 prototype names', () => {
  it('are members like any other', () => {
    const value: unknown = JSON.parse('{"__proto__":{"x":1},"constructor":1}')
    expect(compileSchema({ required: ['toString'] }).accepts({})).toBe(false)
    expect(compileSchema({ required: ['__proto__', 'constructor'] }).accepts(value)).toBe(true)
    expect(keywords({ additionalProperties: false }, value)).toHaveLength(2)
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })
})

describe('T82 patterns', () => {
  it.each(['^(a+)+$', '^(a|aa)+$', '^([a-z]+)*\\d$', '(x+x+)+y'])(
    '%s end in linear time',
    (pattern) => {
      const attack = `${'a'.repeat(50_000)}!`
      const issues = compileSchema({ pattern }).validate(attack)
      expect(issues.map(({ keyword }) => keyword)).toEqual([
        expect.stringMatching(/^(pattern|limit)$/),
      ])
    },
  )

  it.each(['(?=a)a', '(a)\\1', '(?<!a)b', '(', '[a'])('%s is refused', (pattern) => {
    expect(() => compileSchema({ pattern })).toThrow(SchemaFault)
    expect(schemaProblems({ properties: { a: { pattern } } })).toEqual([
      { pointer: '/properties/a/pattern', message: expect.stringContaining('linear') },
    ])
  })
})

describe('T83 schema bombs', () => {
  const limited = ['limit']
  const outcome = (schema: JsonSchema, value: unknown) =>
    compileSchema(schema)
      .validate(value)
      .map(({ keyword }) => keyword)

  it('a reference to itself ends', () => {
    expect(outcome({ $ref: '#' }, 1)).toEqual(limited)
    expect(
      outcome({ $defs: { a: { allOf: [{ $ref: '#/$defs/a' }] } }, $ref: '#/$defs/a' }, 1),
    ).toEqual(limited)
  })

  it('alternatives that double at each level end', () => {
    const $defs: Record<string, unknown> = { n30: { type: 'string' } }
    for (let at = 0; at < 30; at += 1) {
      const next = { $ref: `#/$defs/n${at + 1}` }
      $defs[`n${at}`] = { anyOf: [next, { allOf: [next] }] }
    }
    expect(outcome({ $defs, $ref: '#/$defs/n0' }, 1)).toEqual(limited)
  })

  it('every value has a whole budget, whatever the one before cost', () => {
    const compiled = compileSchema({ uniqueItems: true, items: { maxLength: 1 } })
    const refusedBy = (value: unknown) => compiled.validate(value).map(({ keyword }) => keyword)
    const large = Array.from({ length: 700_000 }, (_, at) => at)
    const bomb = Array.from({ length: 1_500_000 }, (_, at) => at)
    expect([large, large, large].flatMap(refusedBy)).toEqual([])
    expect(refusedBy(bomb)).toEqual(limited)
    expect(refusedBy(['ab'])).toEqual(['maxLength'])
    expect(refusedBy(bomb)).toEqual(limited)
    expect(refusedBy(['a'])).toEqual([])
    const looping = compileSchema({ anyOf: [{ const: 'end' }, { $ref: '#' }] })
    expect(looping.accepts('loop')).toBe(false)
    expect(looping.accepts('end')).toBe(true)
  })

  it('100,000 different items are compared in linear work', () => {
    const items = Array.from({ length: 100_000 }, (_, at) => ({ at }))
    expect(outcome({ uniqueItems: true }, items)).toEqual([])
    expect(outcome({ uniqueItems: true }, [...items, { at: 99_999 }])).toEqual(['uniqueItems'])
  })

  it('a schema that nests for ever is refused', () => {
    let schema: JsonSchema = {}
    for (let at = 0; at < 300; at += 1) schema = { not: schema }
    expect(() => compileSchema(schema)).toThrow(/nest deeper/)
  })

  it.each(['http://example.com/schema', 'file:///etc/passwd', '#/$defs/nothing', 'other.json'])(
    'nothing is fetched for $ref %s',
    ($ref) => {
      expect(() => compileSchema({ items: { $ref } })).toThrow(/leads nowhere/)
    },
  )
})

describe('a schema that is none', () => {
  it.each([
    'http://json-schema.org/draft-07/schema#',
    'https://json-schema.org/draft/2020-12/schema',
  ])('is told from a good one under %s', ($schema) => {
    expect(schemaProblems({ $schema, minLength: 2, minItems: 0, minProperties: 1 })).toEqual([])
    expect(schemaProblems({ $schema, minLength: -1 })).toEqual([
      { pointer: '/minLength', message: 'Write at least 0' },
    ])
  })

  it.each<[JsonSchema, string, RegExp]>([
    [{ type: 'strin' }, '/type', /one of array, boolean/],
    [{ properties: { a: { minLength: -1 } } }, '/properties/a/minLength', /at least 0/],
    [
      { $schema: 'http://json-schema.org/draft-07/schema#', items: { required: 'a' } },
      '/items/required',
      /array/,
    ],
    [{ $schema: 'http://json-schema.org/draft-04/schema#' }, '/$schema', /2020-12/],
    [{ allOf: [] }, '/allOf', /at least one/],
  ])('is told where and what: %j', (schema, pointer, message) => {
    expect(schemaProblems(schema)).toContainEqual({
      pointer,
      message: expect.stringMatching(message),
    })
  })

  it('reads `items` as its own draft does', () => {
    const items = [{ type: 'string' }]
    expect(schemaProblems({ items })).not.toEqual([])
    expect(schemaProblems({ $schema: 'http://json-schema.org/draft-07/schema#', items })).toEqual(
      [],
    )
  })
})
