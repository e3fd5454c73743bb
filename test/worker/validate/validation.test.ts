import { describe, expect, it } from 'vitest'

import type { EndpointConfigInput } from '#contract/endpoint.ts'
import { isRejection } from '#worker/rejection.ts'

import { answerOf, outcome, responseOf } from '../../support/pipeline.ts'

const url = 'https://gateway.example/api/custom/t'
const passing: EndpointConfigInput['integrations'] = [
  { id: 'up', type: 'http', endpoint: 'https://up.example/' },
]
const order = {
  type: 'object',
  required: ['customer'],
  properties: { customer: { type: 'string' }, count: { type: 'integer', minimum: 1 } },
}

async function post(
  body: BodyInit | null,
  headers: Record<string, string> = {},
  validation: EndpointConfigInput['validation'] = { body: order },
) {
  const request = new Request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })
  const config = { method: 'POST' as const, validation, integrations: passing }
  const { answer, calls } = await answerOf(config, () => new Response('ok'), { request })
  const issues = isRejection(answer)
    ? (answer.issues ?? []).map((i) => `${i.pointer} ${i.code}`)
    : []
  return { outcome: outcome(answer), issues, calls }
}

describe('a request', () => {
  it('that fits goes to the upstream byte for byte', async () => {
    const body = '{ "customer" : "Ada",\n "count": 1.0 }'
    const { outcome, calls } = await post(body)
    expect(outcome).toBe(200)
    expect(await calls[0]?.text()).toBe(body)
  })

  it('is told all that is wrong in all of its parts at once, and nothing is called', async () => {
    const validation = {
      body: order,
      params: { properties: { id: { type: 'integer' } } },
      query: { properties: { page: { type: 'integer', minimum: 1 } }, additionalProperties: false },
      headers: { required: ['x-tenant'] },
    }
    const request = new Request(`${url}?page=0&other=1`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"count":0}',
    })
    const config = { method: 'POST' as const, validation, integrations: passing }
    const { answer, calls } = await answerOf(config, () => new Response('ok'), {
      request,
      params: { id: 'x1' },
    })
    expect(outcome(answer)).toBe('invalid_request')
    expect(isRejection(answer) && answer.issues?.map(({ pointer }) => pointer)).toEqual([
      '/params/id',
      '/query/page',
      '/query/other',
      '/headers/x-tenant',
      '/body/customer',
      '/body/count',
    ])
    expect(calls).toEqual([])
  })

  it.each([
    ['page=7', 200],
    ['page=07', 'invalid_request'],
    ['page=%207', 'invalid_request'],
    ['page=', 'invalid_request'],
    ['page=0x7', 'invalid_request'],
    ['page=1e2', 200],
    ['page=7&page=8', 'invalid_request'],
    ['tag=a', 200],
    ['tag=a&tag=b', 200],
    ['tag=a&tag=b&tag=c', 'invalid_request'],
    ['open=true', 200],
    ['open=1', 'invalid_request'],
  ])('has its query %s read as the type of its schema: %s', async (search, wanted) => {
    const query = {
      properties: {
        page: { type: 'integer' },
        open: { type: 'boolean' },
        tag: { type: 'array', maxItems: 2 },
      },
    }
    const { answer } = await answerOf(
      { validation: { query }, response: { body: 'ok' } },
      () => new Response(''),
      { request: new Request(`${url}?${search}`) },
    )
    expect(outcome(answer)).toBe(wanted)
  })

  it('without the body that a schema asks for is told so', async () => {
    expect((await post(null)).issues).toEqual(['/body required'])
    expect((await post('')).issues).toEqual(['/body required'])
  })

  it('may be a form', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await post('customer=Ada', headers)).outcome).toBe(200)
    expect((await post('name=Ada', headers)).issues).toEqual(['/body/customer required'])
  })
})

describe('hostile bodies', () => {
  it('T75 refuses JSON that nests too deep before it is parsed', async () => {
    const deep = (levels: number) =>
      `{"customer":"x","a":${'['.repeat(levels)}${']'.repeat(levels)}}`
    const limit = { body: order, maxDepth: 5 }
    expect((await post(deep(4), {}, limit)).outcome).toBe(200)
    expect((await post(deep(5), {}, limit)).outcome).toBe('malformed_json')
    expect((await post(deep(500_000))).outcome).toBe('malformed_json')
  })

  it.each([
    ['{"customer":"a","customer":"b"}', '/body/customer'],
    ['{"customer":"a","\\u0063ustomer":"b"}', '/body/customer'],
    ['{"customer":"a","list":[{"x":1},{"y":{"z":1,"z":2}}]}', '/body/list/1/y/z'],
    ['{"customer":"}{,\\"","a" : 1 , "b":{"a":[1,2]},"a":{}}', '/body/a'],
    ['{"customer":"a:b\\\\","x":":","x":1}', '/body/x'],
    ['{"customer":"a","__proto__":1,"__proto__":2}', '/body/__proto__'],
    ['{"customer":"a","":{"":[{"":0,"":0}]}}', '/body///0/'],
  ])('T76 refuses a member named twice: %s', async (body, pointer) => {
    const answer = await post(body)
    expect(answer).toMatchObject({
      outcome: 'malformed_json',
      issues: [`${pointer} duplicate_member`],
    })
  })

  it('T76 takes equal names in different objects, and names as values', async () => {
    const body = '{"customer":"customer","a":["customer","customer"],"b":{"customer":1}}'
    expect((await post(body)).outcome).toBe(200)
    expect((await post('{"customer":"\\":\\\\\\":1,\\"","a":{"b":":"}}')).outcome).toBe(200)
  })

  it('T77 answers what cannot be one number or text in a documented way', async () => {
    expect((await post('{"customer":"x","count":1e400}')).issues).toEqual(['/body/count type'])
    expect((await post('{"customer":"x","count":-0}')).issues).toEqual(['/body/count minimum'])
    expect((await post('{"customer":"\\ud800"}')).outcome).toBe(200)
    expect((await post('\uFEFF{"customer":"x"}')).outcome).toBe(200)
    expect((await post(new Uint8Array([0x22, 0xff, 0x22]))).outcome).toBe('malformed_json')
    expect((await post('{"customer":NaN}')).outcome).toBe('malformed_json')
  })

  it('T77 passes on byte for byte what it accepts, and remembers nothing of what it refused', async () => {
    const bytes = new TextEncoder().encode('\uFEFF{"customer":"é\uFFFD😀","n":1.0e2}')
    expect((await post(new Uint8Array([0x22, 0xf0, 0x9f]))).outcome).toBe('malformed_json')
    const { outcome, calls } = await post(bytes)
    expect(outcome).toBe(200)
    expect(new Uint8Array((await calls[0]?.arrayBuffer()) ?? new ArrayBuffer())).toEqual(bytes)
  })

  it('T78 inflates nothing', async () => {
    const gzip = new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])
    const validated = await post(gzip, { 'content-encoding': 'gzip' })
    expect(validated).toMatchObject({ outcome: 'unsupported_media_type', calls: [] })
    const { outcome, calls } = await post(gzip, { 'content-encoding': 'gzip' }, {})
    expect(outcome).toBe(200)
    expect(calls[0]?.headers.get('content-encoding')).toBe('gzip')
    expect(new Uint8Array((await calls[0]?.arrayBuffer()) ?? new ArrayBuffer())).toEqual(gzip)
  })

  it.each([
    'text/plain',
    'application/json; charset=utf-7',
    'application/json; charset=utf-16',
    'multipart/form-data; boundary=x',
    'application/jsonx',
  ])('T79 refuses JSON that calls itself %s', async (type) => {
    const answer = await post('{"customer":"x"}', { 'content-type': type })
    expect(answer.outcome).toBe('unsupported_media_type')
  })

  it.each([
    'application/json; charset="UTF-8"',
    'Application/Problem+JSON',
    'application/json;v=1',
  ])('takes %s', async (type) => {
    expect((await post('{"customer":"x"}', { 'content-type': type })).outcome).toBe(200)
  })
})

describe('an answer', () => {
  const schema = { required: ['id'], properties: { id: { type: 'integer' } } }
  const answered = (mode: 'off' | 'report' | 'enforce', upstream: () => Response) =>
    answerOf({ validation: { response: { mode, schema } }, integrations: passing }, upstream)

  it('that fits leaves as it is', async () => {
    const text = '{ "id": 1 }'
    const { answer } = await answered('enforce', () => json(text))
    expect(await responseOf(answer).text()).toBe(text)
    expect(responseOf(answer).headers.get('content-type')).toBe('application/json')
  })

  it('that does not is refused without its data when the schema is enforced', async () => {
    const { answer } = await answered('enforce', () => json('{"id":"secret"}'))
    expect(answer).toMatchObject({
      code: 'response_invalid',
      issues: [{ pointer: '/id', code: 'type' }],
    })
    expect(JSON.stringify(answer)).not.toContain('secret')
    expect(outcome((await answered('enforce', () => json('{"id":'))).answer)).toBe(
      'response_invalid',
    )
  })

  it('that does not leaves all the same when it is only reported', async () => {
    const { answer } = await answered('report', () => json('{"id":"x"}'))
    expect(await responseOf(answer).text()).toBe('{"id":"x"}')
  })

  it('is not looked at when it is no JSON, or no success', async () => {
    expect(outcome((await answered('enforce', () => new Response('text'))).answer)).toBe(200)
    expect(outcome((await answered('enforce', () => json('{}', 404))).answer)).toBe(404)
    expect(outcome((await answered('off', () => json('{}'))).answer)).toBe(200)
  })
})

const json = (text: string, status = 200): Response =>
  new Response(text, { status, headers: { 'content-type': 'application/json' } })
