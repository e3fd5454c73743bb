import { resolveTemplate, flatten, translator } from '@solid-primitives/i18n'
import { describe, expect, it } from 'vitest'

import type { TraceSpan } from '#contract/trace.ts'

import { factsOf, requestIssues } from '../../../dashboard/src/builder/trace-facts.ts'
import { en } from '../../../dashboard/src/i18n/en.ts'
import { fr } from '../../../dashboard/src/i18n/fr.ts'

const words = flatten(en)
const t = translator(() => words, resolveTemplate)
const french = flatten(fr)
const tFr = translator(() => french, resolveTemplate)

const span = (
  stage: string,
  outcome: TraceSpan['outcome'],
  detail: Record<string, unknown>,
  name = stage,
): TraceSpan => ({ stage, name, startMs: 0, durationMs: 1, outcome, detail })
const verdict = (...of: Parameters<typeof span>) => factsOf(t, span(...of)).verdict
const key = { key: 'eck_a1b2', consumer: 'con_1' }

describe('the trace says who the caller is', () => {
  it('a key and its consumer', () => {
    const facts = factsOf(t, span('authenticate', 'ok', key))
    expect(facts.verdict).toBe('The key is accepted.')
    expect(facts.details).toEqual([
      { key: 'key', name: 'Key', value: 'eck_a1b2' },
      { key: 'consumer', name: 'Consumer', value: 'con_1' },
    ])
  })

  it('a token and its subject', () => {
    const token = { issuer: 'https://id.example', kid: 'k1', algorithm: 'ES256' }
    const detail = { ...token, subject: 'ada', how: 'memory' }
    const facts = factsOf(t, span('authenticate', 'ok', detail))
    expect(facts.verdict).toBe('The token is accepted.')
    expect(facts.details.map(({ name }) => name)) //
      .toEqual(['Issuer', 'Signing key', 'Algorithm', 'Subject', 'Verified'])
    expect(facts.details.at(-1)?.value).toBe('Before, and remembered')
  })
})

describe('the trace says what refused the caller', () => {
  it.each([
    [{ ...key, refusedFor: 'revoked', code: 'invalid_api_key' }, 'Key revoked'],
    [
      { ...key, requiredRoles: ['admin', 'staff'], code: 'insufficient_role' },
      'The caller has none of the roles asked for.',
    ],
    [
      { ...key, requiredScopes: ['a', 'b'], missingScopes: ['b'], code: 'insufficient_scope' },
      'The credential lacks a scope.',
    ],
    [
      { claim: 'aud', expected: ['shop'], refusedFor: 'wrong_claim', code: 'invalid_token' },
      'Claim has another value: aud',
    ],
    [
      { claim: 'realm_access.id', refusedFor: 'missing_claim', code: 'invalid_token' },
      'Claim is missing: realm_access.id',
    ],
    [{ source: 'jwks', refusedFor: 'wrong_signature', code: 'invalid_token' }, 'Wrong signature'],
    [{ refusedFor: 'unheard_of', code: 'invalid_token' }, 'The token is not accepted.'],
    [{ code: 'credentials_required' }, 'The request carries no credential.'],
    [{ code: 'something_new', detail: 'Call us' }, 'Call us'],
  ])('%j', (detail, words) => {
    expect(verdict('authenticate', 'refused', detail)).toBe(words)
  })

  it('and what was asked for', () => {
    const detail = { requiredScopes: ['a', 'b'], missingScopes: ['b'], code: 'insufficient_scope' }
    expect(factsOf(t, span('authenticate', 'refused', detail)).details).toEqual([
      { key: 'requiredScopes', name: 'Scopes asked for', value: 'a, b' },
      { key: 'missingScopes', name: 'Scopes it lacks', value: 'b' },
      { key: 'code', name: 'Error code', value: 'insufficient_scope' },
    ])
  })

  it('and when a token ended', () => {
    const detail = { claim: 'exp', found: 1_764_000_000, refusedFor: 'expired' }
    expect(factsOf(t, span('authenticate', 'refused', detail)).details).toContainEqual({
      key: 'found',
      name: 'Found',
      value: '2025-11-24T16:00:00.000Z',
    })
  })

  it('in the language of the reader', () => {
    const refused = span('authenticate', 'refused', { refusedFor: 'expired' })
    expect(factsOf(tFr, refused).verdict).toBe(fr.refused.reasons.expired)
  })

  it('shows a detail it does not know by its own name, and nothing that is empty', () => {
    const detail = { colour: { deep: true }, constructor: 1, matched: undefined, roles: [] }
    expect(factsOf(t, span('authenticate', 'ok', detail)).details).toEqual([
      { key: 'colour', name: 'colour', value: '{"deep":true}' },
      { key: 'constructor', name: 'constructor', value: '1' },
    ])
  })
})

describe('the trace of validation', () => {
  const issues = [
    { pointer: '/body/age', code: 'type', message: 'must be an integer' },
    { pointer: '/query/page', code: 'minimum', message: 'must be at least 1' },
  ]
  const refused = span('validate', 'refused', { issues, code: 'invalid_request' })
  const reported = span('validate', 'ok', { issues: issues.slice(0, 1) }, 'response')

  it('lists each problem of the request', () => {
    const facts = factsOf(t, refused)
    expect(facts).toMatchObject({ verdict: 'The request has 2 problems.', issues })
    expect(facts.isOfAnswer).toBe(false)
  })

  it('tells an answer that was reported from one that was refused', () => {
    expect(factsOf(t, reported)).toMatchObject({
      verdict: 'The answer has 1 problem, which was reported.',
      isOfAnswer: true,
    })
    const enforced = span('validate', 'refused', { issues: issues.slice(0, 1) }, 'response')
    expect(factsOf(t, enforced).verdict).toBe('The answer has 1 problem.')
    expect(verdict('validate', 'ok', {}, 'response')).toBe('The answer fits its schema.')
  })

  it('never takes a problem of the answer for one of the request', () => {
    expect(requestIssues([reported, refused])).toEqual(issues)
  })
})

it('says nothing about a stage that did nothing', () => {
  expect(factsOf(t, span('limit', 'skipped', {}))).toMatchObject({
    verdict: undefined,
    details: [],
    issues: [],
  })
})

describe('the trace says what each limit found', () => {
  const bucket = { name: 'default', strategy: 'token-bucket', limit: 600, mode: 'enforce' }
  const passed = { ...bucket, remaining: 599, resetSeconds: 1, lease: 10, leaseLeft: 9 }
  const plan = { name: 'plan', strategy: 'quota', limit: 10_000, remaining: 0, mode: 'enforce' }
  const limits = (outcome: TraceSpan['outcome'], ...found: readonly object[]) =>
    span('limit', outcome, { limits: found })

  it('what is left, and of the lease', () => {
    const facts = factsOf(t, limits('ok', { ...passed, outcome: 'ok' }))
    expect(facts.verdict).toBe('Within the limit.')
    expect(facts.details).toEqual([
      {
        key: 'limit',
        name: 'default',
        value: 'Token bucket · 599 of 600 left, resets in 1 s · lease of 10, 9 left',
        isWords: true,
      },
    ])
    expect(facts.isNotable).toBe(false)
  })

  it('a refusal, and when to try again', () => {
    const refused = { ...plan, resetSeconds: 12, outcome: 'refused' }
    const of = limits('refused', { ...passed, outcome: 'ok' }, refused)
    expect(factsOf(t, of).verdict).toBe('Refused by limit plan: try again in 12 s.')
    expect(factsOf(t, of).details[1]?.value) //
      .toBe('Quota · 0 of 10,000 left · refused: try again in 12 s')
    expect(factsOf(tFr, of).verdict).toBe('Refusée par la limite plan : réessayer dans 12 s.')
    expect(factsOf(tFr, of).details[0]?.value).toContain('réserve de 10, reste 9')
  })

  it('a refusal of shadow mode, which refuses nobody', () => {
    const shadow = { ...plan, mode: 'shadow', resetSeconds: 90_000, outcome: 'refused' }
    const facts = factsOf(t, limits('ok', { ...passed, outcome: 'ok' }, shadow))
    expect(facts.verdict).toBe('Would have been refused by limit plan (shadow).')
    expect(facts.details[1]?.value) //
      .toBe('Quota · 0 of 10,000 left, resets in 25 h · would have been refused (shadow)')
    expect(facts.isNotable).toBe(true)
  })

  it('nothing where nothing is told, and what it can of a stranger', () => {
    expect(factsOf(t, limits('skipped')).verdict).toBeUndefined()
    const facts = factsOf(t, limits('ok', { name: 'new', strategy: 'leaky', outcome: 'ok' }))
    expect(facts.details[0]?.value).toBe('leaky')
  })
})

describe('the trace says whether a request was executed', () => {
  it.each([
    [{ idempotencyKey: '8e03978e', decision: 'started', replayed: false }, /it is executed/],
    [{ idempotencyKey: '8e03978e', decision: 'replay', replayed: true }, /given again/],
  ])('%j', (detail, words) => {
    expect(verdict('idempotency', 'ok', detail, 'begin')).toMatch(words)
    const shown = factsOf(t, span('idempotency', 'ok', detail, 'begin')).details
    expect(shown.map(({ name }) => name)).toEqual(['Idempotency key'])
  })

  it('or why not', () => {
    const detail = { decision: 'in-flight', replayed: false, code: 'idempotency_in_flight' }
    expect(verdict('idempotency', 'refused', detail, 'begin')).toMatch(/still runs/)
  })
})

describe('the trace says what the cache decided, and why', () => {
  const key = { method: 'GET', path: '/orders/1', query: '?full=1', partition: 'shared' }
  const found = { tier: 'kv', ageSeconds: 12, ttlSeconds: 48, tags: ['tag:orders:1'], key }
  const cache = (detail: Record<string, unknown>) => span('cache', 'ok', detail, 'match')

  it('an answer that was there, and what it is found and forgotten by', () => {
    const facts = factsOf(t, cache({ verdict: 'hit', why: 'fresh', ...found, keyHash: '8e03978e' }))
    expect(facts.verdict).toBe('An answer was there: KV, 12 s old.')
    expect(facts.details.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'Key: GET /orders/1?full=1',
      'Answers are shared by: All callers',
      'Tags: tag:orders:1',
      'Hash of the key: 8e03978e',
    ])
  })

  it.each([
    [{ verdict: 'miss', why: 'uri-miss', key }, 'No answer was there.'],
    [{ verdict: 'hit', why: 'collapsed', ...found }, /^Another request was asking/],
    [
      { verdict: 'stale', why: 'stale-while-revalidate', ...found },
      'A stale answer: KV, 12 s old. It is renewed behind this one.',
    ],
    [
      { verdict: 'stale', why: 'stale-if-error: 503', stored: false, ...found },
      'A stale answer: KV, 12 s old. It stands in: the service answered 503.',
    ],
    [
      { verdict: 'stale', why: 'stale-if-error: upstream_timeout', stored: false, ageSeconds: 300 },
      'A stale answer: Memory, 5 min old. The service took too long.',
    ],
    [{ verdict: 'bypass', why: 'anonymous' }, /^Past the cache\. Each caller has their own/],
    [{ verdict: 'miss', why: 'uri-miss', stored: true, ...found }, 'Remembered, fresh for 48 s.'],
    [
      { verdict: 'miss', why: 'set-cookie', stored: false, key },
      /^Not remembered\. .* a cookie\.$/,
    ],
    [{ verdict: 'miss', why: 'of-tomorrow', stored: false }, 'Not remembered. of-tomorrow'],
    [
      { verdict: 'revalidated', why: 'stale', stored: true, ...found },
      /still holds: fresh for 48 s/,
    ],
  ])('%j', (detail, words) => {
    expect(factsOf(t, cache(detail)).verdict).toMatch(words)
  })

  it('in the language of the reader, and nothing where the cache is off', () => {
    const hit = cache({ verdict: 'hit', why: 'fresh', ...found })
    expect(factsOf(tFr, hit).verdict).toBe('Une réponse était là : KV, âge 12 s.')
    expect(factsOf(t, span('cache', 'skipped', {})).verdict).toBeUndefined()
  })
})
