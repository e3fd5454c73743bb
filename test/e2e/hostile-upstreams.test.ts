import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startGateway, type TestGateway } from '../support/gateway.ts'
import { behaviours } from '../support/hostile-behaviours.ts'
import { type Origin, startOrigin } from '../support/origin.ts'

let gateway: TestGateway
let origin: Origin
let forbidden: Origin
beforeAll(async () => {
  ;[origin, forbidden] = await Promise.all([startOrigin(), startOrigin()])
  // One loopback port may be called, so that a redirect to another one is a redirect inwards.
  gateway = await startGateway({ vars: { ALLOWED_PRIVATE_HOSTS: origin.host } })
  const upstream = (more: object = {}) => ({
    id: 'up',
    type: 'http' as const,
    endpoint: `${origin.url}/{{ request.params.rest }}`,
    timeout: 1_000,
    maxResponseBytes: 100_000,
    ...more,
  })
  const rules = [{ operation: 'set', target: 'seen', source: 'true' }]
  const transformations = [{ id: 'mark', type: 'map' as const, rules }]
  const endpoints = [
    { path: '/pass/{rest+}', integrations: [upstream()] },
    { path: '/read/{rest+}', integrations: [upstream()], transformations },
    { path: '/follow/{rest+}', integrations: [upstream({ redirects: 3 })] },
  ]
  for (const endpoint of endpoints) {
    await gateway.publish({ name: endpoint.path, method: 'GET', ...endpoint })
  }
})
afterAll(() => Promise.all([gateway.stop(), origin.stop(), forbidden.stop()]))

const ask = (path: string) => fetch(`${gateway.gatewayUrl}${path}`, { redirect: 'manual' })

/** `cut`: the status was sent when it happened, so the connection breaks and nobody takes it for complete. */
type Expected = number | string | 'cut'

/** What docs/hostile-inputs.md promises: passed through, and read. */
const promised: Readonly<Record<string, readonly [pass: Expected, read: Expected]>> = {
  drip: ['cut', 'upstream_timeout'],
  silence: ['upstream_timeout', 'upstream_timeout'],
  'slow-headers': ['upstream_timeout', 'upstream_timeout'],
  'two-parts': [200, 200],
  'server-error': [500, 500],
  unavailable: [503, 503],
  'not-found': [404, 404],
  'busy-for-a-second': [503, 503],
  'limited-for-a-minute': [429, 429],
  'fails-once': ['upstream_unreachable', 200],
  'reset-before-headers': ['upstream_unreachable', 'upstream_unreachable'],
  'reset-mid-body': ['cut', 'upstream_unreachable'],
  'empty-reply': ['upstream_unreachable', 'upstream_unreachable'],
  'garbage-reply': ['upstream_unreachable', 'upstream_unreachable'],
  'bad-status': ['upstream_unreachable', 'upstream_unreachable'],
  'status-999': ['upstream_invalid_response', 'upstream_invalid_response'],
  'bad-chunks': ['cut', 'upstream_unreachable'],
  'length-too-long': ['cut', 'upstream_unreachable'],
  'length-too-short': [200, 200],
  'two-lengths': ['upstream_unreachable', 'upstream_unreachable'],
  'switching-protocols': ['upstream_invalid_response', 'upstream_invalid_response'],
  'no-content-with-body': [204, 204],
  endless: ['cut', 'upstream_too_large'],
  'gzip-bomb': ['cut', 'upstream_too_large'],
  'thousand-headers': ['upstream_invalid_response', 'upstream_invalid_response'],
  'huge-header': ['upstream_invalid_response', 'upstream_invalid_response'],
  'deep-json': [200, 'upstream_invalid_response'],
  'invalid-json': [200, 'upstream_invalid_response'],
  'invalid-gzip': ['cut', 'upstream_unreachable'],
  html: [200, 'transformation_failed'],
  prototype: [200, 200],
  'redirect-metadata': ['upstream_redirect', 'upstream_redirect'],
  'redirect-file': ['upstream_redirect', 'upstream_redirect'],
  'redirect-loop': [302, 302],
  'redirect-nowhere': [302, 302],
  'redirect-to': [302, 302],
  'session-cookie': [200, 200],
  'clear-site-data': [200, 200],
  'hop-by-hop': [200, 200],
  'spoofed-request-id': [200, 200],
}

it('has a promise for every behaviour', () => {
  expect(Object.keys(promised).sort()).toEqual(Object.keys(behaviours).sort())
})

describe.each([
  ['pass', 0],
  ['read', 1],
] as const)('an answer that is %s', (mode, at) => {
  it.each(Object.entries(promised))('%s', async (behaviour, expected) => {
    expect(await outcome(await ask(`/${mode}/${behaviour}`))).toBe(expected[at])
  })
})

it('serves as before after all of that', async () => {
  expect((await ask('/pass/fine')).status).toBe(200)
})

describe('redirects that are followed', () => {
  it('refuses to go where nobody may call', async () => {
    const to = encodeURIComponent(`${forbidden.url}/inside`)
    for (const path of ['redirect-metadata', 'redirect-file', `redirect-to?to=${to}`]) {
      expect(await outcome(await ask(`/follow/${path}`))).toBe('upstream_redirect')
    }
    expect(forbidden.journal).toEqual([])
  })

  it('ends a loop', async () => {
    origin.forget()
    expect(await outcome(await ask('/follow/redirect-loop'))).toBe('upstream_redirect')
    expect(origin.journal).toHaveLength(4)
  })

  it('follows to where it may', async () => {
    const answer = await ask('/follow/redirect-to?to=/fine')
    expect(answer.status).toBe(200)
    expect(origin.last().target).toBe('/fine')
  })
})

describe('headers of an upstream', () => {
  it('cannot touch the session of the dashboard', async () => {
    const answer = await ask('/pass/session-cookie')
    expect(answer.headers.getSetCookie()).toEqual(['own=1'])
  })

  it('cannot clear what the browser keeps for the dashboard', async () => {
    expect((await ask('/pass/clear-site-data')).headers.has('clear-site-data')).toBe(false)
  })

  it('end where their connection ends', async () => {
    const { headers } = await ask('/pass/hop-by-hop')
    for (const name of ['x-named', 'proxy-authenticate', 'upgrade']) {
      expect({ name, present: headers.has(name) }).toEqual({ name, present: false })
    }
    expect(headers.get('x-end')).toBe('to-end')
  })

  it('cannot choose the request id', async () => {
    const answer = await ask('/pass/spoofed-request-id')
    expect(answer.headers.get('x-request-id')).toMatch(/^req_/)
  })

  it('cannot run a page on the origin of the dashboard', async () => {
    const { headers } = await ask('/pass/html')
    expect(headers.get('content-security-policy')).toContain('sandbox')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })
})

it('does not let an upstream change prototypes', async () => {
  const answer = await ask('/read/prototype')
  const text = await answer.text()
  expect(JSON.parse(text)).toMatchObject({ id: 1, seen: true })
  expect(({} as { admin?: boolean }).admin).toBeUndefined()
})

async function outcome(answer: Response): Promise<Expected> {
  try {
    const text = await answer.text()
    if (answer.headers.get('content-type') !== 'application/problem+json') return answer.status
    return (JSON.parse(text) as { code: string }).code
  } catch {
    return 'cut'
  }
}
