import { describe, expect, it } from 'vitest'

import { check } from '#worker/check.ts'

import { noAuthPorts } from '../support/auth-ports.ts'
import { fakeUpstream } from '../support/pipeline.ts'
import { unusedPorts } from '../support/unused-ports.ts'

const { upstream } = fakeUpstream(() => new Response('ok'))
const auth = { ...noAuthPorts, refusal: (url: URL) => upstream.refusal(url) }
const deps = {
  ...unusedPorts(),
  upstream,
  auth,
}
const base = { name: 'T', path: '/t/{id}', method: 'GET' }
const up = { id: 'up', type: 'http', endpoint: 'https://api.example.com/' }

function found(input: unknown): string[] {
  const result = check(input, deps, new Map())
  return 'issues' in result ? result.issues.map((i) => `${i.pointer} ${i.code}: ${i.message}`) : []
}

describe('check', () => {
  it('answers the parsed configuration, defaults filled in', () => {
    const result = check({ ...base, integrations: [up] }, deps, new Map())
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
      '/integrations/0/type unknown_value: Write one of: http, graphql, database, webhook',
    )
    expect(lines).toContain('/response/status too_small: Write a number of at least 200')
  })

  it('finds what a cache cannot work with', () => {
    const caching = (more: object) =>
      found({ ...base, path: '/o/{id}', integrations: [up], ...more })
    expect(caching({ method: 'POST', caching: { enabled: true } })).toEqual([
      '/caching/enabled uncacheable_method: Answers are remembered for GET (and HEAD with it); use false or write the method GET',
    ])
    expect(
      caching({ caching: { enabled: true, tags: ['o:{id}', 'o:{nr}'], partition: 'consumer' } }),
    ).toEqual([
      '/caching/partition no_consumer: Nobody knows who calls without authentication; use "auto" or choose an authentication',
      '/caching/tags/1 unknown_parameter: The path /o/{id} has no parameter nr; write one of: id',
    ])
    const rules = [
      { on: 'POST /o/{id', tags: [] },
      { on: 'PUT /o/{nr}', tags: ['o:{id}'] },
    ]
    expect(caching({ caching: { enabled: true, invalidationRules: rules } })).toEqual([
      expect.stringMatching('^/caching/invalidationRules/0 invalid_path'),
      '/caching/invalidationRules/1/tags/0 unknown_parameter: The path /o/{nr} has no parameter id; write one of: nr',
    ])
    expect(caching({ caching: { enabled: true, key: 'request.body.id' } })).toEqual([
      expect.stringMatching('^/caching/key not_in_key: The key is made before the body is read'),
    ])
  })

  it('refuses a cache whose answers could not be told apart', () => {
    const of = (header: string, caching: object) =>
      found({
        ...base,
        integrations: [{ ...up, headers: { 'x-a': header } }],
        caching: { enabled: true, ...caching },
      })
    expect(of('{{ $string(request.headers) }}', {})).toEqual([
      expect.stringMatching('^/caching unnamed_headers'),
    ])
    expect(of('{{ principal.id }}', { partition: 'shared' })).toEqual([
      expect.stringMatching('^/caching/partition shared_identity'),
    ])
    expect(of('{{ request.headers.host }}', {})).toEqual([])
  })

  it.each([[{ workflow: { id: 'w', trigger: { type: 'api-call' }, steps: [] } }, '/workflow']])(
    'refuses what this version does not run: %j',
    (more, pointer) => {
      expect(found({ ...base, ...more })).toEqual([
        expect.stringMatching(
          new RegExp(`^${pointer} kind_unavailable: .* is not available in this version; `),
        ),
      ])
    },
  )

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
