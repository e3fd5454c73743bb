import { describe, expect, it } from 'vitest'

import { check } from '#worker/check.ts'

import { fakeUpstream } from '../../support/pipeline.ts'
import { unusedPorts } from '../../support/unused-ports.ts'

const { upstream } = fakeUpstream(() => new Response('ok'))
const deps = { ...unusedPorts(), upstream }

function found(document: string, more: object = {}): string[] {
  const shop = {
    id: 'shop',
    type: 'graphql',
    endpoint: 'https://api.example.com/graphql',
    document,
  }
  const config = { name: 'T', path: '/t', method: 'GET', integrations: [{ ...shop, ...more }] }
  const result = check(config, deps, new Map())
  return 'issues' in result ? result.issues.map((i) => `${i.pointer} ${i.code}: ${i.message}`) : []
}
const nested = (levels: number) => `${'{a'.repeat(levels)}${'}'.repeat(levels)}`
const aliased = (count: number) =>
  `{ ${Array.from({ length: count }, (_, at) => `a${at}: a`).join(' ')} }`

describe('a graphql integration is checked when it is saved', () => {
  it('accepts a document with fragments, variables and __typename', () => {
    const document =
      'query Q($id: ID!, $n: Int! = 3, $x: Int) { a(id: $id, n: $n, x: $x) { __typename ...f } } fragment f on T { b }'
    expect(found(document, { variables: { id: '1' } })).toEqual([])
  })

  it.each([
    [
      '{ a(',
      {},
      'document invalid_graphql: Write a name: the document ends here (line 1, column 5)',
    ],
    [
      'type T { a: Int }',
      {},
      'document invalid_graphql: Write query, mutation or fragment: not type',
    ],
    ['fragment f on T { a }', {}, 'document no_operation: Write a query or a mutation'],
    [
      'query a { a } query b { b }',
      {},
      'operationName ambiguous_operation: The document has 2 operations; write one of: a, b',
    ],
    [
      'query a { a }',
      { operationName: 'c' },
      'operationName unknown_operation: The document has no operation c; write a',
    ],
    [
      '{ a }',
      { operationName: 'c' },
      'operationName unknown_operation: The document has no operation c; give the operation a name',
    ],
    [
      '{ a } query b { b }',
      { operationName: 'b' },
      'document anonymous_operation: Give every operation a name',
    ],
    [
      'query ($id: ID) { a(id: $id) }',
      { variables: { ids: '1' } },
      'variables/ids unknown_variable: The operation declares no variable $ids; write id',
    ],
    [
      '{ a }',
      { variables: { id: '1' } },
      'variables/id unknown_variable: The operation declares no variable $id; remove it',
    ],
    [
      'query ($id: ID!) { a(id: $id) }',
      {},
      'variables missing_variable: Add id: the operation requires $id',
    ],
    [
      'query ($id: ID) { a(id: $id) }',
      { variables: { id: '1 +' } },
      'variables/id invalid_expression: ',
    ],
    ['subscription { a }', {}, 'document subscription_refused: Write a query or a mutation'],
    [
      'query a { a } subscription b { b }',
      { operationName: 'a' },
      'document subscription_refused: ',
    ],
    ['mutation { a }', { method: 'GET' }, 'method mutation_by_get: Use POST'],
    ['{ ...f }', {}, 'document unknown_fragment: Define fragment f, or remove it'],
    ['{ ...f } fragment f on T { ...f }', {}, 'document fragment_cycle: Remove the fragment'],
    [nested(21), {}, 'document document_too_deep: Nest at most 20 fields, not 21'],
    [aliased(51), {}, 'document too_many_aliases: Write at most 50 aliases'],
    [
      '{ __schema { types { name } } }',
      {},
      'document introspection_refused: Remove __schema, or allow introspection',
    ],
    [
      '{ ...f } fragment f on Query { t: __type(name: "T") { name } }',
      {},
      'document introspection_refused: Remove __type',
    ],
    ['{ a }', { endpoint: 'http://127.0.0.1/' }, 'endpoint upstream_forbidden: '],
    ['{ a }', { headers: { host: 'x' } }, 'headers/host forbidden_header: '],
    ['{ a }', { query: {} }, 'query unknown_field: '],
  ])('refuses %s with %j', (document, more, expected) => {
    expect(found(document, more)).toEqual([expect.stringContaining(`/integrations/0/${expected}`)])
  })

  it('accepts what stands at the limits, and introspection where it is allowed', () => {
    expect(found(nested(20))).toEqual([])
    expect(found(aliased(50))).toEqual([])
    expect(found('{ __schema { types { name } } }', { allowIntrospection: true })).toEqual([])
  })

  it('names everything that is wrong at once', () => {
    const more = { variables: { b: '1 +', c: '2' }, endpoint: 'http://127.0.0.1/' }
    expect(found('subscription ($a: Int!) { a }', more).map((text) => text.split(':')[0])).toEqual([
      '/integrations/0/document subscription_refused',
      '/integrations/0/endpoint upstream_forbidden',
      '/integrations/0/variables missing_variable',
      '/integrations/0/variables/b unknown_variable',
      '/integrations/0/variables/b invalid_expression',
      '/integrations/0/variables/c unknown_variable',
    ])
  })

  it('runs it after the integrations that its variables read', () => {
    const document = 'query ($id: ID) { a(id: $id) }'
    expect(found(document, { variables: { id: 'integrations.user.body.id' } })).toEqual([
      expect.stringContaining('unknown_integration: There is no integration user'),
    ])
  })
})
