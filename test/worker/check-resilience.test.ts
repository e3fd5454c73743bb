import { expect, it } from 'vitest'

import { check } from '#worker/check.ts'

import { fakeUpstream } from '../support/pipeline.ts'
import { unusedPorts } from '../support/unused-ports.ts'

const { upstream } = fakeUpstream(() => new Response('ok'))
const deps = {
  ...unusedPorts(),
  upstream,
}
const up = { id: 'up', type: 'http', endpoint: 'https://up.example/' }
const other = { ...up, id: 'other' }
const toOther = { strategy: 'alternative-service', integration: 'other' }
const toUp = { strategy: 'alternative-service', integration: 'up' }

function found(integration: object, more: object = {}, ...others: object[]): string[] {
  const base = { name: 'T', path: '/t', method: 'GET' }
  const input = { ...base, integrations: [{ ...up, ...integration }, ...others], ...more }
  const result = check(input, deps, new Map())
  return 'issues' in result ? result.issues.map((i) => `${i.pointer} ${i.code}: ${i.message}`) : []
}

const post = { method: 'POST' }

it.each([
  [
    'a base delay above the longest',
    [{ retryPolicy: { baseDelay: 500, maxDelay: 100 } }],
    '/integrations/0/retryPolicy/baseDelay base_delay_above_max: No delay is longer than maxDelay; write at most 100',
  ],
  [
    'retries of a POST',
    [{ retryPolicy: { maxAttempts: 2 } }, post],
    '/integrations/0/retryPolicy/maxAttempts unsafe_retry: A POST sent twice may take effect twice; write 1, or send an idempotency-key that the upstream honours',
  ],
  [
    'a deadline that the attempts cannot meet',
    [{ deadline: 3_000, timeout: 2_000, retryPolicy: { maxAttempts: 2 } }],
    '/integrations/0/deadline deadline_too_short: All attempts can take 4100 ms; write at least that, fewer attempts or a shorter timeout',
  ],
  [
    'a call nobody waits for',
    [{ timeout: 30_000, retryPolicy: { maxAttempts: 5 } }],
    '/integrations/0/retryPolicy/maxAttempts call_too_long: All attempts can take 151500 ms, above 120000; write fewer attempts or a shorter timeout',
  ],
  [
    'hedged writes',
    [{ hedging: { enabled: true } }, post],
    '/integrations/0/hedging/enabled unsafe_hedging: A POST must not be sent twice; use false',
  ],
  [
    'a hedge that comes too late',
    [{ timeout: 400, hedging: { enabled: true, delay: 400 } }],
    '/integrations/0/hedging/delay useless_hedging: Write less than the timeout, 400',
  ],
  [
    'a breaker that never opens',
    [{ circuitBreaker: { enabled: true, slidingWindowSize: 10 } }],
    '/integrations/0/circuitBreaker/minimumNumberOfCalls breaker_never_opens: Write at most slidingWindowSize, 10',
  ],
  [
    'an alternative that does not exist',
    [{ fallbackStrategy: [toOther] }],
    '/integrations/0/fallbackStrategy/0/integration unknown_integration: There is no integration other; add it',
  ],
  [
    'an alternative to itself',
    [{ fallbackStrategy: [toUp] }],
    '/integrations/0/fallbackStrategy/0/integration fallback_cycle: up leads back to up; write another integration',
  ],
  [
    'alternatives in a circle',
    [{ fallbackStrategy: [toOther] }, {}, { ...other, fallbackStrategy: [toUp] }],
    '/integrations/0/fallbackStrategy/0/integration fallback_cycle: other leads back to up; write another integration',
  ],
  [
    'a remembered answer to a write',
    [{ fallbackStrategy: [{ strategy: 'cache' }] }, post],
    '/integrations/0/fallbackStrategy/0/strategy unsafe_fallback: A POST must not be answered from memory; use another strategy',
  ],
  [
    'what comes after a default response',
    [{ fallbackStrategy: [{ strategy: 'default-response' }, { strategy: 'cache' }] }],
    '/integrations/0/fallbackStrategy/1 unreachable_fallback: A default response always answers; write it last',
  ],
  [
    'reading a stand-in',
    [
      { fallbackStrategy: [toOther] },
      { response: { body: '{{ integrations.other.status }}' } },
      other,
    ],
    '/response standby_integration: other is called only in place of up; read integrations.up',
  ],
  [
    'a stand-in that waits for what it stands for',
    [
      { fallbackStrategy: [toOther] },
      {},
      { ...other, query: { q: '{{ integrations.up.status }}' } },
    ],
    '/integrations/0 dependency_cycle: up reads its own result; remove integrations.up from it',
  ],
] as const)('refuses %s', (_, [integration, more = {}, ...others], issue) => {
  expect(found(integration, more, ...others)).toContain(issue)
})

it.each([
  ['a PUT', [{ retryPolicy: { maxAttempts: 2 } }, { method: 'PUT' }]],
  [
    'a POST with a key of its own',
    [{ retryPolicy: { maxAttempts: 2 }, headers: { 'Idempotency-Key': 'k' } }, post],
  ],
  [
    'a POST whose upstream knows the keys of callers',
    [
      { retryPolicy: { maxAttempts: 2 } },
      { ...post, idempotency: { enabled: true, upstreamIsIdempotent: true } },
    ],
  ],
  ['a deadline that fits', [{ deadline: 4_100, timeout: 2_000, retryPolicy: { maxAttempts: 2 } }]],
  ['a chain', [{ fallbackStrategy: [{ strategy: 'cache' }, toOther] }, {}, other]],
  ["the design document's fallback", [{ fallbackStrategy: { enabled: false } }]],
] as const)('accepts %s', (_, [integration, more = {}, ...others]) => {
  expect(found(integration, more, ...others)).toEqual([])
})

it('says what is wrong inside a chain', () => {
  expect(found({ fallbackStrategy: [{ strategy: 'luck' }] })).toEqual([
    expect.stringContaining('/integrations/0/fallbackStrategy'),
  ])
})
