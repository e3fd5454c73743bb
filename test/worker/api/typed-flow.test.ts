import { beforeAll, describe, expect, it } from 'vitest'

import { Checker, configOf, order, rule, short, step } from '../../support/typed-check.ts'

let checker: Checker
beforeAll(async () => {
  checker = await Checker.signIn()
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
    expect(await checker.issuesOf(rule(steps, { inputSchema: order }))).toEqual([
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
    const found = await checker.issuesOf(
      rule([operation, step(source, 'last')], { inputSchema: order }),
    )
    expect(found.map((one) => one.split(' ')[0])).toEqual(
      isFine ? [] : ['/transformations/0/rules/1/source'],
    )
  })

  it('from rule to rule, by what the one before writes or promises', async () => {
    const first = { ...rule([step('1', 'total')], { inputSchema: order }), id: 'first' }
    const second = { ...rule([step('body.totl + body.total')]), id: 'second' }
    expect(await checker.issuesOf(first, second)).toEqual([
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
    expect(await checker.issuesOf(promising, reader)).toEqual([
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
    expect(short((await checker.check(withBody('request'))).issues)).toEqual([
      '/transformations/0/rules/0/source 5 unknown_field',
    ])
    expect((await checker.check(withBody('response'))).issues).toEqual([])
  })

  it('as documents and as records of a stream: a filter gives either', async () => {
    const filter = {
      id: 'filter',
      type: 'filter',
      rules: [{ operation: 'limit', parameters: { count: 1 } }],
    }
    expect(await checker.issuesOf(filter, rule([step('$uppercase(body)', '')]))).toEqual([])
  })
})

describe('outputSchema', () => {
  const promising = (outputSchema: object, ...rules: object[]) =>
    checker.issuesOf(rule(rules, { inputSchema: order, outputSchema }))

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
