import { describe, expect, it } from 'vitest'

import { diffConfigs, publishWarnings } from '#contract/diff.ts'

const base = {
  name: 'Orders',
  path: '/orders/{id}',
  method: 'GET',
  integrations: [
    {
      id: 'orders',
      type: 'http',
      endpoint: 'https://a.example/{{ request.params.id }}',
      timeout: 5000,
    },
    { id: 'stock', type: 'http', endpoint: 'https://b.example/stock' },
  ],
}
const [orders, stock] = base.integrations

const table = [
  {
    it: 'names a changed path',
    after: { ...base, path: '/v2/orders/{id}' },
    changes: [
      {
        kind: 'changed',
        pointer: '/path',
        field: ['path'],
        before: '/orders/{id}',
        after: '/v2/orders/{id}',
      },
    ],
    warnings: ['path_changed', 'live_replaced'],
  },
  {
    it: 'names the integration whose timeout changed',
    after: { ...base, integrations: [{ ...orders, timeout: 10_000 }, stock] },
    changes: [
      {
        kind: 'changed',
        pointer: '/integrations/0/timeout',
        subject: { list: 'integrations', id: 'orders' },
        field: ['timeout'],
        before: 5000,
        after: 10_000,
      },
    ],
    warnings: ['live_replaced'],
  },
  {
    it: 'sees no change in an integration that only moved',
    after: { ...base, integrations: [stock, orders] },
    changes: [],
    warnings: ['live_replaced'],
  },
  {
    it: 'sees no change in a default that is written out',
    after: { ...base, description: '', version: '1.0.0', caching: { enabled: false } },
    changes: [],
    warnings: ['live_replaced'],
  },
  {
    it: 'names a removed integration once',
    after: { ...base, integrations: [orders] },
    changes: [
      expect.objectContaining({
        kind: 'removed',
        pointer: '/integrations/1',
        subject: { list: 'integrations', id: 'stock' },
        field: [],
      }),
    ],
    warnings: ['live_replaced'],
  },
  {
    it: 'names an added header by its name, escaped in the pointer',
    after: { ...base, response: { headers: { 'x-a~b': '1' } } },
    changes: [
      expect.objectContaining({
        kind: 'added',
        field: ['response', 'headers', 'x-a~b'],
        after: '1',
      }),
    ],
    warnings: null,
  },
  {
    it: 'warns about another host, a smaller body and a fixed status',
    after: {
      ...base,
      request: { maxBodyBytes: 10 },
      response: { status: 204 },
      integrations: [{ ...orders, endpoint: 'https://c.example/x' }, stock],
    },
    changes: null,
    warnings: ['host_changed', 'limit_tightened', 'answer_status_changed', 'live_replaced'],
  },
  {
    it: 'warns about a rate limit that comes, gets tighter, looser, or only looks on',
    before: { ...base, rateLimit: { enabled: true, limits: [{ name: 'old' }] } },
    after: {
      ...base,
      rateLimit: { enabled: true, requestsPerMinute: 6_000, limits: [{ name: 'new' }] },
    },
    changes: null,
    warnings: ['limit_tightened', 'limit_loosened', 'live_replaced'],
  },
  {
    it: 'warns that a limit which is enforced now was not',
    before: { ...base, rateLimit: { enabled: true, mode: 'shadow' } },
    after: { ...base, rateLimit: { enabled: true } },
    changes: null,
    warnings: ['limit_tightened', 'live_replaced'],
  },
  {
    it: 'warns that a limit is no longer enforced',
    before: { ...base, rateLimit: { enabled: true } },
    after: { ...base, rateLimit: { enabled: true, mode: 'shadow' } },
    changes: null,
    warnings: ['limit_loosened', 'live_replaced'],
  },
  {
    it: 'warns about another method',
    after: { ...base, method: 'POST' },
    changes: null,
    warnings: ['method_changed', 'live_replaced'],
  },
  {
    it: 'warns when authentication goes away',
    before: { ...base, authentication: { type: 'api-key' } },
    after: base,
    changes: null,
    warnings: ['authentication_weakened', 'live_replaced'],
  },
  {
    it: 'warns when callers need a credential',
    after: { ...base, authentication: { type: 'api-key' } },
    changes: null,
    warnings: ['authentication_tightened', 'live_replaced'],
  },
  {
    it: 'warns when callers need another scope, and one role more is enough',
    before: { ...base, authentication: { type: 'api-key', roles: ['ops'] } },
    after: {
      ...base,
      authentication: {
        type: 'api-key',
        settings: { requiredScopes: ['orders:read'] },
        roles: ['ops', 'sales'],
      },
    },
    changes: null,
    warnings: ['authentication_weakened', 'authentication_tightened', 'live_replaced'],
  },
  {
    it: 'warns when a role no longer opens it',
    before: { ...base, authentication: { type: 'api-key', roles: ['ops', 'sales'] } },
    after: { ...base, authentication: { type: 'api-key', roles: ['ops'] } },
    changes: null,
    warnings: ['authentication_tightened', 'live_replaced'],
  },
  {
    it: 'warns when another issuer is trusted',
    before: { ...base, authentication: tokens({}) },
    after: {
      ...base,
      authentication: tokens({ issuer: ['https://a.example', 'https://b.example'] }),
    },
    changes: null,
    warnings: ['authentication_weakened', 'live_replaced'],
  },
  {
    it: 'warns when tokens are verified with other keys',
    before: { ...base, authentication: tokens({}) },
    after: {
      ...base,
      authentication: tokens({ keys: { source: 'jwks', url: 'https://c.example/keys' } }),
    },
    changes: null,
    warnings: ['authentication_weakened', 'authentication_tightened', 'live_replaced'],
  },
  {
    it: 'warns when tokens may live for ever',
    before: { ...base, authentication: tokens({ requiredClaims: { tenant: 'acme' } }) },
    after: { ...base, authentication: tokens({ requireExp: false }) },
    changes: null,
    warnings: ['authentication_weakened', 'live_replaced'],
  },
]

function tokens(settings: object) {
  const all = {
    algorithms: ['RS256'],
    keys: { source: 'jwks', url: 'https://a.example/keys' },
    issuer: ['https://a.example'],
    audience: ['api'],
  }
  return { type: 'jwt', settings: { ...all, ...settings } }
}

describe('difference between two configurations', () => {
  it.each(table)('$it', ({ before = base, after, changes, warnings }) => {
    if (changes !== null) {
      expect(diffConfigs(before, after).map((change) => ({ ...change }))).toEqual(changes)
    }
    if (warnings !== null) {
      expect(publishWarnings(before, after, 3).map(({ code }) => code)).toEqual(warnings)
    }
  })

  it('lists nothing for a first publish', () => {
    expect(diffConfigs(undefined, base)).toEqual([])
    expect(publishWarnings(undefined, base, null)).toEqual([])
  })

  it('compares a configuration with problems as it is written', () => {
    const fields = diffConfigs(base, { ...base, method: 'FETCH' }).map(({ field }) =>
      field.join('.'),
    )
    expect(fields).toContain('method')
  })
})
