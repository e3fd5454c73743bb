import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { EndpointConfigInput } from '#contract/endpoint.ts'

import { ResilienceWorld, script, type Seen, type Sent } from '../../support/resilience-world.ts'
import { startYoga } from '../../support/yoga.mjs'

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 10, 24, 9) }))
afterEach(() => void vi.useRealTimers())

async function once(call: (sent?: Sent) => Promise<Seen>, sent?: Sent): Promise<Seen> {
  const pending = call(sent)
  await vi.runAllTimersAsync()
  return pending
}

const query = { type: 'graphql' as const, document: 'query ($q: String) { echo(text: $q) }' }
const asking = { ...query, variables: { q: 'request.query.q' } }
const mutation = { type: 'graphql' as const, document: 'mutation { erase }' }
const twice = { maxAttempts: 2 }
const standIn = [
  { strategy: 'default-response' as const, status: 203, body: '{"ok":"from elsewhere"}' },
]
const mapped: Partial<EndpointConfigInput> = {
  transformations: [
    { id: 'm', type: 'map', rules: [{ operation: 'set', source: '{"v": body}', target: '' }] },
  ],
}

const answer =
  (body: object, status = 200, headers: Record<string, string> = {}) =>
  () =>
    Response.json(body, { status, headers })
const failed = (code?: string) =>
  answer({
    data: null,
    errors: [{ message: 'secret table', ...(code && { extensions: { code } }) }],
  })
const fine = answer({ data: { ok: 'fine' } })

describe('a GraphQL answer with errors', () => {
  it.each([
    ['a code that is a failure', {}, failed('INTERNAL_SERVER_ERROR'), 200, 2],
    ['a code of the list', { failureCodes: ['BUSY'] }, failed('BUSY'), 200, 2],
    ['any error', { failureCodes: ['*'] }, failed(), 200, 2],
    ['no code outside the list', {}, failed('BAD_USER_INPUT'), 'upstream_graphql_error', 1],
    ['no error without a code', {}, failed(), 'upstream_graphql_error', 1],
    ['a status that is retried', {}, answer({ errors: [] }, 503), 200, 2],
  ])('is asked for again after: %s', async (...[, more, first, outcome, attempts]) => {
    const world = new ResilienceWorld(script(first, fine))
    const seen = await once(world.isolate({ ...query, ...more, retryPolicy: twice }))
    expect(seen.outcome).toBe(outcome)
    expect(world.arrivals).toHaveLength(attempts)
  })

  it('is not asked for again when it is of a mutation, unless it bears a key', async () => {
    const attempts = async (more: object) => {
      const world = new ResilienceWorld(script(failed('INTERNAL_SERVER_ERROR')))
      await once(world.isolate({ ...mutation, retryPolicy: twice, ...more }))
      return world.arrivals.length
    }
    expect(await attempts({})).toBe(1)
    expect(await attempts({ headers: { 'idempotency-key': 'k-1' } })).toBe(2)
  })

  it('opens the breaker with codes that are failures, and with no other', async () => {
    const circuitBreaker = { enabled: true, minimumNumberOfCalls: 2, slidingWindowSize: 4 }
    const outcomes = async (code: string) => {
      const world = new ResilienceWorld(script(failed(code)))
      const call = world.isolate({ ...query, circuitBreaker })
      for (let at = 0; at < 4; at += 1) await once(call)
      return (await once(call)).outcome
    }
    expect(await outcomes('INTERNAL_SERVER_ERROR')).toBe('circuit_open')
    expect(await outcomes('BAD_USER_INPUT')).toBe('upstream_graphql_error')
  })

  it.each([
    ['handed on', {}, '{"ok":"from elsewhere"}'],
    ['transformed', mapped, '{"v":{"ok":"from elsewhere"}}'],
  ])('is made up for by a fallback, %s as it stands', async (_, more, text) => {
    const server = startYoga()
    const world = new ResilienceWorld((request) => server.fetch(request))
    const broken = { type: 'graphql' as const, document: '{ broken }' }
    const seen = await once(world.isolate({ ...broken, fallbackStrategy: standIn }, more))
    expect(seen).toMatchObject({ outcome: 203, text })
    expect(seen.headers.get('ecluse-fallback')).toBe('default-response')
    expect(JSON.stringify(seen.notes)).not.toContain('from elsewhere')
  })

  it('is made up for by another service, whose answer is not unwrapped', async () => {
    const world = new ResilienceWorld(({ url }) =>
      url.includes('other') ? Response.json({ data: 'as it is' }) : failed()(),
    )
    const fallbackStrategy = [{ strategy: 'alternative-service' as const, integration: 'other' }]
    const other = { id: 'other', type: 'http' as const, endpoint: 'https://other.example/x' }
    const seen = await once(world.isolate({ ...query, fallbackStrategy }, {}, [other]))
    expect(seen.text).toBe('{"data":"as it is"}')
  })
})

describe('the last good GraphQL answer', () => {
  const fallbackStrategy = [{ strategy: 'cache' as const }]

  it('stands in for the same query with the same variables only', async () => {
    const world = new ResilienceWorld(script(fine, failed()))
    const call = world.isolate({ ...asking, fallbackStrategy })
    expect((await once(call, { search: '?q=a' })).text).toBe('{"ok":"fine"}')
    expect((await once(call, { search: '?q=a' })).text).toBe('{"ok":"fine"}')
    expect((await once(call, { search: '?q=b' })).outcome).toBe('upstream_graphql_error')
  })

  it.each([
    ['of a mutation', mutation, fine],
    [
      'that is a part',
      { ...query, partialData: 'allow' as const },
      answer({ data: { ok: 1 }, errors: [{}] }),
    ],
    [
      'that may not be stored',
      query,
      answer({ data: { ok: 1 } }, 200, { 'cache-control': 'no-store' }),
    ],
    ['that sets a cookie', query, answer({ data: { ok: 1 } }, 200, { 'set-cookie': 'a=b' })],
  ])('is never one %s', async (_, kind, first) => {
    for (const more of [{}, mapped]) {
      const world = new ResilienceWorld(script(first, failed()))
      const call = world.isolate({ ...kind, fallbackStrategy }, more)
      expect((await once(call)).outcome).toBe(200)
      expect((await once(call)).outcome).toBe('upstream_graphql_error')
    }
  })
})

it('says to caches what the service says of its answer, and hands no cookie on', async () => {
  const headers = { 'cache-control': 'max-age=5', vary: 'x-a', etag: '"e"' }
  const plain = await once(
    new ResilienceWorld(script(answer({ data: {} }, 200, headers))).isolate(query),
  )
  expect(Object.fromEntries(plain.headers)).toMatchObject({
    'cache-control': 'max-age=5',
    vary: 'x-a',
  })
  expect(plain.headers.has('etag')).toBe(false)
  const cookie = answer({ data: {} }, 200, { ...headers, 'set-cookie': 'a=b' })
  const personal = await once(new ResilienceWorld(script(cookie)).isolate(query))
  expect(personal.headers.get('cache-control')).toBe('no-store')
  expect(personal.headers.has('set-cookie')).toBe(false)
})
