import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { applied, problemsOf, ruleOf } from '../../support/rules.ts'

const unflatten = (input: unknown) => applied(ruleOf('map', [{ operation: 'unflatten' }]), input)
const flatten = (input: unknown) => applied(ruleOf('map', [{ operation: 'flatten' }]), input)

describe('unflatten', () => {
  it.each<[string, unknown, unknown]>([
    ['indices from 0, in any order', { 'a.1': 'y', 'a.0': 'x' }, { a: ['x', 'y'] }],
    [
      'a list of objects',
      { 'a.0.b': 1, 'a.0.c': 2, 'a.1.b': 3 },
      { a: [{ b: 1, c: 2 }, { b: 3 }] },
    ],
    ['a document that is a list', { 0: 'x', 1: 'y' }, ['x', 'y']],
    ['a gap', { 'a.0': 'x', 'a.2': 'z' }, { a: { 0: 'x', 2: 'z' } }],
    ['indices from 1', { 'a.1': 'x' }, { a: { 1: 'x' } }],
    ['another name beside', { 'a.0': 'x', 'a.b': 1 }, { a: { 0: 'x', b: 1 } }],
    ['zeros in front', { 'a.00': 'x' }, { a: { '00': 'x' } }],
    ['a value that is an object with indices', { a: { 0: 'x' } }, { a: { 0: 'x' } }],
    ['more for a list', { a: ['x'], 'a.1': 'y' }, { a: ['x', 'y'] }],
    ['more for an object', { a: { b: 1 }, 'a.c': 2 }, { a: { b: 1, c: 2 } }],
    ['null on the way', { a: null, 'a.b': 1 }, { a: { b: 1 } }],
    ['nothing', {}, {}],
  ])('nests %s', async (_, input, output) => {
    expect(await unflatten(input)).toEqual(output)
  })

  it('makes no room for an index that nobody fills', async () => {
    const huge = ['4294967294', '4294967295', '9007199254740993', '1e9']
    for (const index of huge)
      // oxlint-disable-next-line no-await-in-loop -- a handful
      expect(await unflatten({ [`a.${index}`]: 1 })).toEqual({ a: { [index]: 1 } })
  })

  it('refuses names that lead to prototypes, and values in the way', async () => {
    for (const name of ['a.__proto__.b', 'constructor.prototype.b', '__proto__.0'])
      // oxlint-disable-next-line no-await-in-loop -- a handful
      await expect(unflatten({ [name]: 1 })).rejects.toThrow('cannot be unflattened')
    await expect(unflatten({ a: 1, 'a.b': 2 })).rejects.toThrow('in the way')
    expect('b' in {}).toBe(false)
  })

  it('ends deep and half-listed documents in time', async () => {
    const deep = Array.from({ length: 62 }, (_, depth) => [`${'0.'.repeat(depth)}x`, 1])
    const startedMs = performance.now()
    await unflatten({ ...Object.fromEntries(deep), [`${'0.'.repeat(62)}0`]: 1 })
    await unflatten(Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`a.${n}`, n])))
    expect(performance.now() - startedMs).toBeLessThan(1_000)
  })

  it('undoes flatten, whatever the document', async () => {
    const name = fc.stringMatching(/^[a-z]{1,3}$/)
    const { tree } = fc.letrec((tie) => ({
      leaf: fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null)),
      tree: fc.oneof(
        { maxDepth: 4 },
        tie('leaf'),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(name, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
      ),
    }))
    const document = fc.dictionary(name, tree, { noNullPrototype: true })
    await fc.assert(
      fc.asyncProperty(document, async (given) => {
        expect(await unflatten(await flatten(given))).toEqual(given)
      }),
    )
  }, 30_000)
})

describe('group-by with percentiles', () => {
  const figures = (figure: object) => [
    { operation: 'group-by', parameters: { key: 'item.k', figures: [{ name: 'p', ...figure }] } },
  ]

  it('makes one for each group, as the operation percentile does', async () => {
    const items = [
      { k: 'a', n: 1 },
      { k: 'b', n: 7 },
      { k: 'a', n: 4 },
      { k: 'a', n: 2 },
      { k: 'c' },
    ]
    const rule = ruleOf('aggregate', figures({ figure: 'percentile', of: 'item.n', percent: 75 }))
    expect(await applied(rule, items)).toEqual([
      { key: 'a', p: 3 },
      { key: 'b', p: 7 },
      { key: 'c', p: null },
    ])
  })

  it('refuses a percentile without a percent, and a percent without a percentile', () => {
    expect(problemsOf('aggregate', figures({ figure: 'percentile' }))).toEqual([
      '/rules/0/parameters/figures/0/percent required',
    ])
    expect(problemsOf('aggregate', figures({ figure: 'max', percent: 50 }))).toEqual([
      '/rules/0/parameters/figures/0/percent unused_field',
    ])
    expect(problemsOf('aggregate', figures({ figure: 'percentile', percent: 101 }))).toHaveLength(1)
  })
})
