import { expect, it } from 'vitest'

import { check } from '#worker/check.ts'

import { fakeUpstream } from '../support/pipeline.ts'
import { unusedPorts } from '../support/unused-ports.ts'

const { upstream } = fakeUpstream(() => new Response('ok'))
const http = (id: string, more: object = {}) => ({
  id,
  type: 'http',
  endpoint: `https://${id}.example/`,
  ...more,
})

function found(integrations: readonly object[], subrequests = 40): string[] {
  const input = { name: 'T', path: '/t', method: 'GET', integrations }
  const deps = { ...unusedPorts(), upstream, budget: { connections: 6, subrequests } }
  const result = check(input, deps, new Map())
  return 'issues' in result ? result.issues.map((i) => `${i.pointer} ${i.code}: ${i.message}`) : []
}

const standIn = { fallbackStrategy: [{ strategy: 'alternative-service', integration: 'b' }] }

it.each([
  [
    'a condition that does not parse',
    [http('a', { condition: '1 +' })],
    '/integrations/0/condition invalid_expression: ',
  ],
  [
    'a body in its place that does not parse, along with all else that is wrong',
    [http('a', { required: false, default: '{', endpoint: 'https://10.0.0.1/' })],
    '/integrations/0/default invalid_expression: ',
  ],
  [
    'what is in the place of a required integration',
    [http('a', { default: '[]' })],
    '/integrations/0/default unused_default: A required integration has no body in its place; remove it, or use required: false',
  ],
  [
    'a condition that reads what it decides about',
    [http('a', { condition: 'integrations.a.status = 200' })],
    '/integrations/0 dependency_cycle: a reads its own result; remove integrations.a from it',
  ],
  [
    'conditions that wait for each other',
    [
      http('a', { condition: 'integrations.b.status = 200' }),
      http('b', { condition: 'integrations.a.status = 200' }),
    ],
    '/integrations/0 dependency_cycle: a waits for itself through b; remove one of the references',
  ],
  [
    'a condition that reads what does not exist',
    [http('a', { condition: 'integrations.zzz.status = 200' })],
    '/integrations/0 unknown_integration: There is no integration zzz; write one of: a',
  ],
  [
    'a condition of what is called only in place of another',
    [http('a', standIn), http('b', { condition: 'true' })],
    '/integrations/1/condition standby_composition: b is called only in place of a; write it there',
  ],
] as const)('refuses %s', (_, integrations, issue) => {
  expect(found(integrations).some((text) => text.startsWith(issue))).toBe(true)
})

it('finds all that is wrong with an integration at once', () => {
  const wrong = http('a', { condition: '1 +', endpoint: 'https://10.0.0.1/' })
  expect(found([wrong]).map((text) => text.split(' ', 2).join(' '))).toEqual([
    '/integrations/0/condition invalid_expression:',
    '/integrations/0/endpoint upstream_forbidden:',
  ])
})

it.each([
  ['one call', [http('a')], 1],
  ['attempts', [http('a', { retryPolicy: { maxAttempts: 3 } })], 3],
  ['redirects of each attempt', [http('a', { redirects: 2, retryPolicy: { maxAttempts: 2 } })], 6],
  ['hedges', [http('a', { hedging: { enabled: true } })], 2],
  ['those that stand in', [http('a', standIn), http('b', { redirects: 1 })], 3],
  ['all integrations', [http('a'), http('b'), http('c')], 3],
] as const)('counts the calls a request can cause: %s', (_, integrations, calls) => {
  const message = `/integrations too_many_calls: One request can cause ${calls} calls, and may make ${calls - 1}; write fewer attempts, redirects, hedges or integrations, or raise SUBREQUESTS`
  expect(found(integrations, calls)).toEqual([])
  expect(found(integrations, calls - 1)).toEqual([message])
})

it('counts the token of an OAuth 2 client, a refused one twice', () => {
  const authentication = {
    type: 'oauth2',
    tokenUrl: 'https://login.example/token',
    clientId: 'c',
    clientSecret: 'S',
  }
  expect(found([http('a', { authentication })], 3).join()).toContain('can cause 4 calls')
})

const batching = (more: object, integration: object = {}) =>
  http('a', {
    supportsBatching: {
      enabled: true,
      item: 'request.query.id',
      request: { type: 'query', query: { ids: '{{ items }}' } },
      ...more,
    },
    ...integration,
  })
const json = (expression: string) => ({ request: { type: 'json', expression } })
const post = { method: 'POST', body: { type: 'none' } }

it.each([
  [
    'a batch made of something of one caller',
    batching({ request: { type: 'query', query: { ids: '{{ request.headers.cookie }}' } } }),
    '/integrations/0/supportsBatching/request/query/ids shared_expression: request is of one caller, and the batch of several; read items instead',
  ],
  [
    'a batch made of the whole scope',
    batching(json('$$'), post),
    '/integrations/0/supportsBatching/request/expression shared_expression: principal is of one caller, and the batch of several; read items instead',
  ],
  [
    'parts that depend on one caller',
    batching({ response: 'body[owner = principal.id]' }),
    '/integrations/0/supportsBatching/response shared_expression: principal is of one caller, and the batch of several; read items instead',
  ],
  [
    'a JSON request without a body',
    batching(json('items')),
    '/integrations/0/method batching_method: A JSON request needs a method that has a body; write POST, or use a query',
  ],
  [
    'two bodies',
    batching(json('items'), { method: 'POST' }),
    '/integrations/0/body batching_body: The batch has one body for all; use {"type": "none"}',
  ],
  [
    'another integration in place of a batch',
    batching({}, standIn),
    '/integrations/0/fallbackStrategy batching_fallback: Another integration answers one call, not a batch; use another strategy',
  ],
] as const)('refuses %s', (_, integration, issue) => {
  expect(found([integration, http('b')])).toContain(issue)
})

it('accepts a batch of items', () => {
  expect(found([batching(json('{ "ids": items }'), post)])).toEqual([])
})
