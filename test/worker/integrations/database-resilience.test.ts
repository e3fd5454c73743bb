import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { check } from '#worker/check.ts'
import {
  DatabaseFailure,
  type DatabaseQuery,
  type DatabaseRows,
} from '#worker/integrations/database/types.ts'

import { fakeUpstream } from '../../support/pipeline.ts'
import { ResilienceWorld, script, type Seen, type Sent } from '../../support/resilience-world.ts'
import { unusedPorts } from '../../support/unused-ports.ts'

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 10, 24, 9) }))
afterEach(() => void vi.useRealTimers())

async function once(call: (sent?: Sent) => Promise<Seen>, sent?: Sent): Promise<Seen> {
  const pending = call(sent)
  await vi.runAllTimersAsync()
  return pending
}

type Outcome = DatabaseFailure['reason'] | 'hangs' | 'rows' | 'nothing'

/** A database that plays these outcomes one after the other, the last for ever. */
function world(...outcomes: readonly Outcome[]) {
  const made = new ResilienceWorld(script(200))
  const queries: DatabaseQuery[] = []
  made.databases = {
    refusal: () => undefined,
    async query(query): Promise<DatabaseRows> {
      queries.push(query)
      const outcome = outcomes[Math.min(queries.length, outcomes.length) - 1] ?? 'rows'
      if (outcome === 'rows') return { rows: [{ n: queries.length }], rowCount: 1 }
      if (outcome === 'nothing') return { rows: [], rowCount: 0 }
      if (outcome === 'hangs') return new Promise(() => undefined)
      throw new DatabaseFailure(outcome, 'secret table')
    },
  }
  return { queries, isolate: made.isolate.bind(made) }
}

const read = {
  type: 'database' as const,
  driver: 'postgresql' as const,
  connection: 'PG',
  statement: 'SELECT n FROM t WHERE a = $1',
  parameters: ['request.query.q'],
}
const write = { ...read, mode: 'write' as const, statement: 'DELETE FROM t WHERE a = $1' }
const twice = { maxAttempts: 2 }

describe('a statement that reads', () => {
  it.each([
    ['no connection', 'unreachable', 200, 2],
    ['a time limit', 'timeout', 200, 2],
    ['silence', 'hangs', 200, 2],
    ['no refusal', 'refused', 'database_error', 1],
    ['no result that is too long', 'too-many-rows', 'database_error', 1],
  ] as const)('is run again after: %s', async (_, first, outcome, attempts) => {
    const { queries, isolate } = world(first, 'rows')
    expect((await once(isolate({ ...read, retryPolicy: twice }))).outcome).toBe(outcome)
    expect(queries).toHaveLength(attempts)
  })

  it('opens the breaker when the database is away, not when it refuses', async () => {
    const circuitBreaker = { enabled: true, minimumNumberOfCalls: 2, slidingWindowSize: 4 }
    const last = async (outcome: Outcome) => {
      const call = world(outcome).isolate({ ...read, circuitBreaker })
      for (let at = 0; at < 4; at += 1) await once(call)
      return (await once(call)).outcome
    }
    expect(await last('unreachable')).toBe('circuit_open')
    expect(await last('refused')).toBe('database_error')
  })

  it('finds no place beyond the bulkhead', async () => {
    const { isolate } = world('hangs')
    const bulkhead = { enabled: true, maxConcurrentCalls: 1 }
    const call = isolate({ ...read, bulkhead })
    const first = call()
    expect((await call()).outcome).toBe('bulkhead_full')
    await vi.runAllTimersAsync()
    expect((await first).outcome).toBe('database_timeout')
  })

  it('is answered from memory for the same values only', async () => {
    const { isolate } = world('rows', 'unreachable')
    const call = isolate({ ...read, fallbackStrategy: [{ strategy: 'cache' }] })
    const rows = '{"rows":[{"n":1}],"rowCount":1}'
    expect((await once(call, { search: '?q=a' })).text).toBe(rows)
    const stale = await once(call, { search: '?q=a' })
    expect([stale.text, stale.headers.get('ecluse-fallback')]).toEqual([rows, 'cache'])
    expect((await once(call, { search: '?q=b' })).outcome).toBe('database_unreachable')
  })

  it('is answered from memory with the value it had, also without a row', async () => {
    const { isolate } = world('nothing', 'unreachable')
    const rules = [{ operation: 'set' as const, source: '{"v": body}', target: '' }]
    const call = isolate(
      { ...read, first: true, fallbackStrategy: [{ strategy: 'cache' }] },
      { transformations: [{ id: 'm', type: 'map', rules }] },
    )
    expect((await once(call)).text).toBe('{"v":null}')
    expect((await once(call)).text).toBe('{"v":null}')
  })

  it('has no stand-in for what the database refuses', async () => {
    const fallbackStrategy = [{ strategy: 'default-response' as const, status: 203 }]
    const last = async (outcome: Outcome) =>
      (await once(world(outcome).isolate({ ...read, fallbackStrategy }))).outcome
    expect(await last('hangs')).toBe(203)
    expect(await last('refused')).toBe('database_error')
  })

  it('gets no more time than is left of the deadline', async () => {
    const { queries, isolate } = world('hangs')
    const seen = await once(
      isolate({
        ...read,
        timeout: 1_000,
        deadline: 1_500,
        retryPolicy: { ...twice, baseDelay: 0 },
      }),
    )
    expect(seen.outcome).toBe('database_timeout')
    expect(queries.map(({ timeoutMs }) => timeoutMs)).toEqual([1_000, 500])
  })

  it('is not waited for when another integration has failed', async () => {
    const { isolate } = world('hangs')
    const other = {
      id: 'other',
      type: 'http' as const,
      endpoint: 'https://other.example/x',
      expectedStatuses: ['204'],
    }
    const seen = await isolate(read, {}, [other])()
    expect(seen.outcome).toBe('upstream_unexpected_status')
  })
})

describe('a statement that writes', () => {
  it('is never run a second time', async () => {
    const { queries, isolate } = world('unreachable', 'rows')
    const retried = isolate({ ...write, retryPolicy: twice })
    const seen = await once(retried, { headers: { 'idempotency-key': 'k' } })
    expect(seen.outcome).toBe('database_unreachable')
    expect(queries).toHaveLength(1)
    expect(seen.notes).toMatchObject({ attempts: [{ gaveUp: 'method' }] })
  })

  it('is never answered from memory', async () => {
    const { isolate } = world('rows', 'unreachable')
    const call = isolate({ ...write, fallbackStrategy: [{ strategy: 'cache' }] })
    expect((await once(call)).outcome).toBe(200)
    expect((await once(call)).outcome).toBe('database_unreachable')
  })
})

describe('what does not apply to a kind is refused when it is saved', () => {
  const { upstream } = fakeUpstream(() => new Response('ok'))
  const databases = { refusal: () => undefined, query: () => Promise.reject(new Error('unused')) }
  const found = (integration: object) => {
    const config = {
      name: 'T',
      path: '/t',
      method: 'GET',
      integrations: [{ id: 'db', ...integration }],
    }
    const result = check(config, { ...unusedPorts(), upstream, databases }, new Map())
    return 'issues' in result
      ? result.issues.map((i) => `${i.pointer.slice('/integrations/0'.length)} ${i.code}`)
      : []
  }
  const mutation = { type: 'graphql', endpoint: 'https://a.example/', document: 'mutation { a }' }
  const query = { ...mutation, document: '{ a }' }

  it.each([
    [
      'retries of a write',
      { ...write, retryPolicy: twice },
      ['/retryPolicy/maxAttempts unsafe_retry'],
    ],
    [
      'memory for a write',
      { ...write, fallbackStrategy: [{ strategy: 'cache' }] },
      ['/fallbackStrategy/0/strategy unsafe_fallback'],
    ],
    [
      'a second statement beside a slow one',
      { ...read, hedging: { enabled: true } },
      ['/hedging unknown_field'],
    ],
    ['statuses', { ...read, failureStatuses: ['5xx'] }, ['/failureStatuses unknown_field']],
    [
      'statuses to retry',
      { ...read, retryPolicy: { retryStatuses: [] } },
      ['/retryPolicy/retryStatuses unknown_field'],
    ],
    [
      'retries of a mutation',
      { ...mutation, retryPolicy: twice },
      ['/retryPolicy/maxAttempts unsafe_retry'],
    ],
    [
      'hedges of a mutation',
      { ...mutation, hedging: { enabled: true } },
      ['/hedging/enabled unsafe_hedging'],
    ],
  ] as const)('%s', (_name, integration, issues) => {
    expect(found(integration)).toEqual(issues)
  })

  it('but not what does', () => {
    const fallbackStrategy = [{ strategy: 'cache' }]
    expect(found({ ...read, retryPolicy: twice, fallbackStrategy })).toEqual([])
    const hedging = { enabled: true }
    expect(found({ ...query, retryPolicy: twice, hedging, fallbackStrategy })).toEqual([])
    const circuitBreaker = { enabled: true }
    expect(found({ ...write, circuitBreaker, bulkhead: { enabled: true } })).toEqual([])
  })
})
