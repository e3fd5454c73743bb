import { beforeAll, describe, expect, it } from 'vitest'

import { type Answer, type Client, ownerClient, sampleConfig } from '../../support/client.ts'

let owner: Client
beforeAll(async () => {
  owner = await ownerClient()
})

const order = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'items'],
  properties: {
    id: { type: 'string' },
    items: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name'],
        properties: { name: { type: 'string' }, price: { type: 'number' } },
      },
    },
  },
}

const step = (source: string, target = 'x', more: object = {}) => ({
  operation: 'set',
  source,
  target,
  ...more,
})

const rule = (rules: readonly object[], more: object = {}) => ({
  id: 'rule',
  type: 'map',
  rules,
  ...more,
})

const configOf = (...transformations: object[]) =>
  sampleConfig({ path: `/typed-${crypto.randomUUID()}`, transformations })

const check = async (config: unknown): Promise<Answer['body']> =>
  (await owner.post('/endpoints/check', { config })).body

/** `pointer position code` of each. */
const short = (list: readonly { pointer: string; position?: number; code: string }[]) =>
  list.map(({ pointer, position = '', code }) => `${pointer} ${position} ${code}`)

const issuesOf = async (...transformations: object[]) =>
  short((await check(configOf(...transformations))).issues)

const warningsOf = async (...transformations: object[]) => {
  const { issues, warnings } = await check(configOf(...transformations))
  expect(issues).toEqual([])
  return short(warnings)
}

describe('rules whose types are wrong', () => {
  const wrong = rule([step('$sum(body.items.prise)')], { inputSchema: order })

  it('refuse to be saved, with the place and what was meant', async () => {
    const created = await owner.post('/endpoints', configOf(wrong))
    expect([created.status, created.body.code]).toEqual([422, 'invalid_configuration'])
    expect(created.body.details).toEqual([
      {
        pointer: '/transformations/0/rules/0/source',
        code: 'unknown_field',
        message: 'There is no field prise; did you mean price? (position 16)',
        position: 16,
      },
    ])
  })

  it('refuse to replace a draft', async () => {
    const created = await owner.post('/endpoints', configOf(rule([step('body.id')])))
    const path = `/endpoints/${created.body.id}`
    const config = { ...created.body.config, transformations: [wrong] }
    const saved = await owner.put(path, config, { 'if-match': '*' })
    expect([saved.status, saved.body.details?.length]).toEqual([422, 1])
    expect((await owner.get(path)).body.revision).toBe(created.body.revision)
  })

  it('are told apart from what only looks wrong: an open schema warns and saves', async () => {
    const inputSchema = { type: 'object', properties: { customer: { type: 'string' } } }
    const open = rule([step('body.custmer')], { inputSchema })
    expect(await warningsOf(open)).toEqual(['/transformations/0/rules/0/source 5 unknown_field'])
    expect((await owner.post('/endpoints', configOf(open))).status).toBe(201)
  })

  it('count positions of syntax errors, misspelt functions and types from the same 0', async () => {
    const sources = { 'body.id b': 8, '1 & $summ(2)': 4, '1 & body.idd': 9, 'body.id +': 9 }
    for (const [source, position] of Object.entries(sources)) {
      const { issues } = await check(configOf(rule([step(source)], { inputSchema: order })))
      expect([source, issues.map((one: { position: number }) => one.position)]).toEqual([
        source,
        [position],
      ])
    }
  })
})

describe('every expression of a rule', () => {
  const at = (field: string) => `/transformations/0/rules/0/${field}`
  const typed = (rules: readonly object[], more: object = {}) =>
    rule(rules, { inputSchema: order, ...more })
  const items = { source: 'body.items', target: 'items' }
  const cases: readonly (readonly [name: string, of: object, ...issues: string[]])[] = [
    ['a source', typed([step('body.idd')]), `${at('source')} 5 unknown_field`],
    [
      'a condition',
      typed([step('1', 'x', { condition: 'body.id > 3' })]),
      `${at('condition')} 5 impossible_type`,
    ],
    [
      'a hole of a template',
      typed([
        { operation: 'template', target: 'x', parameters: { template: 'No. {{ body.ix }}' } },
      ]),
      `${at('parameters/template')} 12 unknown_field`,
    ],
    [
      'a source of coalesce',
      typed([
        { operation: 'coalesce', target: 'x', parameters: { sources: ['body.id', 'body.ie'] } },
      ]),
      `${at('parameters/sources/1')} 5 unknown_field`,
    ],
    [
      'an item of where',
      typed([{ operation: 'where', ...items, parameters: { where: 'item.prise > 3' } }], {
        type: 'filter',
      }),
      `${at('parameters/where')} 5 unknown_field`,
    ],
    [
      'a key of sort',
      typed([{ operation: 'sort', ...items, parameters: { by: 'item' } }], { type: 'filter' }),
      `${at('parameters/by')}  impossible_type`,
    ],
    [
      'a key of distinct',
      typed([{ operation: 'distinct', ...items, parameters: { by: 'item.nam' } }], {
        type: 'filter',
      }),
      `${at('parameters/by')} 5 unknown_field`,
    ],
    [
      'a figure',
      typed([{ operation: 'sum', ...items, parameters: { of: 'item.name' } }], {
        type: 'aggregate',
      }),
      `${at('parameters/of')}  impossible_type`,
    ],
    [
      'a figure of groups',
      typed(
        [
          {
            operation: 'group-by',
            source: 'body.items',
            parameters: {
              key: 'item.nam',
              figures: [{ name: 'n', figure: 'sum', of: 'item.name' }],
            },
          },
        ],
        { type: 'aggregate' },
      ),
      `${at('parameters/figures/0/of')}  impossible_type`,
      `${at('parameters/key')} 5 unknown_field`,
    ],
    [
      'keys of a join',
      typed(
        [
          {
            operation: 'join',
            source: 'body.items',
            parameters: { with: 'body.items', leftKey: 'item.sku', rightKey: 'item.name.x' },
          },
        ],
        { type: 'aggregate' },
      ),
      `${at('parameters/leftKey')} 5 unknown_field`,
      `${at('parameters/rightKey')} 10 impossible_type`,
    ],
    [
      'an assertion',
      typed([{ operation: 'assert', parameters: { that: 'body.nope', message: 'no' } }], {
        type: 'validate',
      }),
      `${at('parameters/that')} 5 unknown_field`,
    ],
    [
      'a custom rule, where $ is the document',
      typed([{ operation: 'jsonata', source: '{"n": $count($.itms)}' }], { type: 'custom' }),
      `${at('source')} 15 unknown_field`,
    ],
    [
      'what an operation takes',
      typed([{ operation: 'split', target: 'items' }]),
      `${at('target')}  impossible_type`,
    ],
    ['a target behind a text', typed([step('1', 'id.deep')]), `${at('target')}  impossible_type`],
    [
      'each item of a rule with each',
      rule([step('body.prise')], {
        each: true,
        inputSchema: { type: 'array', items: order.properties.items.items },
      }),
      `${at('source')} 5 unknown_field`,
    ],
    [
      'each, for which the document is no list',
      typed([step('1')], { each: true }),
      '/transformations/0/each  impossible_type',
    ],
    ['a name outside of the scope', rule([step('items.price')]), `${at('source')} 0 unknown_field`],
  ]
  it.each(cases)('is checked: %s', async (_name, of, ...issues) => {
    expect(await issuesOf(of as object)).toEqual(issues)
  })

  it('knows the variables of the endpoint', async () => {
    const config = { ...configOf(rule([step('variables.rte * 2')])), variables: { rate: 2 } }
    expect(short((await check(config)).issues)).toEqual([
      '/transformations/0/rules/0/source 10 unknown_field',
    ])
  })

  it('is only warned of where its step asks first whether it is there', async () => {
    const asked = rule([step('body.old', 'x', { condition: '$exists(body.old)' })], {
      inputSchema: order,
    })
    expect(await warningsOf(asked)).toEqual([
      '/transformations/0/rules/0/condition 13 unknown_field',
      '/transformations/0/rules/0/source 5 unknown_field',
    ])
  })
})

describe('types flow', () => {
  it('from step to step', async () => {
    const steps = [
      step('$count(body.items)', 'count'),
      { operation: 'rename', target: 'id', parameters: { to: 'number' } },
      { operation: 'remove', target: 'items' },
      step('body.number & body.count', 'title'),
      step('body.id', 'gone'),
      step('body.items', 'gone'),
      step('$uppercase(body.count)', 'wrong'),
    ]
    expect(await issuesOf(rule(steps, { inputSchema: order }))).toEqual([
      '/transformations/0/rules/4/source 5 unknown_field',
      '/transformations/0/rules/5/source 5 unknown_field',
      '/transformations/0/rules/6/source 16 impossible_type',
    ])
  })

  const operations: readonly (readonly [step: object, source: string, isFine: boolean])[] = [
    [step('1', 'n'), 'body.n + 1', true],
    [step('body.id', 'n'), 'body.n + 1', false],
    [{ operation: 'copy', target: 'n', parameters: { from: 'id' } }, '$length(body.n)', true],
    [{ operation: 'copy', target: 'n', parameters: { from: 'id' } }, 'body.n + 1', false],
    [{ operation: 'move', target: 'a.b', parameters: { from: 'id' } }, '$length(body.a.b)', true],
    [{ operation: 'move', target: 'a.b', parameters: { from: 'id' } }, 'body.id', false],
    [{ operation: 'default', target: 'n', source: '0' }, 'body.n + 1', true],
    [{ operation: 'default', target: 'n', source: '"none"' }, 'body.n + 1', false],
    [{ operation: 'convert', target: 'id', parameters: { to: 'number' } }, 'body.id + 1', true],
    [
      { operation: 'convert', target: 'id', parameters: { to: 'number' } },
      '$length(body.id)',
      false,
    ],
    [{ operation: 'template', target: 'n', parameters: { template: 'x' } }, 'body.n - 1', false],
    [{ operation: 'pick', parameters: { names: ['id'] } }, 'body.id', true],
    [{ operation: 'pick', parameters: { names: ['id'] } }, 'body.items', false],
    [{ operation: 'omit', parameters: { names: ['id'] } }, 'body.id', false],
    [
      { operation: 'omit', target: 'items', parameters: { names: ['name'] } },
      'body.items.name',
      false,
    ],
    [{ operation: 'split', target: 'id' }, '$join(body.id)', true],
    [{ operation: 'split', target: 'id' }, '$sum(body.id)', false],
    [{ operation: 'join', source: 'body.items.name', target: 'n' }, 'body.n * 2', false],
    [{ operation: 'hash', target: 'id' }, 'body.id + 1', false],
    [
      { operation: 'coalesce', target: 'n', parameters: { sources: ['body.id', '"x"'] } },
      'body.n + 1',
      false,
    ],
    [{ operation: 'flatten' }, 'body.anything', true],
    [{ operation: 'redact', parameters: { names: ['id'] } }, 'body.id', true],
    [{ operation: 'remove', target: 'id', condition: 'body.id = "x"' }, 'body.id', true],
  ]
  it.each(operations)('through %j to %s: %s', async (operation, source, isFine) => {
    const found = await issuesOf(rule([operation, step(source, 'last')], { inputSchema: order }))
    expect(found.map((one) => one.split(' ')[0])).toEqual(
      isFine ? [] : ['/transformations/0/rules/1/source'],
    )
  })

  it('from rule to rule, by what the one before writes or promises', async () => {
    const first = { ...rule([step('1', 'total')], { inputSchema: order }), id: 'first' }
    const second = { ...rule([step('body.totl + body.total')]), id: 'second' }
    expect(await issuesOf(first, second)).toEqual([
      '/transformations/1/rules/0/source 5 unknown_field',
    ])
    const outputSchema = {
      type: 'object',
      required: ['total'],
      additionalProperties: false,
      properties: { total: {} },
    }
    const promising = { ...rule([step('{"total": 1}', '')], { outputSchema }), id: 'first' }
    const reader = { ...rule([step('body.sum')]), id: 'second' }
    expect(await issuesOf(promising, reader)).toEqual([
      '/transformations/1/rules/0/source 5 unknown_field',
    ])
  })

  it('from the validated body into the first rule of requests, and not into that of answers', async () => {
    const withBody = (phase: string) => ({
      ...configOf(rule([step('body.idd')], { phase })),
      method: 'POST',
      integrations: [{ id: 'up', type: 'http', endpoint: 'https://up.example/orders' }],
      validation: { body: order },
    })
    expect(short((await check(withBody('request'))).issues)).toEqual([
      '/transformations/0/rules/0/source 5 unknown_field',
    ])
    expect((await check(withBody('response'))).issues).toEqual([])
  })

  it('as documents and as records of a stream: a filter gives either', async () => {
    const filter = {
      id: 'filter',
      type: 'filter',
      rules: [{ operation: 'limit', parameters: { count: 1 } }],
    }
    expect(await issuesOf(filter, rule([step('$uppercase(body)', '')]))).toEqual([])
  })
})

describe('outputSchema', () => {
  const promising = (outputSchema: object, ...rules: object[]) =>
    issuesOf(rule(rules, { inputSchema: order, outputSchema }))

  it('is refused where the result never satisfies it', async () => {
    const required = { type: 'object', required: ['total'] }
    expect(await promising(required, { operation: 'pick', parameters: { names: ['id'] } })).toEqual(
      ['/transformations/0/outputSchema  impossible_type'],
    )
    expect(await promising({ type: 'array' }, step('1'))).toEqual([
      '/transformations/0/outputSchema  impossible_type',
    ])
    const ofNumber = { type: 'object', properties: { total: { type: 'number' } } }
    expect(await promising(ofNumber, step('body.id'), step('body.id', 'total'))).toEqual([
      '/transformations/0/rules/1  impossible_type',
    ])
    const closed = { type: 'object', additionalProperties: false, properties: { id: {} } }
    expect(await promising(closed, step('1', 'id'))).toEqual([
      '/transformations/0/outputSchema  impossible_type',
    ])
  })

  it('is left alone where the result may satisfy it', async () => {
    const required = { type: 'object', required: ['total'] }
    expect(await promising(required, step('1', 'total'))).toEqual([])
    expect(await promising(required, step('body.items.price', 'total'))).toEqual([])
    const nullable = { type: 'object', properties: { total: { type: ['number', 'null'] } } }
    expect(await promising(nullable, step('body.items[0].price', 'total'))).toEqual([])
  })
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
    const { valid, issues, warnings, transformations } = await check(configOf(tested))
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
    const created = await owner.post('/endpoints', configOf(tested))
    expect(created.status).toBe(201)
    const refused = await owner.post(`/endpoints/${created.body.id}/publish`, {})
    expect([refused.status, short(refused.body.details)]).toEqual([
      422,
      ['/transformations/0/testCases/1/expectedOutput/n  test_case_failed'],
    ])
  })

  it('run although something else of the draft is wrong', async () => {
    const { valid, transformations } = await check({ ...configOf(tested), path: 'no' })
    expect([valid, transformations.length]).toEqual([false, 1])
  })

  it('share the work of one rule: what it does not suffice for is not run', async () => {
    const list = Array.from({ length: 1_500 }, (_, at) => at)
    const slow = { name: 'slow', input: list, expectedOutput: 0 }
    const heavy = rule([step('$count(body.($count($$.body.($ + 1))))', '')], {
      testCases: Array.from({ length: 12 }, () => slow),
    })
    const { transformations } = await check(configOf(heavy))
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
    const started = Date.now()
    const { valid } = await check(
      configOf(
        rule(
          [merged, chosen, mapped, filtered].map((source) => step(source)),
          { inputSchema },
        ),
      ),
    )
    expect(valid).toBe(true)
    expect(Date.now() - started).toBeLessThan(4_000)
  }, 20_000)
})
