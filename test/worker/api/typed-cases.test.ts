import { beforeAll, describe, expect, it } from 'vitest'

import { Checker, configOf, rule, short, step } from '../../support/typed-check.ts'

let checker: Checker
beforeAll(async () => {
  checker = await Checker.signIn()
})

describe('test cases in a check', () => {
  const testCases = [
    { name: 'good', input: { id: 'a', items: [] }, expectedOutput: { id: 'a', items: [], n: 0 } },
    { name: 'bad', input: { id: 'b', items: [] }, expectedOutput: { id: 'b', items: [], n: 9 } },
  ]
  const tested = rule(
    [
      step('$count(body.items)', 'n'),
      step('1', 'vip', { condition: 'body.id = "vip"' }),
      step('body.n', 'n', { condition: 'body.id = "a"' }),
    ],
    { inputSchema: { type: 'object' }, testCases },
  )

  it('warn where they fail, and say what they reach', async () => {
    const { valid, issues, warnings, transformations } = await checker.check(configOf(tested))
    expect([valid, issues]).toEqual([true, []])
    expect(short(warnings)).toEqual([
      '/transformations/0/testCases/1/expectedOutput/n  test_case_failed',
    ])
    expect(transformations).toEqual([
      {
        id: 'rule',
        pointer: '/transformations/0',
        cases: [
          { name: 'good', pointer: '/transformations/0/testCases/0', outcome: 'passed' },
          { name: 'bad', pointer: '/transformations/0/testCases/1', outcome: 'failed' },
        ],
        coverage: {
          steps: 3,
          reached: 2,
          missed: ['/transformations/0/rules/1'],
          conditions: 2,
          bothWays: 1,
          unseen: [{ pointer: '/transformations/0/rules/1/condition', value: true }],
        },
      },
    ])
  })

  it('gate publishing, where they are issues', async () => {
    const created = await checker.owner.post('/endpoints', configOf(tested))
    expect(created.status).toBe(201)
    const refused = await checker.owner.post(`/endpoints/${created.body.id}/publish`, {})
    expect([refused.status, short(refused.body.details)]).toEqual([
      422,
      ['/transformations/0/testCases/1/expectedOutput/n  test_case_failed'],
    ])
  })

  it('run although something else of the draft is wrong', async () => {
    const { valid, transformations } = await checker.check({ ...configOf(tested), path: 'no' })
    expect([valid, transformations.length]).toEqual([false, 1])
  })

  it('share the work of one rule: what it does not suffice for is not run', async () => {
    const list = Array.from({ length: 1_500 }, (_, at) => at)
    const slow = { name: 'slow', input: list, expectedOutput: 0 }
    const heavy = rule([step('$count(body.($count($$.body.($ + 1))))', '')], {
      testCases: Array.from({ length: 12 }, () => slow),
    })
    const { transformations } = await checker.check(configOf(heavy))
    const outcomes = transformations[0].cases.map((one: { outcome: string }) => one.outcome)
    expect(outcomes[0]).toBe('failed')
    expect(outcomes.at(-1)).toBe('not_run')
  })
})

describe('a check is bounded', () => {
  it('by counted work, whatever the schema and the expression', async () => {
    const deep = Object.fromEntries(
      Array.from({ length: 60 }, (_, at) => [
        `d${at}`,
        {
          anyOf: [
            { $ref: `#/$defs/d${at + 1}` },
            {
              type: 'object',
              properties: { a: { $ref: `#/$defs/d${at + 1}` }, b: { $ref: `#/$defs/d${at + 1}` } },
            },
          ],
        },
      ]),
    )
    const inputSchema = {
      $defs: { ...deep, d60: { $ref: '#/$defs/d0' } },
      allOf: Array.from({ length: 40 }, () => ({ $ref: '#/$defs/d0' })),
      unevaluatedProperties: false,
    }
    const merged = '$merge(['.repeat(60) + 'body' + ', {"a": 1}])'.repeat(60)
    const chosen = 'body.a ? '.repeat(300) + '1' + ' : body.b.a.b'.repeat(300)
    const mapped = '$map(body.a, function($x) { '.repeat(80) + '$x' + ' })'.repeat(80)
    const filtered = `body${'.a[b > $count(body.b)]'.repeat(200)}`
    const doubled = Array.from(
      { length: 40 },
      (_, at) => `$v${at + 1} := [{"a": $v${at}, "b": $v${at}}]`,
    )
    const shared = `($v0 := body; ${doubled.join('; ')}; $v40)`
    const started = Date.now()
    const { valid } = await checker.check(
      configOf(
        rule(
          [merged, chosen, mapped, filtered, shared].map((source) => step(source)),
          { inputSchema },
        ),
      ),
    )
    expect(valid).toBe(true)
    expect(Date.now() - started).toBeLessThan(4_000)
  }, 20_000)
})
