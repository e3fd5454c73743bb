import { exports } from 'cloudflare:workers'
import { parseList } from 'structured-headers'
import { beforeAll, describe, expect, it } from 'vitest'

import { type Client, origin, ownerClient, sampleConfig } from '../../support/client.ts'
import { Keyed } from '../../support/keyed.ts'
import { openapiFaults } from '../../support/openapi-faults.ts'
import { until } from '../../support/until.ts'

let owner: Client
let keyed: Keyed
beforeAll(async () => {
  owner = await ownerClient()
  keyed = new Keyed(owner)
})

const body = { integrations: [], transformations: [], response: { body: 'ok' } }
// Closed: a machine that is too slow for the deadline must not let a request pass uncounted.
const limited = (path: string, requests: number, more: object = {}) => ({
  ...body,
  path,
  rateLimit: {
    enabled: true,
    strategy: 'fixed-window',
    requestsPerMinute: 10_000,
    failMode: 'closed',
    quotas: [{ name: 'daily', requests, period: 'day', ...more }],
  },
})

/** Waits out an object that was not ready yet. */
async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  for (;;) {
    const headers = new Headers({ 'cf-connecting-ip': '203.0.113.7', ...init.headers })
    const answer = await exports.default.fetch(new Request(url, { ...init, headers }))
    if (answer.status !== 503) return answer
    await answer.body?.cancel()
  }
}

describe('a limited endpoint', () => {
  it('answers 429 with headers that parse, to HEAD too, and lists who was refused', async () => {
    const { id, url } = await keyed.endpoint({
      ...limited('/limited', 2),
      authentication: { type: 'none' },
    })
    const answers = [await ask(url), await ask(url, { method: 'HEAD' }), await ask(url)]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429])
    for (const { headers } of answers)
      expect(parseList(headers.get('ratelimit') ?? '').map(([name]) => name)).toEqual([
        'default',
        'daily',
      ])
    const refused = answers[2]!
    expect(await refused.json()).toMatchObject({
      code: 'rate_limited',
      errorType: 'RATE_LIMIT_ERROR',
    })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    const list = async (query: string) =>
      (await owner.get(`/rate-limit-blocks?${query}`)).body.items
    await until(async () => (await list(`endpointId=${id}`)).length === 1, 10_000)
    expect(await list(`endpointId=${id}&limitName=daily&mode=enforce`)).toMatchObject([
      { limitName: 'daily', mode: 'enforce', consumerId: null, subject: '203.0.113.7', count: 1 },
    ])
    expect(await list(`endpointId=${id}&mode=shadow`)).toEqual([])
  })

  it('T62: counts what is declared, and nothing else', async () => {
    const key = (await keyed.key((await keyed.consumer()).id)).key
    const config = {
      ...limited('/counted', 4),
      validation: { query: { properties: { n: { type: 'integer' } } } },
    }
    const { url } = await keyed.endpoint(config)
    const headers = { 'x-api-key': key }
    const left = async (call: Promise<Response>) => {
      const answer = await call
      await answer.body?.cancel()
      const entry = parseList(answer.headers.get('ratelimit') ?? '').find(
        ([name]) => name === 'daily',
      )
      return [answer.status, entry?.[1].get('r')]
    }
    // Not counted: who is not known, and what no endpoint answers.
    expect(await left(ask(url))).toEqual([401, undefined])
    expect(await left(ask(url, { headers: { 'x-api-key': 'eck_wrong' } }))).toEqual([
      401,
      undefined,
    ])
    expect(await left(ask(url, { method: 'OPTIONS', headers }))).toEqual([204, undefined])
    expect(await left(ask(url, { method: 'POST', headers }))).toEqual([405, undefined])
    // Counted: whatever was admitted.
    expect(await left(ask(url, { headers }))).toEqual([200, 3])
    expect(await left(ask(url, { method: 'HEAD', headers }))).toEqual([200, 2])
    expect(await left(ask(`${url}?n=x`, { headers }))).toEqual([400, 1])
    // The body of an answer is cancelled without being read.
    expect(await left(ask(url, { headers }))).toEqual([200, 0])
    // Not counted: what was refused.
    expect(await left(ask(url, { headers }))).toEqual([429, 0])
    expect(await left(ask(url, { headers }))).toEqual([429, 0])
  })

  it('is described with 429 and its headers in the published OpenAPI', async () => {
    await keyed.endpoint({ ...limited('/told', 3), authentication: { type: 'none' } })
    const response = await exports.default.fetch(`${origin}/api/custom/openapi.json`)
    const document = await response.json<{
      paths: Record<string, { get: { responses: object } }>
    }>()
    expect(openapiFaults(document)).toEqual([])
    expect(document.paths['/told']?.get.responses).toMatchObject({
      '2XX': { headers: { RateLimit: {} } },
      '429': { headers: { 'Retry-After': {}, 'RateLimit-Policy': {} } },
      '503': {},
    })
  })
})

describe('a configuration of limits', () => {
  it.each([
    [{ limits: [{ name: 'a' }], quotas: [{ name: 'a', requests: 1 }] }, '/rateLimit/quotas/0/name'],
    [{ limits: [{ name: 'default' }] }, '/rateLimit/limits/0/name'],
    [{ countBy: 'expression' }, '/rateLimit/key'],
    [{ key: 'request.path' }, '/rateLimit/key'],
    [{ cost: '1 +' }, '/rateLimit/cost'],
    [{ cost: 'integrations.up.status' }, '/rateLimit/cost'],
    [{ cost: 'request.body.size' }, '/rateLimit/cost'],
    [
      { overrides: ['x', 'x'].map((consumer) => ({ consumer, requestsPerMinute: 1 })) },
      '/rateLimit/overrides/1/consumer',
    ],
  ])('is refused where it cannot work: %j', async (rateLimit, pointer) => {
    const config = sampleConfig({ path: '/refused', rateLimit: { enabled: true, ...rateLimit } })
    const created = await owner.post('/endpoints', config)
    const { status, body } = await owner.post(`/endpoints/${created.body.id}/publish`, {})
    const issues = created.status === 201 ? body : created.body
    expect([created.status, status]).toContain(422)
    expect(issues.details.map((issue: { pointer: string }) => issue.pointer)).toEqual([pointer])
  })
})
