import { describe, expect, it } from 'vitest'

import { check } from '#worker/check.ts'

import { noAuthPorts } from '../support/auth-ports.ts'
import { noLimitPorts } from '../support/limit-ports.ts'
import { fakeUpstream } from '../support/pipeline.ts'
import { noIdempotency } from '../support/idempotency.ts'

const { upstream } = fakeUpstream(() => new Response('ok'))
const auth = { ...noAuthPorts, refusal: (url: URL) => upstream.refusal(url) }
const deps = { upstream, auth, limits: noLimitPorts, idempotency: noIdempotency }
const base = { name: 'T', path: '/t/{id}', method: 'GET' }
const up = { id: 'up', type: 'http', endpoint: 'https://api.example.com/' }

function found(input: unknown): string[] {
  const result = check(input, deps, new Set())
  return 'issues' in result ? result.issues.map((i) => `${i.pointer} ${i.code}: ${i.message}`) : []
}

describe('check', () => {
  it('answers the parsed configuration, defaults filled in', () => {
    const result = check({ ...base, integrations: [up] }, deps, new Set())
    expect(result).toMatchObject({ config: { integrations: [{ id: 'up', timeout: 10_000 }] } })
  })

  it.each([undefined, null, 'x', 3, []])('answers issues for %j', (input) => {
    expect(found(input).length).toBeGreaterThan(0)
  })

  it('refuses idempotency keys for GET, and only there', () => {
    const idempotency = { enabled: true }
    expect(found({ ...base, idempotency, integrations: [up] })).toEqual([
      '/idempotency/enabled needless_idempotency: A GET request may always be repeated; use false or write another method',
    ])
    expect(found({ ...base, method: 'POST', idempotency, integrations: [up] })).toEqual([])
  })

  it('refuses a request transformation when no request is sent to an upstream', () => {
    const rule = {
      id: 't',
      type: 'map',
      phase: 'request',
      rules: [{ operation: 'set', source: '1' }],
    }
    expect(found({ ...base, transformations: [rule] })).toEqual([
      expect.stringContaining('/transformations/0/phase kind_unavailable: Transforming a request'),
    ])
  })

  it('lists everything at once, sorted by pointer, saying what to write', () => {
    const input = {
      path: '/a//b',
      method: 'FETCH',
      nonsense: 1,
      integrations: [
        { id: 'a', type: 'soap', endpoint: 'x' },
        { id: 'b', type: 'http', endpoint: 'http://127.0.0.1/', headers: { Host: 'x' } },
      ],
      response: { status: 100, body: '{{ 1 + }}' },
    }
    const lines = found(input)
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      '/integrations/0/type unknown_value',
      '/integrations/1/endpoint upstream_forbidden',
      '/integrations/1/headers/Host forbidden_header',
      '/method unknown_value',
      '/name required',
      '/nonsense unknown_field',
      '/path invalid_path',
      '/response/body invalid_expression',
      '/response/status too_small',
    ])
    expect(lines).toContain('/method unknown_value: Write one of: GET, POST, PUT, DELETE, PATCH')
    expect(lines).toContain('/name required: Add name: write a text')
    expect(lines).toContain(
      '/integrations/0/type unknown_value: Write one of: http, graphql, webhook, database',
    )
    expect(lines).toContain('/response/status too_small: Write a number of at least 200')
  })

  it.each([
    [{ caching: { enabled: true } }, '/caching/enabled'],
    [{ workflow: { id: 'w', trigger: { type: 'api-call' }, steps: [] } }, '/workflow'],
    [{ integrations: [{ ...up, type: 'webhook' }] }, '/integrations/0/type'],
    [
      { integrations: [{ ...up, authentication: { type: 'bearer' } }] },
      '/integrations/0/authentication/type',
    ],
    [
      { integrations: [{ ...up, retryPolicy: { maxAttempts: 2 } }] },
      '/integrations/0/retryPolicy/maxAttempts',
    ],
    [
      { integrations: [{ ...up, fallbackStrategy: { enabled: true } }] },
      '/integrations/0/fallbackStrategy/enabled',
    ],
    [{ transformations: [{ id: 't', type: 'filter' }] }, '/transformations/0/type'],
    [
      { transformations: [{ id: 't', type: 'map', inputSchema: true }] },
      '/transformations/0/inputSchema',
    ],
    [
      { transformations: [{ id: 't', type: 'map', outputSchema: {} }] },
      '/transformations/0/outputSchema',
    ],
    [
      {
        transformations: [
          { id: 't', type: 'map', testCases: [{ name: 'n', input: 1, expectedOutput: 1 }] },
        ],
      },
      '/transformations/0/testCases',
    ],
    [
      { transformations: [{ id: 't', type: 'map', rules: [{ operation: 'join' }] }] },
      '/transformations/0/rules/0/operation',
    ],
  ])('refuses what this version does not run: %j', (more, pointer) => {
    expect(found({ ...base, ...more })).toEqual([
      expect.stringMatching(
        new RegExp(`^${pointer} kind_unavailable: .* is not available in this version; `),
      ),
    ])
  })

  it('finds what keeps an authentication from working, beside everything else', () => {
    const jwt = (keys: object, algorithms = ['RS256']) => {
      const settings = { keys, algorithms, issuer: ['i'], audience: ['a'] }
      return found({
        ...base,
        authentication: { type: 'jwt', settings },
        response: { body: '{{ 1 + }}' },
      })
    }
    const oauth2 = (settings: object) =>
      found({
        ...base,
        authentication: { type: 'oauth2', settings: { audience: ['a'], ...settings } },
      })
    const codes = (lines: string[]) => lines.map((line) => line.split(':')[0])
    expect(
      codes(jwt({ source: 'jwks', url: 'http://169.254.169.254/keys' }, ['RS256', 'HS256'])),
    ).toEqual([
      '/authentication/settings/algorithms/1 algorithm_not_for_key',
      '/authentication/settings/keys/url upstream_forbidden',
      '/response/body invalid_expression',
    ])
    expect(jwt({ source: 'jwk', jwk: { kty: 'oct', k: 'x' } })).toContain(
      '/authentication/settings/keys/jwk unusable_key: A shared secret is no public key; keep it as a secret',
    )
    expect(codes(jwt({ source: 'pem', pem: 'x' }))).toContain(
      '/authentication/settings/keys/pem unusable_key',
    )
    expect(codes(jwt({ source: 'secret', secret: 's' }))).toContain(
      '/authentication/settings/algorithms/0 algorithm_not_for_key',
    )
    expect(codes(oauth2({ issuer: 'https://10.0.0.1', token: 'opaque' }))).toEqual([
      '/authentication/settings/introspection required',
      '/authentication/settings/issuer upstream_forbidden',
    ])
  })

  it('finds unknown parameters and integrations, duplicates and cycles', () => {
    const endpoint = (text: string) => `https://api.example.com/{{ ${text} }}`
    const input = {
      ...base,
      integrations: [
        { ...up, endpoint: endpoint('request.params.idd') },
        { ...up, id: 'b', endpoint: endpoint('integrations.c.body') },
        { ...up, id: 'c', endpoint: endpoint('integrations.b.body') },
        { ...up, id: 'd', endpoint: endpoint('integrations.d.body') },
        { ...up, id: 'up', endpoint: endpoint('integrations.nobody.body') },
      ],
      response: { body: '{{ integrations.ghost.status }}' },
    }
    expect(found(input).map((line) => line.split(':')[0])).toEqual([
      '/integrations/0/endpoint unknown_parameter',
      '/integrations/1 dependency_cycle',
      '/integrations/2 dependency_cycle',
      '/integrations/3 dependency_cycle',
      '/integrations/4 unknown_integration',
      '/integrations/4/id duplicate_id',
      '/response unknown_integration',
    ])
  })
})
