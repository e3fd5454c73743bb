import { describe, expect, it } from 'vitest'

import { evaluationRequest } from '#contract/transformation-routes.ts'
import { kindSchema } from '#worker/kind-schema.ts'
import { transform } from '#worker/transform/index.ts'

import { operationsOf } from '../../../dashboard/src/builder/operations.ts'
import { diffLines, foldSame } from '../../../dashboard/src/builder/text-diff.ts'
import type { FieldSchema } from '../../../dashboard/src/form/schema.ts'
import { fr } from '../../../dashboard/src/i18n/fr.ts'
import { appendRule, namingProblem } from '../../../dashboard/src/playground/append-rule.ts'
import { caseCounts, missedSteps } from '../../../dashboard/src/playground/cases.ts'
import { costWord } from '../../../dashboard/src/playground/cost.ts'
import { examples } from '../../../dashboard/src/playground/examples.ts'
import {
  marksOf,
  placeAt,
  placed,
  rangeAt,
  unplaced,
} from '../../../dashboard/src/form/expression-marks.ts'
import { isOneExpression, requestOf, ruleOf } from '../../../dashboard/src/playground/sheet.ts'

describe('what is asked of the engine', () => {
  it.each(Object.entries(examples))('is a valid request for the example %s', (_, sheet) => {
    const request = requestOf(JSON.parse(sheet.rule), sheet)
    expect(evaluationRequest.safeParse(request).error).toBeUndefined()
  })

  it('is nothing while a text is not JSON, or the context is no object', () => {
    expect(requestOf(ruleOf('1'), { input: '{"a": ', scope: '' })).toBeUndefined()
    expect(requestOf(ruleOf('1'), { input: '1', scope: '{' })).toBeUndefined()
    expect(requestOf(ruleOf('1'), { input: '1', scope: '[]' })).toBeUndefined()
  })

  it('has no context when none is written', () => {
    expect(requestOf(ruleOf('1'), { input: 'null', scope: ' ' })).toEqual({
      rule: ruleOf('1'),
      input: null,
    })
  })
})

it('shows a rule as an expression only when nothing of it would be hidden', () => {
  expect(isOneExpression(ruleOf('body'))).toBe(true)
  const step = { operation: 'set', source: 'body', target: '' }
  expect(isOneExpression({ rules: [step, step] })).toBe(false)
  expect(isOneExpression({ rules: [{ ...step, target: 'a' }] })).toBe(false)
  expect(isOneExpression({ rules: [{ ...step, condition: 'true' }] })).toBe(false)
  expect(isOneExpression({ rules: [{ operation: 'remove' }] })).toBe(false)
  expect(isOneExpression({})).toBe(false)
})

describe('marks in an expression', () => {
  const text = 'body.id & $summ(1)'
  it('covers the word or sign that begins at the position, at the end the last one', () => {
    expect(rangeAt(text, 10)).toEqual({ from: 10, to: 15 })
    expect(rangeAt(text, 5)).toEqual({ from: 5, to: 7 })
    expect(rangeAt(text, 15)).toEqual({ from: 15, to: 16 })
    expect(rangeAt('a +', 3)).toEqual({ from: 2, to: 3 })
    expect(rangeAt('', 7)).toEqual({ from: 0, to: 0 })
    expect(rangeAt(text)).toEqual({ from: 0, to: text.length })
  })

  it('writes a place as line and column, and in no other way', () => {
    const lines = '{\n  "total": body.price +\n}'
    const message = 'The symbol "}" cannot be used as a unary operator (position 26)'
    expect(placeAt(lines, 26)).toBe('3:1')
    expect(placed(lines, message)).toBe('The symbol "}" cannot be used as a unary operator (3:1)')
    expect(unplaced(message)).toBe('The symbol "}" cannot be used as a unary operator')
    expect(placed(lines, 'Write something')).toBe('Write something')
  })

  it('marks problems and warnings of this expression and no other', () => {
    const warning = { code: 'unknown_function', message: 'Did you mean $sum?', position: 10 }
    const marks = marksOf(text, '/rules/0/source', {
      problems: [{ message: 'elsewhere', pointer: '/rules/1/source' }],
      warnings: [{ ...warning, pointer: '/rules/0/source' }],
    })
    expect(marks).toEqual([
      { from: 10, to: 15, severity: 'warning', message: 'Did you mean $sum?' },
    ])
  })
})

it('says what an evaluation cost', () => {
  const cost = (work: number) => costWord({ work, maxWork: 1_000, outputBytes: 0 })
  expect([cost(0), cost(101), cost(501), cost(901)]).toEqual(['light', 'moderate', 'heavy', 'edge'])
})

it('counts cases that passed, and trusts no result of another case', () => {
  const cases = ['a', 'b', 'c'].map((name) => ({ name, input: 1, expectedOutput: 1 }))
  const result = {
    cases: [
      { rule: 'r', name: 'a', passed: true },
      { rule: 'r', name: 'renamed', passed: true },
      { rule: 'r', name: 'c', passed: false },
    ],
  }
  expect(caseCounts(cases, result as never)).toEqual({ count: 3, passed: 1 })
  expect(missedSteps(['/rule/rules/0', '/rule/rules/12'])).toEqual([1, 13])
})

describe('a rule that is saved', () => {
  const config = { name: 'Orders', transformations: [{ id: 'one' }] }
  it('stands after those the endpoint has', () => {
    const saved = appendRule(config, ruleOf('1'), { id: 'two', phase: 'request' })
    expect(saved).toMatchObject({
      name: 'Orders',
      transformations: [{ id: 'one' }, { id: 'two', phase: 'request', type: 'map' }],
    })
  })

  it('needs an id of its own', () => {
    const problemOf = (id: string) => namingProblem(config, { id, phase: 'request' })
    expect([problemOf('one'), problemOf('1x'), problemOf('two')]).toEqual([
      'idTaken',
      'idError',
      undefined,
    ])
  })
})

describe('operations of steps', () => {
  const schemaOf = (type: string) => {
    const found = transform.kinds.find((kind) => kind.type === type)
    return (found === undefined ? {} : kindSchema(found)) as FieldSchema
  }
  const offered = (type: string) => operationsOf(schemaOf(type))

  it('are set and remove where the server names none', () => {
    const fields = operationsOf(undefined).map(({ name, fields }) => [name, fields])
    expect(fields).toEqual([
      ['set', ['source', 'target']],
      ['remove', ['target']],
    ])
  })

  it('come with what they take, and without what they refuse', () => {
    const rename = offered('map').find(({ name }) => name === 'rename')
    expect(rename?.fields).toEqual(['target'])
    expect(Object.keys(rename?.parameters?.properties ?? {})).toEqual(['to'])
    const [expression] = offered('custom')
    expect(expression).toMatchObject({ name: 'jsonata', fields: ['source', 'target'] })
    expect(expression?.parameters).toBeUndefined()
  })

  it.each(['map', 'filter', 'aggregate', 'validate', 'custom'])('have French words: %s', (type) => {
    const titles = offered(type).flatMap(({ title, parameters }) => [
      title,
      ...Object.values(parameters?.properties ?? {}).map((one) => one.title),
    ])
    expect(titles.filter((title) => title !== undefined && !(title in fr.builder.titles))).toEqual(
      [],
    )
  })
})

it('folds what is the same between changes', () => {
  const before = Array.from({ length: 20 }, (_, index) => `${index}`).join('\n')
  const folded = foldSame(diffLines(before, `${before}\nnew`), 2)
  expect(folded.map(({ text }) => text)).toEqual(['…', '18', '19', 'new'])
})
