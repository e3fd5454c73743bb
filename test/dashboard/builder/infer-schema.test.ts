import { Ajv2020 } from 'ajv/dist/2020.js'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { compileSchema } from '#worker/validate/json-schema/index.ts'
import { textReader } from '#worker/validate/text-values.ts'

import {
  defaultInferOptions,
  type InferOptions,
  inferSchema,
} from '../../../dashboard/src/builder/infer-schema.ts'
import { readSamples } from '../../../dashboard/src/builder/samples.ts'
import { readTexts } from '../../../dashboard/src/builder/text-samples.ts'

const infer = (samples: readonly unknown[], options: Partial<InferOptions> = {}) =>
  inferSchema(samples, { ...defaultInferOptions, ...options })

const options = fc.record({
  requiresAll: fc.boolean(),
  refusesUnknown: fc.boolean(),
  recognisesFormats: fc.boolean(),
  listsValues: fc.boolean(),
})
const texts = fc.oneof(
  fc.string(),
  fc.constantFrom('a', 'b', '2026-02-28', '2026-02-30', '::1', 'a:b', 'x@y.zz', '1.2.3.4'),
  fc.uuid(),
  fc.emailAddress(),
  fc.ipV4(),
  fc.ipV6(),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
)
const { samples } = fc.letrec<{ value: unknown; samples: unknown[] }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    texts,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'constructor', 'a/b~', ''), tie('value')),
  ),
  samples: fc.array(tie('value'), { minLength: 1, maxLength: 5 }),
}))

describe('every sample is valid against what was inferred from it', () => {
  // Ajv generates and compiles code for each schema.
  it('says Ajv, and the schema is one', { timeout: 30_000 }, () => {
    // Formats are the gateway's; members are own ones, as in JSON.
    const settings = { validateFormats: false, strict: false, ownProperties: true }
    fc.assert(
      fc.property(samples, options, (values, chosen) => {
        const schema = inferSchema(values, chosen)
        const validate = new Ajv2020(settings).compile(schema)
        for (const value of values) expect([validate(value), validate.errors]).toEqual([true, null])
      }),
      { numRuns: 100 },
    )
  })

  it('says the gateway, which asserts formats', () => {
    fc.assert(
      fc.property(samples, options, (values, chosen) => {
        const schema = compileSchema(inferSchema(values, chosen), { assertFormats: true })
        for (const value of values) expect(schema.validate(value)).toEqual([])
      }),
      { numRuns: 1_000 },
    )
  })

  it('says the gateway of texts, read as the types the schema names', () => {
    const text = fc.oneof(texts, fc.constantFrom('1', '1.5', '01', '1e400', 'true', 'false', ''))
    const sample = fc.dictionary(fc.constantFrom('a', 'b', 'c'), text)
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1, maxLength: 5 }), options, (values, chosen) => {
        const inferred = inferSchema(readTexts(values), chosen)
        const read = textReader(inferred)
        const schema = compileSchema(inferred, { assertFormats: true })
        for (const value of values) {
          const typed = Object.entries(value).map(([name, one]) => [name, read(name, one)])
          expect(schema.validate(Object.fromEntries(typed))).toEqual([])
        }
      }),
      { numRuns: 500 },
    )
  })

  it('never requires a member that a sample lacks', () => {
    const sample = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer())
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1 }), (values) => {
        const { required = [] } = infer(values) as { required?: string[] }
        expect(required.every((name) => values.every((one) => Object.hasOwn(one, name)))).toBe(true)
      }),
    )
  })
})

describe('an inferred schema', () => {
  it('describes an order as its author would', () => {
    const order = { id: 7, paid: true, at: '2026-11-24T12:00:00Z', items: [{ sku: 'a', price: 2 }] }
    expect(infer([order])).toEqual({
      type: 'object',
      properties: {
        id: { type: 'integer' },
        paid: { type: 'boolean' },
        at: { type: 'string', format: 'date-time' },
        items: {
          type: 'array',
          items: {
            type: 'object',
            properties: { sku: { type: 'string' }, price: { type: 'integer' } },
            required: ['sku', 'price'],
          },
        },
      },
      required: ['id', 'paid', 'at', 'items'],
    })
  })

  it.each([
    ['integers and numbers to numbers', [1, 1.5], { type: 'number' }],
    ['null beside a type', ['a', null], { type: ['string', 'null'] }],
    ['different types to their union', [1, 'a'], { type: ['string', 'integer'] }],
    ['empty lists to a list of anything', [[]], { type: 'array' }],
    ['items of all lists', [[1], [null]], { type: 'array', items: { type: ['integer', 'null'] } }],
  ])('merges %s', (_, values, schema) => {
    expect(infer(values)).toEqual(schema)
  })

  it('requires only what every object of a list has', () => {
    const schema = infer([[{ a: 1, b: 1 }, { a: 2 }]])
    expect(schema).toMatchObject({ items: { required: ['a'], properties: { b: {} } } })
  })

  it('requires nothing, and refuses what is unknown, when told so', () => {
    const schema = infer([{ a: { b: 1 } }], { requiresAll: false, refusesUnknown: true })
    expect(JSON.stringify(schema)).not.toContain('required')
    expect(schema).toMatchObject({
      additionalProperties: false,
      properties: { a: { additionalProperties: false } },
    })
  })

  it.each([
    ['date', '2024-02-29'],
    ['date-time', '2026-11-24T12:00:00.5+02:00'],
    ['email', 'ada.lovelace@example.com'],
    ['uuid', '01890a5d-ac96-774b-bcce-b302099a8057'],
    ['uri', 'https://example.com/a?b=c'],
    ['ipv4', '192.0.2.1'],
    ['ipv6', '2001:db8::1'],
  ])('recognises %s', (format, text) => {
    expect(infer([text, text])).toEqual({ type: 'string', format })
    expect(infer([text, 'no'])).toEqual({ type: 'string' })
    expect(infer([text], { recognisesFormats: false })).toEqual({ type: 'string' })
  })

  it('lists texts that repeat, and neither names nor dates', () => {
    const list = { listsValues: true }
    expect(infer(['paid', 'open', 'paid', null], list)).toEqual({
      type: ['string', 'null'],
      enum: ['paid', 'open', null],
    })
    expect(infer(['Ada', 'Grace'], list)).toEqual({ type: 'string' })
    expect(infer(['2026-01-01', '2026-01-01'], list)).toEqual({ type: 'string', format: 'date' })
    expect(infer([1, 1, 'a', 'a'], list)).toEqual({ type: ['string', 'integer'] })
  })
})

describe('samples', () => {
  it.each([
    ['one', '{"a":1}', [{ a: 1 }]],
    ['a list of several', '[{"a":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
    ['one after the other', '{"a":1}\n{"a":2}', [{ a: 1 }, { a: 2 }]],
    ['with commas between them', '{"a":1},\n{"a":2},', [{ a: 1 }, { a: 2 }]],
  ])('are read as %s', (_, text, values) => {
    expect(readSamples(text, false)).toMatchObject({ ok: true, values })
  })

  it('keep a list together when the list is the sample', () => {
    expect(readSamples('[1, 2]', true)).toEqual({ ok: true, values: [[1, 2]], isOneList: true })
  })

  it('say where the text breaks', () => {
    const read = readSamples('{"a":1}\n{"a":,}', false)
    expect(read).toMatchObject({ ok: false, error: { line: 2, column: 6 } })
  })

  it('of parameters are numbers and booleans only where all of them are', () => {
    const read = readTexts([
      { page: '2', flag: 'true', id: '007', mixed: '1' },
      { page: '3', flag: 'false', id: '8', mixed: 'x' },
    ])
    expect(read).toEqual([
      { page: 2, flag: true, id: '007', mixed: '1' },
      { page: 3, flag: false, id: '8', mixed: 'x' },
    ])
  })
})
