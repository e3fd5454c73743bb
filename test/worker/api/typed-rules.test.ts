import { beforeAll, describe, expect, it } from 'vitest'

import { Checker, configOf, order, rule, short, step } from '../../support/typed-check.ts'

let checker: Checker
beforeAll(async () => {
  checker = await Checker.signIn()
})

const warningsOf = async (...transformations: object[]) => {
  const { issues, warnings } = await checker.check(configOf(...transformations))
  expect(issues).toEqual([])
  return short(warnings)
}

describe('rules whose types are wrong', () => {
  const wrong = rule([step('$sum(body.items.prise)')], { inputSchema: order })

  it('refuse to be saved, with the place and what was meant', async () => {
    const created = await checker.owner.post('/endpoints', configOf(wrong))
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
    const created = await checker.owner.post('/endpoints', configOf(rule([step('body.id')])))
    const path = `/endpoints/${created.body.id}`
    const config = { ...created.body.config, transformations: [wrong] }
    const saved = await checker.owner.put(path, config, { 'if-match': '*' })
    expect([saved.status, saved.body.details?.length]).toEqual([422, 1])
    expect((await checker.owner.get(path)).body.revision).toBe(created.body.revision)
  })

  it('are told apart from what only looks wrong: an open schema warns and saves', async () => {
    const inputSchema = { type: 'object', properties: { customer: { type: 'string' } } }
    const open = rule([step('body.custmer')], { inputSchema })
    expect(await warningsOf(open)).toEqual(['/transformations/0/rules/0/source 5 unknown_field'])
    expect((await checker.owner.post('/endpoints', configOf(open))).status).toBe(201)
  })

  it('count positions of syntax errors, misspelt functions and types from the same 0', async () => {
    const sources = { 'body.id b': 8, '1 & $summ(2)': 4, '1 & body.idd': 9, 'body.id +': 9 }
    for (const [source, position] of Object.entries(sources)) {
      const { issues } = await checker.check(configOf(rule([step(source)], { inputSchema: order })))
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
    expect(await checker.issuesOf(of as object)).toEqual(issues)
  })

  it('knows the variables of the endpoint', async () => {
    const config = { ...configOf(rule([step('variables.rte * 2')])), variables: { rate: 2 } }
    expect(short((await checker.check(config)).issues)).toEqual([
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
