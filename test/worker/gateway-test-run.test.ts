import { describe, expect, test } from 'vitest'

import { endpointConfig, type EndpointConfigInput } from '#contract/endpoint.ts'
import { testRequest, testResult, type TestRequest, type TestResult } from '#contract/trace.ts'
import { compile } from '#worker/compile.ts'
import { createGateway } from '#worker/gateway.ts'
import { Problem } from '#worker/problem.ts'

import { FakeSource } from '../support/fake-source.ts'
import { unusedPorts } from '../support/unused-ports.ts'

const greeting = { name: 'greet', method: 'GET', path: '/greet/{name}' } as const

function run(
  config: EndpointConfigInput,
  request: Partial<TestRequest> = {},
  upstreamBody: BodyInit = '{"id":1}',
): Promise<TestResult> {
  const source = new FakeSource()
  const upstream = {
    refusal: () => undefined,
    fetch: () => Promise.resolve(new Response(upstreamBody)),
  }
  const gateway = createGateway({
    source,
    compileDeps: {
      ...unusedPorts(),
      upstream,
    },
    basePath: '/api/custom',
    now: source.now,
    newRequestId: () => 'req_test',
    log: () => {},
  })
  const parsed = endpointConfig.parse(config)
  const pipeline = compile(
    parsed,
    {
      ...unusedPorts(),
      upstream,
    },
    'ep_test',
  )
  return gateway.test(pipeline, parsed, testRequest.parse(request), () => {})
}

describe('a test run', () => {
  test('answers what a caller would get, and traces every stage', async () => {
    const config = { ...greeting, response: { body: 'Hello {{ request.params.name }}' } }
    const result = await run(config, { path: '/greet/you' })
    expect(testResult.parse(result).response).toMatchObject({
      status: 200,
      body: 'Hello you',
      bodyEncoding: 'utf-8',
      truncated: false,
      headers: { 'x-request-id': 'req_test' },
    })
    expect(result.trace.map(({ stage, outcome }) => `${stage} ${outcome}`)).toEqual([
      'route ok',
      'authenticate skipped',
      'limit skipped',
      'validate ok',
      'idempotency skipped',
      'cache skipped',
      'respond ok',
    ])
    expect(result.trace[0]?.detail).toEqual({ path: '/greet/you', params: { name: 'you' } })
  })

  test('shows each integration inside the answer', async () => {
    const integrations = [{ id: 'up', type: 'http', endpoint: 'https://up.test/' }] as const
    const result = await run({ ...greeting, integrations: [...integrations] })
    expect(result.trace.slice(-2)).toMatchObject([
      { stage: 'respond' },
      { stage: 'integrations', name: 'up', detail: { status: 200 } },
    ])
  })

  test('sends query, headers and body as the author wrote them', async () => {
    const body = '{{ request.query.q }} {{ request.headers."x-tenant" }} {{ request.body.n }}'
    const config = { name: 'p', method: 'POST', path: '/p', response: { body } } as const
    const headers = { 'x-tenant': 'acme' }
    const result = await run(config, { query: { q: 'a b' }, headers, body: { n: 7 } })
    expect(result.response.body).toBe('a b acme 7')
  })

  test('a path that does not fit is a 404, and the route span says refused', async () => {
    const result = await run(greeting, { path: '/other' })
    expect(result.response.status).toBe(404)
    expect(result.trace).toMatchObject([{ stage: 'route', outcome: 'refused' }])
    expect((await run(greeting, { path: '/../../v1/users' })).response.status).toBe(404)
  })

  test('a refusing stage is the last one of the trace', async () => {
    const config = { name: 'p', method: 'POST', path: '/p', request: { maxBodyBytes: 2 } } as const
    const result = await run(config, { body: 'too much', headers: { 'content-length': '8' } })
    expect(result.response.status).toBe(413)
    expect(result.trace.at(-1)).toMatchObject({
      stage: 'validate',
      outcome: 'refused',
      detail: { code: 'body_too_large' },
    })
  })

  test('bytes that are no text are shown in base64', async () => {
    const integrations = [{ id: 'up', type: 'http', endpoint: 'https://up.test/' }] as const
    const bytes = new Uint8Array([0xff, 0xfe])
    const { response } = await run({ ...greeting, integrations: [...integrations] }, {}, bytes)
    expect(response).toMatchObject({ body: '//4=', bodyEncoding: 'base64' })
  })

  test('shows at most 256 KiB, cut between characters', async () => {
    const integrations = [{ id: 'up', type: 'http', endpoint: 'https://up.test/' }] as const
    const text = `a${'é'.repeat(200_000)}`
    const { response } = await run({ ...greeting, integrations: [...integrations] }, {}, text)
    expect(response).toMatchObject({ bodyEncoding: 'utf-8', truncated: true })
    expect(new TextEncoder().encode(response.body).byteLength).toBe(262_143)
  })

  test('a request that cannot be made is a problem of the author', async () => {
    await expect(run(greeting, { body: 'x' })).rejects.toThrow(Problem)
    await expect(run(greeting, { headers: { 'not a name': 'x' } })).rejects.toThrow(Problem)
  })
})
