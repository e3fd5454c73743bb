import { afterEach, expect, test, vi } from 'vitest'

import { call, NetworkError, urlOf } from '../../../dashboard/src/api/client.ts'
import { issueAt, ProblemError } from '../../../dashboard/src/api/problem-error.ts'

const answers = (response: Response | Error) => {
  const fetched = vi.fn(async (_url: string, _init: RequestInit) => {
    if (response instanceof Error) throw response
    return response
  })
  vi.stubGlobal('fetch', fetched)
  return fetched
}

afterEach(() => vi.unstubAllGlobals())

test('encodes path parameters and leaves out empty query values', () => {
  expect(urlOf('getEndpoint', { params: { id: 'a/b?c' } })).toBe('/api/v1/endpoints/a%2Fb%3Fc')
  expect(urlOf('listEndpoints', { query: { q: '', state: undefined, limit: 20 } })).toBe(
    '/api/v1/endpoints?limit=20',
  )
})

test('sends JSON with If-Match and returns the data with its ETag', async () => {
  const fetched = answers(Response.json({ id: 'ep_1' }, { headers: { etag: '"4"' } }))
  const answer = await call('publishEndpoint', {
    params: { id: 'ep_1' },
    body: { note: 'Longer timeout' },
    ifMatch: '"3"',
  })
  const [url, init] = fetched.mock.calls[0]!
  const headers = new Headers(init.headers)
  expect(url).toBe('/api/v1/endpoints/ep_1/publish')
  expect(init.method).toBe('POST')
  expect(init.body).toBe('{"note":"Longer timeout"}')
  expect(headers.get('if-match')).toBe('"3"')
  expect(headers.get('content-type')).toBe('application/json')
  expect(answer).toEqual({ data: { id: 'ep_1' }, etag: '"4"' })
})

test('a 204 has no data', async () => {
  answers(new Response(null, { status: 204 }))
  expect(await call('signOut')).toEqual({ data: undefined, etag: null })
})

test('throws the whole problem, with the issue of each field', async () => {
  const problem = {
    code: 'invalid_input',
    message: 'The input has problems',
    status: 422,
    requestId: 'req_1',
    details: [{ pointer: '/email', code: 'invalid_format', message: 'Write an address' }],
  }
  answers(Response.json(problem, { status: 422 }))
  const error = await call('signIn', { body: { email: 'x', password: 'y' } }).catch(
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(ProblemError)
  expect(error).toMatchObject({ status: 422, code: 'invalid_input', requestId: 'req_1' })
  expect(issueAt(error, '/email')).toBe('Write an address')
  expect(issueAt(error, '/name')).toBeUndefined()
})

test('an error answer that is not a problem keeps its status and request id', async () => {
  answers(
    new Response('<html>Bad gateway</html>', { status: 502, headers: { 'x-request-id': 'req_9' } }),
  )
  await expect(call('listKinds')).rejects.toMatchObject({
    status: 502,
    code: 'unexpected_answer',
    requestId: 'req_9',
  })
})

test('no answer is a NetworkError', async () => {
  answers(new TypeError('Failed to fetch'))
  await expect(call('listKinds')).rejects.toBeInstanceOf(NetworkError)
})
