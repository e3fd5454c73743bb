import { beforeAll, describe, expect, it } from 'vitest'

import { type Client, ownerClient, sampleConfig } from '../../support/client.ts'

let owner: Client
beforeAll(async () => {
  owner = await ownerClient()
})

const test = async (body: object) => (await owner.post('/transformations/test', body)).body

const rule = {
  id: 'total',
  type: 'map',
  rules: [
    { operation: 'set', target: 'total', source: '$sum(body.items.price)' },
    { operation: 'remove', target: 'debug', condition: 'body.debug = "x"' },
  ],
}

describe('POST /transformations/test', () => {
  it('tells what each step did and what it cost', async () => {
    const answer = await test({ rule, input: { items: [{ price: 1 }, { price: 2 }] } })
    const output = { items: [{ price: 1 }, { price: 2 }], total: 3 }
    expect(answer).toMatchObject({
      output,
      errors: [],
      steps: [
        { rule: 'total', index: 0, operation: 'set', outcome: 'applied', output },
        { rule: 'total', index: 1, operation: 'remove', outcome: 'skipped', output },
      ],
      cost: { outputBytes: JSON.stringify(output).length, maxWork: 20_000_000 },
    })
    expect(answer.steps[1].work).toBeGreaterThan(answer.steps[0].work)
    expect(answer.cost.work).toBe(answer.steps[1].work)
  })

  it('names the step that failed, and the position of what does not parse', async () => {
    const failing = { ...rule, rules: [{ operation: 'set', target: 'a.b', source: '1' }] }
    expect(
      await test({ rules: [rule, { ...failing, id: 'next' }], input: { a: 1 } }),
    ).toMatchObject({
      errors: [{ code: 'step_failed', rule: 'next', step: 0, pointer: '/rules/1/rules/0' }],
    })
    const broken = { ...rule, rules: [{ operation: 'set', target: 'a', source: 'body.' }] }
    expect((await test({ rule: broken, input: {} })).errors).toEqual([
      expect.objectContaining({ pointer: '/rule/rules/0/source', position: expect.any(Number) }),
    ])
  })

  it('evaluates an expression in which $ is the document, with the scope it is given', async () => {
    const scope = { variables: { rate: 2 }, request: { params: { id: 'a b' } } }
    const expressions = {
      '$.n * variables.rate': 6,
      'body.n': 3,
      '$sum($.list)': 3,
      '$count($keys($ ~> |$|{"more": 1}|)) - $count($keys($))': 1,
      '($ ~> |$|{"twice": $.n * 2}|).twice': 6,
      '$map([1], function($x) { $$.n })': 3,
      '$count($)': 1,
      list: undefined,
      'request.params.id': 'a b',
      '$.list[$ > 1]': 2,
    }
    for (const [expression, output] of Object.entries(expressions)) {
      const answer = await test({ expression, input: { n: 3, list: [1, 2] }, scope })
      expect([expression, answer.errors, answer.output]).toEqual([expression, [], output])
    }
    expect((await test({ expression: '$[0]', input: [7, 8] })).output).toBe(7)
    expect((await test({ expression: '-$.n', input: { n: 'x' } })).errors).toMatchObject([
      { code: 'failed', pointer: '/expression' },
    ])
  })

  it('runs the test cases, with the clock frozen, and says which steps they reach', async () => {
    const testCases = [
      { name: 'good', input: { items: [] }, expectedOutput: { total: 0, items: [] } },
      { name: 'bad', input: { items: [{ price: 1 }] }, expectedOutput: { items: [], total: 1 } },
    ]
    const answer = await test({ rule: { ...rule, testCases }, input: {} })
    expect(answer.cases).toMatchObject([
      { name: 'good', passed: false },
      {
        name: 'bad',
        passed: false,
        error: { pointer: '/rule/testCases/1/expectedOutput/items/0' },
      },
    ])
    expect(answer.coverage).toEqual({
      steps: 2,
      reached: 1,
      missed: ['/rule/rules/1'],
      conditions: 1,
      bothWays: 0,
      unseen: [{ pointer: '/rule/rules/1/condition', value: true }],
    })
    const now = { type: 'custom', rules: [{ operation: 'jsonata', source: '$now()' }] }
    const frozen = [{ name: 'n', input: {}, expectedOutput: '2026-01-01T00:00:00.000Z' }]
    expect((await test({ rule: { ...now, testCases: frozen }, input: {} })).cases).toMatchObject([
      { passed: true },
    ])
  })

  it('warns of fields and types that the input schema does not have, until a step changes them', async () => {
    const inputSchema = {
      properties: {
        name: { type: 'string' },
        items: { type: 'array', items: { properties: { price: { type: 'number' } } } },
      },
    }
    const rules = [
      { operation: 'set', target: 'a', source: '1 + $sum(body.items.prize)' },
      { operation: 'set', target: 'b', source: '$sum(body.name)', condition: '$exists(body.nam)' },
      { operation: 'set', target: 'c', source: 'body.a + $sum(body.items.price) & body.name' },
    ]
    const answer = await test({ rule: { type: 'map', inputSchema, rules }, input: { items: [] } })
    expect(answer.warnings).toMatchObject([
      { code: 'unknown_field', pointer: '/rule/rules/0/source', position: 20, step: 0 },
      { code: 'unknown_field', pointer: '/rule/rules/1/condition', position: 13 },
      { code: 'impossible_type', pointer: '/rule/rules/1/source', position: 10 },
    ])
  })

  it('says of what saving would refuse that it is an error', async () => {
    const inputSchema = { type: 'object', additionalProperties: false, properties: { n: {} } }
    const closed = { type: 'map', inputSchema, rules: [{ ...rule.rules[0], source: 'body.m' }] }
    const answer = await test({ rule: closed, input: {} })
    expect([answer.errors, answer.warnings]).toEqual([
      [],
      [
        {
          code: 'unknown_field',
          severity: 'error',
          rule: 'rule',
          step: 0,
          pointer: '/rule/rules/0/source',
          position: 5,
          message: expect.stringContaining('m'),
        },
      ],
    ])
    expect((await test({ expression: '$.n + list', input: { n: 1 } })).warnings).toMatchObject([
      { code: 'unknown_field', pointer: '/expression', position: 6, severity: 'error' },
    ])
  })

  it('wants one of rule, rules and expression', async () => {
    const answer = await owner.post('/transformations/test', { rule, expression: '1', input: 1 })
    expect([answer.status, answer.body.code]).toEqual([422, 'invalid_input'])
  })
})

describe('publishing', () => {
  it('is refused while a test case does not pass; saving is not', async () => {
    const testCases = [
      { name: 'sum', input: { items: [{ price: 2 }] }, expectedOutput: { total: 3 } },
    ]
    const config = sampleConfig({ path: '/tested', transformations: [{ ...rule, testCases }] })
    const created = await owner.post('/endpoints', config)
    expect(created.status).toBe(201)
    const refused = await owner.post(`/endpoints/${created.body.id}/publish`, {})
    expect(refused.status).toBe(422)
    expect(refused.body.details).toMatchObject([
      {
        pointer: '/transformations/0/testCases/0/expectedOutput/items',
        code: 'test_case_failed',
        message: expect.stringContaining('"sum" of total'),
      },
    ])
    const expectedOutput = { total: 2, items: [{ price: 2 }] }
    const fixed = [{ ...testCases[0], expectedOutput }]
    const saved = { ...config, transformations: [{ ...rule, testCases: fixed }] }
    await owner.put(`/endpoints/${created.body.id}`, saved, { 'if-match': '*' })
    expect((await owner.post(`/endpoints/${created.body.id}/publish`, {})).status).toBe(200)
  })
})
