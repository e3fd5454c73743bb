import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { Problem } from '#worker/problem.ts'
import { isRejection } from '#worker/rejection.ts'

import { applied, problemsOf, ruleOf } from '../../support/rules.ts'
import { contextOf } from '../expression/context.ts'

const set = (target: string, source: string) => ({ operation: 'set', target, source })

describe('rules', () => {
  it('apply to each item of a list, all or nothing', async () => {
    const rule = ruleOf('map', [set('total', 'body.price * 2')], { each: true })
    expect(await applied(rule, [{ price: 1 }, { price: 2 }])).toEqual([
      { price: 1, total: 2 },
      { price: 2, total: 4 },
    ])
    await expect(applied(rule, [{ price: 1 }, { price: 'x' }])).rejects.toThrow('shape, step 1')
    await expect(applied(rule, { price: 1 })).rejects.toThrow('a list is needed')
    expect(problemsOf('filter', [], { each: true })).toEqual(['/each unused_field'])
  })

  it('check the document before and after, and name where it differs', async () => {
    const schemas = {
      inputSchema: { properties: { n: { type: 'number' } } },
      outputSchema: { required: ['m'] },
    }
    const rule = ruleOf('map', [{ ...set('m', '1'), condition: 'body.n > 1' }], schemas)
    expect(await applied(rule, { n: 2 })).toEqual({ n: 2, m: 1 })
    await expect(applied(rule, { n: 'canary' })).rejects.toThrow(/shape: inputSchema: \/n /)
    await expect(applied(rule, { n: 1 })).rejects.toThrow(/outputSchema: \/m /)
    expect(problemsOf('map', [], { inputSchema: { $ref: 'https://x.example/s' } })).toEqual([
      '/inputSchema invalid_schema',
    ])
  })

  it('answer a refused request as a fault of the caller, a refused answer as one of the endpoint', async () => {
    const step = { operation: 'assert', parameters: { that: 'body.n > 1', message: 'n is small' } }
    const codes = ['request', 'response'].map(async (phase) => {
      const answer = await ruleOf('validate', [step], { phase }).apply({ n: 1 }, contextOf())
      return isRejection(answer) ? [answer.code, answer.detail, answer.issues?.[0]?.pointer] : []
    })
    const detail = 'Transformation shape, step 1: n is small'
    expect(await Promise.all(codes)).toEqual([
      ['transformation_refused', detail, '/transformations/0/rules/0'],
      ['transformation_failed', detail, '/transformations/0/rules/0'],
    ])
  })

  it('share the work of all their steps and items', async () => {
    const steps = Array.from({ length: 100 }, () => set('x', '$sum([1..20000]) + $sum([1..20000])'))
    const rule = ruleOf('map', steps)
    const started = performance.now()
    await expect(applied(rule, {})).rejects.toThrow('more steps than allowed')
    expect(performance.now() - started).toBeLessThan(2_000)
    const many = Array.from({ length: 300_000 }, () => ({}))
    await expect(applied(ruleOf('map', [set('x', '1')], { each: true }), many)).rejects.toThrow(
      'more steps than allowed',
    )
  })

  it('refuse what an operation does not take', () => {
    const steps = [
      { operation: 'set', target: 'a' },
      { operation: 'rename', parameters: { to: '__proto__' } },
      { operation: 'convert', target: 'a', parameters: { to: 'text', more: 1 } },
      { operation: 'remove', target: 'a', source: '1' },
      { operation: 'move', target: 'a.b', parameters: { from: 'a' } },
      { operation: 'copy', target: 'a', parameters: { from: 'constructor.prototype' } },
      { operation: 'template', target: 'a', parameters: { template: '{{ 1 + }}' } },
    ]
    expect(problemsOf('map', steps)).toEqual([
      '/rules/0/source required',
      '/rules/1/target required',
      '/rules/1/parameters/to invalid_value',
      '/rules/2/parameters/to unknown_value',
      '/rules/2/parameters/more unknown_field',
      '/rules/3/source unused_field',
      '/rules/4/parameters/from invalid_target',
      '/rules/5/parameters/from invalid_target',
      '/rules/6/parameters/template invalid_expression',
    ])
    expect(problemsOf('filter', [{ operation: 'set' }])).toEqual([
      '/rules/0/operation unknown_operation',
    ])
  })

  it.each([
    ['integer', '9007199254740993', 'fail'],
    ['number', '0x10', 'fail'],
    ['boolean', 'yes', 'fail'],
    ['json', '{', 'fail'],
    ['date', 'tomorrow', 'fail'],
  ])('convert to %s refuses %s', async (to, value, onFailure) => {
    const step = { operation: 'convert', target: 'v', parameters: { to, onFailure } }
    await expect(applied(ruleOf('map', [step]), { v: value })).rejects.toThrow(
      'cannot be converted',
    )
    const kept = { ...step, parameters: { to, onFailure: 'keep' } }
    expect(await applied(ruleOf('map', [kept]), { v: value })).toEqual({ v: value })
  })

  it('hash with the salt of a variable, and fail without it', async () => {
    const step = (saltVariable: string) => ({
      operation: 'hash',
      target: 'v',
      parameters: { saltVariable },
    })
    const plain = await applied(ruleOf('map', [{ operation: 'hash', target: 'v' }]), { v: 'a' })
    expect(await applied(ruleOf('map', [step('salt')]), { v: 'a' })).not.toEqual(plain)
    await expect(applied(ruleOf('map', [step('none')]), { v: 'a' })).rejects.toThrow('salt')
  })
})

const operations = [
  set('a.b', 'body.a'),
  set('', 'body.*'),
  { operation: 'copy', target: 'x.y', parameters: { from: 'a' } },
  { operation: 'move', target: 'x', parameters: { from: 'a.b' } },
  { operation: 'rename', target: 'a', parameters: { to: 'b' } },
  { operation: 'remove', target: '/a/0' },
  { operation: 'convert', target: 'a', parameters: { to: 'json', onFailure: 'fail' } },
  { operation: 'flatten', target: 'a' },
  { operation: 'unflatten' },
  { operation: 'pick', target: 'a', parameters: { names: ['a', '__proto__'] } },
  { operation: 'omit', parameters: { names: ['b'] } },
  { operation: 'redact', parameters: { names: ['a'] } },
  { operation: 'join', target: 'a' },
  { operation: 'split', target: 'b', parameters: { separator: 'a' } },
]

const hostileKey = fc.constantFrom(
  'a',
  'b',
  '__proto__',
  'constructor',
  'prototype',
  'a.b',
  '__proto__.polluted',
)
const document = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<unknown>(null, true, 1, '', 'a', '{"__proto__":{"polluted":1}}'),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(hostileKey, tie('node'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).node

it('random rules never change their input, touch no prototype, and always end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...operations), { maxLength: 8 }),
      document.map((value) => JSON.stringify(value)),
      fc.boolean(),
      async (steps, text, each) => {
        const body: unknown = JSON.parse(text)
        const answer = await ruleOf('map', steps, { each }).apply(body, contextOf())
        expect(JSON.stringify(body)).toBe(text)
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
        expect(Object.getPrototypeOf({})).toBe(Object.prototype)
        if (!isRejection(answer)) expect(JSON.stringify(answer.body) ?? '').not.toBe('undefined')
      },
    ),
    { numRuns: 300 },
  )
})

it('name misspelt functions and what is meant, at their position, when they are saved', () => {
  const messageOf = (source: string) => {
    try {
      ruleOf('map', [set('a', source)])
      return ''
    } catch (error) {
      return error instanceof Problem ? error.options.issues?.[0]?.message : ''
    }
  }
  expect(messageOf('1 + $uppercse(body.x)')).toBe(
    'There is no function $uppercse; did you mean $uppercase? (position 4)',
  )
  expect(messageOf('$frobnicate(1)')).toContain('correct its name')
  const fine = '($f := function($g) { $g(1) }; $f($abs); $now(); body.x ~> $string; $millis())'
  expect(messageOf(fine)).toBe('')
})
