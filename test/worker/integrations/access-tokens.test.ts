import { beforeEach, describe, expect, it } from 'vitest'

import { endpointConfig } from '#contract/endpoint.ts'
import { compile } from '#worker/compile.ts'
import { RequestContext } from '#worker/context.ts'
import { type Pipeline, run } from '#worker/pipeline.ts'

import { noAuthPorts } from '../../support/auth-ports.ts'
import { fakeUpstream, outcome } from '../../support/pipeline.ts'
import { unusedPorts } from '../../support/unused-ports.ts'

const tokenUrl = 'https://login.example.com/token'
const allowedOrigins = ['https://login.example.com', 'https://api.example.com']

let nowMs: number
let secret: string
let issued: number
let isDown: boolean
/** The token the service takes; undefined: any. */
let accepted: string | undefined
let seen: string[]
let pipelines: Record<string, Pipeline>
beforeEach(() => {
  nowMs = 1_000_000
  secret = 'one'
  issued = 0
  isDown = false
  accepted = undefined
  seen = []
  pipelines = { GET: pipelineOf('GET'), POST: pipelineOf('POST') }
})

function answer(request: Request): Response {
  if (request.url === tokenUrl) {
    issued += 1
    if (isDown) return new Response(null, { status: 503 })
    return Response.json({ access_token: `t${issued}`, token_type: 'bearer', expires_in: 100 })
  }
  const token = request.headers.get('authorization')?.slice(7) ?? ''
  seen.push(token)
  return new Response('{}', { status: accepted === undefined || token === accepted ? 200 : 401 })
}

function pipelineOf(method: string): Pipeline {
  const authentication = { type: 'oauth2', tokenUrl, clientId: 'c', clientSecret: 's' }
  const up = { id: 'up', type: 'http', endpoint: 'https://api.example.com/', authentication }
  const config = endpointConfig.parse({ name: 'T', path: '/t', method, integrations: [up] })
  const secrets = {
    recall: () => secret,
    read: () => Promise.resolve({ value: secret, allowedOrigins }),
  }
  const { upstream } = fakeUpstream(answer)
  const auth = { ...noAuthPorts, secrets }
  const deps = {
    ...unusedPorts(),
    upstream,
    auth,
  }
  return compile(config, deps, 'ep_test')
}

async function call(method: 'GET' | 'POST' = 'GET'): Promise<string | number> {
  const pipeline = pipelines[method]
  if (pipeline === undefined) throw new Error(method)
  const ctx = new RequestContext({
    request: new Request('https://gateway.example/t', { method }),
    requestId: 'req_1',
    clientIp: '',
    origin: 'https://gateway.example',
    path: '/t',
    search: '',
    rawParams: {},
    variables: {},
    waitUntil: () => undefined,
    now: () => nowMs,
  })
  return outcome(await run(pipeline, ctx))
}

describe('an access token', () => {
  it('is asked for once by many calls, and again shortly before it ends', async () => {
    await Promise.all(Array.from({ length: 20 }, () => call()))
    nowMs += 89_000
    await call()
    expect(issued).toBe(1)
    nowMs += 1_000
    await call()
    expect([issued, seen.at(-1)]).toEqual([2, 't2'])
  })

  it('is void once its secret was replaced', async () => {
    await call()
    secret = 'two'
    await call()
    expect(seen).toEqual(['t1', 't2'])
  })

  it('is renewed once after a 401, for a request that may be repeated', async () => {
    await call()
    nowMs += 10_000
    accepted = 't2'
    expect(await call()).toBe(200)
    expect(seen).toEqual(['t1', 't1', 't2'])
    nowMs += 10_000
    accepted = 'none'
    expect(await call()).toBe(401)
    expect([seen.slice(3), issued]).toEqual([['t2', 't3'], 3])
  })

  it('is not renewed for POST, nor when it was fresh', async () => {
    accepted = 'none'
    expect(await call('POST')).toBe(401)
    nowMs += 10_000
    expect(await call('POST')).toBe(401)
    expect([seen, issued]).toEqual([['t1', 't1'], 1])
    expect(await call()).toBe(401)
    expect([seen.slice(2), issued]).toEqual([['t2'], 2])
  })

  it('is asked for at most once a second while its server fails', async () => {
    isDown = true
    for (let n = 0; n < 10; n++) expect(await call()).toBe('upstream_authentication_failed')
    expect([issued, seen]).toEqual([1, []])
    isDown = false
    nowMs += 1_000
    expect(await call()).toBe(200)
  })
})
