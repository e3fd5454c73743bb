import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startGateway, type TestGateway } from '../support/gateway.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { getRaw, sendRaw } from '../support/raw-http.ts'

let gateway: TestGateway
let origin: Origin
let edge = ''
beforeAll(async () => {
  ;[gateway, origin] = await Promise.all([startGateway(), startOrigin()])
  edge = gateway.isolates[0] ?? ''
  for (const [path, endpoint] of [
    ['/files/{name}', `${origin.url}/files/{{ request.params.name }}`],
    ['/tree/{rest+}', `${origin.url}/tree/{{ request.params.rest }}`],
  ] as const) {
    const name = path
    const integrations = [{ id: 'up', type: 'http' as const, endpoint }]
    await gateway.publish({ name, method: 'GET', path, integrations })
  }
})
afterAll(() => Promise.all([gateway.stop(), origin.stop()]))

/** Paths that two servers would read differently: docs/hostile-inputs.md, Paths. */
const refused: readonly (readonly [what: string, path: string])[] = [
  ['an encoded slash', '/files/a%2fb'],
  ['an encoded slash in upper case', '/files/a%2Fb'],
  ['an encoded backslash', '/files/a%5cb'],
  ['an encoded NUL', '/files/a%00b'],
  ['an encoded line break', '/files/a%0d%0aset-cookie:x=1'],
  ['an encoded DEL', '/files/a%7fb'],
  ['an empty segment', '/files//a'],
  ['an empty last segment below a wildcard', '/tree/a//'],
  ['overlong UTF-8 of a slash', '/files/%c0%af'],
  ['overlong UTF-8 of a dot', '/files/%c0%ae%c0%ae'],
  ['a surrogate in UTF-8', '/files/%ed%a0%80'],
  ['bytes that are no UTF-8', '/files/%ff'],
  ['a lone percent sign', '/files/100%'],
  ['a percent sign with one digit', '/files/%a'],
  ['a percent sign with no digits', '/files/%zz'],
]

describe('T72 refuses', () => {
  it.each(refused)('%s: %s', async (_what, path) => {
    origin.forget()
    const answer = await getRaw(edge, `/api/custom${path}`)
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'malformed_path' })
    expect(origin.journal).toEqual([])
  })
})

/** The runtime resolves these before the Worker sees them, as RFC 3986 5.2.4 says: nothing may leave the base path. */
const resolved = [
  '/files/../../v1/endpoints',
  '/files/%2e%2e/%2e%2e/v1/endpoints',
  '/files/.%2e/%2e./secret',
  '/../../../etc/passwd',
  '/tree/a/../../../../health',
  '/files\\..\\..\\v1\\endpoints',
  '/./files/./a',
]

describe('T72 never lets dot segments reach an upstream', () => {
  it.each(resolved)('%s', async (path) => {
    origin.forget()
    const answer = await getRaw(edge, `/api/custom${path}`)
    expect(answer.status).toBeGreaterThanOrEqual(200)
    for (const received of origin.journal) {
      expect(received.target).toMatch(/^\/(files|tree)\/[^/]+$/)
      expect(decodeURIComponent(received.target)).not.toMatch(/\.\.|\\/)
    }
  })
})

describe('T72 forwards exactly what was matched', () => {
  it.each([
    ['a twice encoded slash stays encoded', '/files/a%252fb', '/files/a%252fb'],
    ['a semicolon is part of the segment', '/files/a;b=c', '/files/a;b=c'],
    ['unreserved characters are decoded', '/files/%61%2Db', '/files/a-b'],
    ['other encodings are in upper case', '/files/%c3%a9', '/files/%C3%A9'],
    ['an encoded question mark is no query', '/files/a%3fb', '/files/a%3Fb'],
    ['an encoded fragment is no fragment', '/files/a%23b', '/files/a%23b'],
    ['a wildcard keeps its slashes', '/tree/a/b/c', '/tree/a/b/c'],
    ['a query arrives as it was sent', '/files/a?x=%2f&x=2&y', '/files/a?x=%2f&x=2&y'],
  ])('%s', async (_what, path, target) => {
    origin.forget()
    const answer = await getRaw(edge, `/api/custom${path}`)
    expect(answer.status).toBe(200)
    expect(origin.last().target).toBe(target)
  })
})

describe('T72 never calls a path whose own endpoint has not been asked', () => {
  beforeAll(async () => {
    const endpoint = `${origin.url}/{{ request.params.zone }}/{{ request.params.name }}`
    const open = { name: 'Open', method: 'GET', path: '/{zone}/{name}' } as const
    await gateway.publish({ ...open, integrations: [{ id: 'up', type: 'http', endpoint }] })
    await gateway.publish({
      name: 'Guarded',
      method: 'GET',
      path: '/admin/{name}',
      authentication: { type: 'api-key' },
      integrations: [
        { id: 'up', type: 'http', endpoint: `${origin.url}/admin/{{ request.params.name }}` },
      ],
    })
  })

  it.each([
    '/admin/keys',
    '/%61dmin/keys',
    '/%61%64%6d%69%6e/keys',
    '//admin/keys',
    '/./admin/keys',
    '/open/../admin/keys',
    '/open/%2e%2e/admin/keys',
    '/open/..%2fadmin/keys',
    '/open\\..\\admin/keys',
    '/admin%2fkeys',
    '/%2e/admin/keys',
    '/admin/%6beys',
  ])('%s', async (path) => {
    origin.forget()
    const answer = await getRaw(edge, `/api/custom${path}`)
    expect([400, 401, 404]).toContain(answer.status)
    expect(origin.journal).toEqual([])
  })
})

describe('requests that are hardly HTTP', () => {
  it('reads an absolute target like any other', async () => {
    const answer = await getRaw(edge, `${edge}/api/custom/files/a`)
    expect([200, 400, 404]).toContain(answer.status)
  })

  it('does not become an open proxy for a foreign absolute target', async () => {
    const answer = await getRaw(edge, `${origin.url}/secret`)
    expect(origin.journal.map((received) => received.target)).not.toContain('/secret')
    expect(answer.body).not.toContain('"echo":true')
  })

  it.each([
    ['a NUL in the target', 'GET /api/custom/files/a\0b HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['a space in the target', 'GET /api/custom/files/a b HTTP/1.1\r\nhost: x\r\n\r\n'],
    [
      'two lengths',
      'POST /api/custom/files/a HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
    ],
    [
      'a length and chunks',
      'POST /api/custom/files/a HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a header without a name', 'GET /api/custom/files/a HTTP/1.1\r\nhost: x\r\n: v\r\n\r\n'],
  ])('never forwards %s', async (_what, bytes) => {
    origin.forget()
    const answer = await sendRaw(edge, bytes, 1_500)
    expect(answer.status).not.toBe(200)
    expect(origin.journal).toEqual([])
  })
})
