import { expect, it } from 'vitest'

import { testRequest } from '#contract/trace.ts'
import { watchCredentials } from '#worker/connection/credentials.ts'
import { testConnection } from '#worker/connection/test-connection.ts'
import type { CompiledIntegration } from '#worker/integrations/types.ts'

import { unusedPorts } from '../../support/unused-ports.ts'

/** What is shown of this answer. */
function shown(answer: Response, credential = '') {
  const { deps, seen } = watchCredentials({
    ...unusedPorts(),
    upstream: { refusal: () => undefined, fetch: async () => answer },
  })
  const headers = { authorization: `Bearer ${credential}` }
  const call = () => deps.upstream.fetch('https://up.test/', { headers })
  return testConnection(
    {
      integration: { call } as unknown as CompiledIntegration,
      authenticate: undefined,
      expects: () => true,
      timeoutMs: 1_000,
      endpoint: { method: 'GET', path: '/p' },
      pipeline: { variables: {} },
      request: testRequest.parse({}),
      results: {},
      seen,
    },
    {
      basePath: '/api/custom',
      now: () => 0,
      requestId: 'req_1',
      waitUntil: () => undefined,
      log: () => undefined,
    },
  )
}

it.each([
  [521, '', 'refused'],
  [522, '', 'timeout'],
  [526, '', 'tls'],
  [530, 'error code: 1016', 'dns'],
])('reads a %i of the edge as what it stands for', async (status, body, fault) => {
  const headers = { server: 'cloudflare' }
  const { problem, response } = await shown(new Response(body, { status, headers }))
  expect(problem).toMatchObject({ code: 'upstream_unreachable', fault })
  expect(response).toMatchObject({ status, body })
  expect((await shown(new Response(body, { status }))).problem).toBeNull()
})

it('shows no part of a credential that the end of what is shown goes through', async () => {
  const token = 'canary'.repeat(40)
  const body = 'x'.repeat(65_500) + token + 'y'.repeat(100)
  const { response } = await shown(new Response(body), token)
  expect(response?.body).toHaveLength(65_510)
  expect(response?.body).not.toContain('can')
  expect(response).toMatchObject({ truncated: true })
  const many = await shown(new Response(token.repeat(400)), token)
  expect(many.response?.body).toMatch(/^(\[redacted\])+$/)
})

it('takes bytes for bytes, and UTF-16 too', async () => {
  for (const bytes of [new Uint8Array([0xff, 0xfe]), new Uint8Array([99, 0, 97, 0, 110, 0])])
    expect((await shown(new Response(bytes))).response?.body).toBeNull()
})

it('hides what headers hold of sessions and credentials', async () => {
  const headers = new Headers({ 'x-auth-token': 'abc', etag: '"canary-token"', server: 'up' })
  headers.append('set-cookie', 'sid=1')
  const { response } = await shown(new Response('ok', { headers }), 'canary-token')
  expect(response?.headers).toMatchObject({
    'set-cookie': '[redacted]',
    'x-auth-token': '[redacted]',
    etag: '"[redacted]"',
    server: 'up',
  })
})
