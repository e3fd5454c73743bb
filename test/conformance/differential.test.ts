import { Ajv } from 'ajv'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'

import type { JsonSchema } from '#contract/validation.ts'
import { compileSchema } from '#worker/validate/json-schema/index.ts'

const $schema = 'http://json-schema.org/draft-07/schema#'

const names = fc.constantFrom('a', 'b', 'c', '__proto__')
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(null, true, false, 0, 1, 2.5, -3, '', 'a', 'ab', 'é', '😀'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(names, tie('value'), { maxKeys: 4 }),
  ),
}))
const count = fc.nat(3)
const { schema } = fc.letrec<{ schema: JsonSchema }>((tie) => {
  const sub = tie('schema')
  const list = fc.array(sub, { minLength: 1, maxLength: 3 })
  const map = fc.dictionary(fc.constantFrom('a', 'b', 'c'), sub, { maxKeys: 3 })
  const flat: [string, fc.Arbitrary<unknown>][] = [
    ['type', fc.constantFrom('null', 'boolean', 'integer', 'number', 'string', 'array', 'object')],
    [
      'enum',
      fc.uniqueArray(value, { minLength: 1, maxLength: 3, selector: (v) => JSON.stringify(v) }),
    ],
    ['const', value],
    ['minimum', count],
    ['exclusiveMaximum', count],
    ['multipleOf', fc.constantFrom(0.5, 1, 2)],
    ['minLength', count],
    ['maxLength', count],
    ['pattern', fc.constantFrom('^a', 'b$', '.')],
    ['minItems', count],
    ['maxItems', count],
    ['uniqueItems', fc.boolean()],
    ['required', fc.uniqueArray(names, { maxLength: 2 })],
    ['minProperties', count],
  ]
  const nested: [string, fc.Arbitrary<unknown>][] = [
    ...['items', 'allOf', 'anyOf', 'oneOf'].map((name): [string, fc.Arbitrary<unknown>] => [
      name,
      list,
    ]),
    ...['properties', 'dependencies'].map((name): [string, fc.Arbitrary<unknown>] => [name, map]),
    ['patternProperties', fc.dictionary(fc.constantFrom('^a', 'b', '_'), sub, { maxKeys: 2 })],
    ...[
      'items',
      'additionalItems',
      'additionalProperties',
      'propertyNames',
      'not',
      'if',
      'then',
      'else',
    ].map((name): [string, fc.Arbitrary<unknown>] => [name, sub]),
  ]
  const members = (keywords: readonly [string, fc.Arbitrary<unknown>][], maxLength: number) =>
    fc.uniqueArray(fc.oneof(...keywords.map(([name, arb]) => fc.tuple(fc.constant(name), arb))), {
      maxLength,
      selector: ([name]) => name,
    })
  const leaf = members(flat, 2).map((entries) => Object.fromEntries(entries) as JsonSchema)
  const branch = fc
    .tuple(members(flat, 1), members(nested, 4))
    .map(([own, others]) => Object.fromEntries([...own, ...others]) as JsonSchema)
  return { schema: fc.oneof({ maxDepth: 3 }, fc.boolean(), leaf, branch, branch) }
})

// Without `contains`, which Ajv takes an empty list to have next to a list of `items`. Of 2020-12 Ajv keeps track of what was evaluated, and judges by branches that failed: the suite covers those.
it('judges 2,000 random schemas of draft-07 and their values as Ajv does', () => {
  let accepted = 0
  let refused = 0
  fc.assert(
    fc.property(schema, fc.array(value, { minLength: 1, maxLength: 5 }), (made, values) => {
      // fast-check makes objects without a prototype; parsers do not.
      const schema = asParsed(made)
      const ajv = new Ajv({ strict: false, ownProperties: true }).compile(schema)
      const ours = compileSchema(typeof schema === 'boolean' ? schema : { $schema, ...schema })
      for (const one of values.map(asParsed)) {
        const wanted = ajv(one)
        if (wanted) accepted += 1
        else refused += 1
        expect({ valid: ours.accepts(one) }).toEqual({ valid: wanted })
        expect(ours.validate(one).length === 0).toBe(wanted)
      }
    }),
    { numRuns: 2_000, seed: 20_261_124 },
  )
  // A generator that only makes one verdict would prove nothing.
  expect(Math.min(accepted, refused)).toBeGreaterThan(2_000)
})

const asParsed = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T
