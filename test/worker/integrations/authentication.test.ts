import { createHash, createHmac } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { endpointConfig } from '#contract/endpoint.ts'
import { compile } from '#worker/compile.ts'
import { Problem } from '#worker/problem.ts'

import { answerOf, type FakeFetch, fakeUpstream, outcome } from '../../support/pipeline.ts'
import { unusedPorts } from '../../support/unused-ports.ts'

const http = (authentication: object, more: object = {}) =>
  ({
    integrations: [
      {
        id: 'up',
        type: 'http' as const,
        endpoint: 'https://api.example.com/v1',
        authentication,
        ...more,
      },
    ],
  }) as never
const ok = () => Response.json({ ok: true })
const secrets = { s: 'the secret' }
const request = (init: RequestInit = {}, search = '') =>
  new Request(`https://gateway.example/api/custom/t${search}`, init)
const callOf = async (authentication: object, sent: object = {}, more: object = {}) => {
  const { calls, answer } = await answerOf(http(authentication, more), ok, { secrets, ...sent })
  const [call] = calls
  if (call === undefined) throw new Error(`not sent: ${outcome(answer)}`)
  return call
}

/** Pointer and code of everything that is wrong. */
function issuesOf(authentication: object, more: object = {}): string[] {
  const { upstream } = fakeUpstream(ok)
  const base = { name: 'T', path: '/t', method: 'GET' }
  const config = endpointConfig.parse({ ...base, ...(http(authentication, more) as object) })
  const deps = {
    ...unusedPorts(),
    upstream,
  }
  try {
    compile(config, deps, 'ep_test')
    return []
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return (error.options.issues ?? []).map(({ pointer, code }) => `${pointer} ${code}`)
  }
}

describe('basic, bearer and api-key', () => {
  it('send the credential of the integration instead of the one of the caller', async () => {
    const sent = {
      request: request({ headers: { authorization: 'Bearer caller', 'x-api-key': 'c' } }),
    }
    const basic = await callOf({ type: 'basic', username: 'jürgen', password: 's' }, sent)
    const expected = Buffer.from('jürgen:the secret').toString('base64')
    expect(basic.headers.get('authorization')).toBe(`Basic ${expected}`)
    const bearer = await callOf({ type: 'bearer', token: 's' }, sent)
    expect(bearer.headers.get('authorization')).toBe('Bearer the secret')
    const key = await callOf({ type: 'api-key', key: 's' }, sent)
    expect(key.headers.get('x-api-key')).toBe('the secret')
    expect(key.headers.get('authorization')).toBeNull()
  })

  it('forwards the authorization of the caller where the integration has none of its own', async () => {
    const sent = { request: request({ headers: { authorization: 'Bearer caller' } }) }
    const call = await callOf({ type: 'none' }, sent)
    expect(call.headers.get('authorization')).toBe('Bearer caller')
  })

  it('puts a key into the query in place of every parameter of its name', async () => {
    const sent = { request: request({}, '?a=%2F&api_key=mine&API%5FKEY=other&b=x?y') }
    const call = await callOf({ type: 'api-key', in: 'query', name: 'api_key', key: 's' }, sent)
    expect(call.url).toBe('https://api.example.com/v1?a=%2F&b=x?y&api_key=the%20secret')
  })

  it('refuses a secret that cannot be a header, without repeating it', async () => {
    const sent = { secrets: { s: 'line\nbreak' } }
    const { answer, calls } = await answerOf(http({ type: 'bearer', token: 's' }), ok, sent)
    expect([outcome(answer), calls.length]).toEqual(['upstream_authentication_failed', 0])
    expect(JSON.stringify(answer)).not.toContain('break')
  })
})

describe('T60 a secret', () => {
  const bearer = { type: 'bearer', token: 's' }

  it.each([
    [{ secrets: {} }, 'is missing'],
    [{ secrets, allowedOrigins: [] }, 'not bound'],
    [{ secrets, allowedOrigins: ['https://api.example.com:8443'] }, 'not bound'],
    [{ secrets, allowedOrigins: ['https://example.com'] }, 'not bound'],
  ])('is not sent with %j', async (sent, why) => {
    const { answer, calls } = await answerOf(http(bearer), ok, sent)
    expect([outcome(answer), calls.length]).toEqual(['upstream_authentication_failed', 0])
    expect(answer).toMatchObject({ internal: expect.stringContaining(why) })
  })

  it('is not sent to another origin by a redirect, whichever way it is written', async () => {
    const { calls } = await answerOf(
      http({ type: 'api-key', key: 's', name: 'x-key' }, { redirects: 2 }),
      (call) =>
        call.url.includes('api.example.com')
          ? new Response(null, { status: 307, headers: { location: 'https://evil.example/' } })
          : ok(),
      { secrets },
    )
    expect(calls.map((call) => call.headers.get('x-key'))).toEqual(['the secret', null])
  })

  it('in a query is not sent on by a redirect that repeats it', async () => {
    const query = { type: 'api-key', in: 'query', name: 'k', key: 's' }
    const to = (host: string) => (call: Request) =>
      new Response(null, {
        status: 307,
        headers: { location: `https://${host}/moved${new URL(call.url).search}` },
      })
    const away = await answerOf(http(query, { redirects: 2 }), to('evil.example'), { secrets })
    expect([outcome(away.answer), away.calls.length]).toEqual(['upstream_redirect', 1])
    const shown = await answerOf(http(query), to('api.example.com'), { secrets })
    expect(JSON.stringify([...(shown.answer as Response).headers])).not.toContain('secret')
  })
})

describe('hmac', () => {
  const body = '{"a":"é"}'
  const post = () => ({
    request: request({ method: 'POST', body }, '?q=1'),
    now: () => 1_700_000_000_500,
  })
  const hmac = (more: object = {}) => ({ type: 'hmac', secret: 's', ...more })

  it('signs method, path, query, time and body digest, each on its line', async () => {
    const call = await callOf(hmac(), post(), { method: 'POST' })
    const digest = createHash('sha256').update(body).digest('hex')
    const content = `POST\n/v1\nq=1\n1700000000\n${digest}`
    const expected = createHmac('sha256', secrets.s).update(content).digest('hex')
    expect(call.headers.get('x-signature')).toBe(expected)
    expect(call.headers.get('x-timestamp')).toBe('1700000000')
    expect(await call.text()).toBe(body)
  })

  it('signs what the author wrote, with their algorithm, encoding and header', async () => {
    const config = {
      content: 'v0:{host}:{timestamp}:{body}',
      algorithm: 'SHA-512',
      encoding: 'base64',
      signatureHeader: 'X-Sig',
      signaturePrefix: 'v0=',
      timestampHeader: 'x-time',
    }
    const call = await callOf(hmac(config), post(), { method: 'POST' })
    const content = `v0:api.example.com:1700000000:${body}`
    const expected = createHmac('sha512', secrets.s).update(content).digest('base64')
    expect(call.headers.get('x-sig')).toBe(`v0=${expected}`)
  })

  it('streams the body when it is not signed', async () => {
    const sent = { request: request({ method: 'POST', body }) }
    const call = await callOf(hmac({ content: '{method}' }), sent, { method: 'POST' })
    const expected = createHmac('sha256', secrets.s).update('POST').digest('hex')
    expect(call.headers.get('x-signature')).toBe(expected)
    expect(call.headers.get('x-timestamp')).toBeNull()
  })
})

describe('aws-sigv4', () => {
  const aws = (more: object = {}) => ({
    type: 'aws-sigv4',
    accessKeyId: 'AKID',
    secretAccessKey: 's',
    region: 'eu-west-1',
    service: 's3',
    ...more,
  })

  it('sends the query as it signs it, and nothing of AWS that the caller wrote', async () => {
    const headers = { 'x-amz-copy-source': '/other/key', 'x-amz-acl': 'public-read' }
    const sent = { request: request({ headers }, '?b=a+b&a=1') }
    const call = await callOf(aws(), sent, { headers: { 'x-amz-acl': 'private' } })
    expect(call.url).toBe('https://api.example.com/v1?a=1&b=a%20b')
    expect(call.headers.get('x-amz-copy-source')).toBeNull()
    expect(call.headers.get('x-amz-acl')).toBe('private')
    expect(call.headers.get('authorization')).toContain(
      'SignedHeaders=host;x-amz-acl;x-amz-content-sha256;x-amz-date,',
    )
  })

  it('signs the body, or leaves it out so that it can stream', async () => {
    const digest = createHash('sha256').update('x').digest('hex')
    for (const [payload, expected] of [
      ['signed', digest],
      ['unsigned', 'UNSIGNED-PAYLOAD'],
    ]) {
      const sent = { request: request({ method: 'PUT', body: 'x' }) }
      const call = await callOf(aws({ payload }), sent, { method: 'PUT' })
      expect(call.headers.get('x-amz-content-sha256')).toBe(expected)
      expect(await call.text()).toBe('x')
    }
  })

  it('sends the session token of temporary keys', async () => {
    const sent = { secrets: { ...secrets, t: 'temporary' } }
    const call = await callOf(aws({ sessionToken: 't' }), sent)
    expect(call.headers.get('x-amz-security-token')).toBe('temporary')
    expect(call.headers.get('authorization')).toContain('x-amz-security-token')
  })
})

describe('oauth2', () => {
  const tokenUrl = 'https://login.example.com/token'
  const oauth2 = { type: 'oauth2', tokenUrl, clientId: 'a:b', clientSecret: 's' }
  const allowedOrigins = ['https://api.example.com', 'https://login.example.com']
  const issuing =
    (answer: () => Response, upstream: FakeFetch = ok): FakeFetch =>
    (call) =>
      call.url === tokenUrl ? answer() : upstream(call)
  const token = (more: object = {}) =>
    Response.json({ access_token: 'at-1', token_type: 'Bearer', expires_in: 60, ...more })

  it('asks for a token with the client secret and calls with the token', async () => {
    const sent = { secrets, allowedOrigins }
    const { calls } = await answerOf(http({ ...oauth2, scope: 'a b' }), issuing(token), sent)
    const [asked, called] = calls
    expect(asked?.headers.get('authorization')).toBe(`Basic ${btoa('a%3Ab:the+secret')}`)
    expect(await asked?.text()).toBe('grant_type=client_credentials&scope=a+b')
    expect(called?.headers.get('authorization')).toBe('Bearer at-1')
    const post = { ...oauth2, clientAuthentication: 'client_secret_post' }
    const other = await answerOf(http(post), issuing(token), sent)
    expect(await other.calls[0]?.text()).toContain('client_secret=the+secret')
    expect(other.calls[0]?.headers.get('authorization')).toBeNull()
  })

  it.each([
    ['a refusal', () => new Response('the secret', { status: 401 })],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: '/x' } })],
    ['no JSON', () => new Response('the secret')],
    ['no token', () => token({ access_token: undefined })],
    ['a token that is no header value', () => token({ access_token: 'a\nb' })],
    ['a token of another type', () => token({ token_type: 'mac' })],
    ['too much', () => new Response('x'.repeat(70_000))],
  ])('answers 502 to %s of the token endpoint, without calling the service', async (_, answer) => {
    const sent = { secrets, allowedOrigins }
    const result = await answerOf(http(oauth2), issuing(answer), sent)
    expect(outcome(result.answer)).toBe('upstream_authentication_failed')
    expect(result.calls.map((call) => call.url)).toEqual([tokenUrl])
    expect(JSON.stringify(result.answer)).not.toContain('the secret')
  })

  it.each([allowedOrigins.slice(0, 1), allowedOrigins.slice(1)])(
    'T60 neither asks nor calls when the secret is bound to %s only',
    async (only) => {
      const sent = { secrets, allowedOrigins: [only] }
      const { answer, calls } = await answerOf(http(oauth2), issuing(token), sent)
      expect([outcome(answer), calls.length]).toEqual(['upstream_authentication_failed', 0])
    },
  )
})

describe('what an author may not write', () => {
  const bearer = { type: 'bearer', token: 's' }
  const at = '/integrations/0'

  it.each<[authentication: object, more: object, issues: string[]]>([
    [bearer, { headers: { Authorization: 'x' } }, [`${at}/headers/authorization reserved_header`]],
    [bearer, { endpoint: 'http://api.example.com/' }, [`${at}/endpoint insecure_url`]],
    [
      { type: 'api-key', in: 'query', name: 'k', key: 's' },
      { endpoint: 'https://api.example.com/?K=1', query: { k: 'x' } },
      [`${at}/query/k reserved_parameter`, `${at}/endpoint reserved_parameter`],
    ],
    [{ type: 'api-key', name: 'host', key: 's' }, {}, [`${at}/authentication forbidden_header`]],
    [
      { type: 'hmac', secret: 's', signatureHeader: 'x-a', timestampHeader: 'X-A' },
      {},
      [`${at}/authentication forbidden_header`],
    ],
    [
      { type: 'hmac', secret: 's', content: '{bodi}' },
      {},
      [`${at}/authentication/content unknown_value`],
    ],
    [{ type: 'hmac', secret: 's' }, { redirects: 1 }, [`${at}/redirects unsupported_redirects`]],
    ...[
      ['http://login.example.com/', 'insecure_url'],
      ['https://{{ request.query.h }}/token', 'invalid_url'],
      ['https://u:p@login.example.com/', 'upstream_forbidden'],
      ['https://login.example.com/\t', 'invalid_url'],
      ['https://0x7f.1/token', 'upstream_forbidden'],
      ['https://[::ffff:7f00:1]/token', 'upstream_forbidden'],
      ['https://metadata.google.internal./token', 'upstream_forbidden'],
    ].map(([tokenUrl, code]): [object, object, string[]] => [
      { type: 'oauth2', tokenUrl, clientId: 'c', clientSecret: 's' },
      {},
      [`${at}/authentication/tokenUrl ${code}`],
    ]),
  ])('%j %j', (authentication, more, issues) => {
    expect(issuesOf(authentication, more)).toEqual(issues)
  })
})
