import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startGateway, type TestGateway } from '../support/gateway.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { getRaw, sendRaw } from '../support/raw-http.ts'

const limitBytes = 1_000

let gateway: TestGateway
let origin: Origin
let edge = ''
beforeAll(async () => {
  ;[gateway, origin] = await Promise.all([startGateway(), startOrigin()])
  edge = gateway.isolates[0] ?? ''
  const shared = {
    method: 'POST' as const,
    request: { maxBodyBytes: limitBytes },
    integrations: [{ id: 'up', type: 'http' as const, endpoint: `${origin.url}/echo` }],
  }
  await gateway.publish({ ...shared, name: 'Streamed', path: '/streamed' })
  await gateway.publish({ ...shared, name: 'Kept', path: '/kept', validation: { body: true } })
})
afterAll(() => Promise.all([gateway.stop(), origin.stop()]))

let calls = 0
const post = (path: string, headers: string, body: string) => {
  calls += 1
  const head = `POST /api/custom${path}?call=${calls} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`
  return sendRaw(edge, `${head}${headers}\r\n${body}`, 2_000)
}
/** Bodies that came of the last call: an upload that is cut off may arrive later than its answer. */
const arrived = () =>
  origin.journal.filter(({ target }) => target === `/echo?call=${calls}`).map(({ body }) => body)

describe('T74 requests that are too large', () => {
  it('in their URL are refused: 414', async () => {
    expect((await getRaw(edge, `/api/custom/streamed?${'q'.repeat(8_192)}`)).status).toBe(414)
    expect((await getRaw(edge, `/api/custom/${'p/'.repeat(8_000)}`)).status).toBe(414)
  })

  it.each([
    ['one long header', `x-long: ${'v'.repeat(17_000)}\r\n`],
    ['101 headers', Array.from({ length: 101 }, (_, at) => `x-${at}: v\r\n`).join('')],
  ])('in their headers are refused: 431 for %s', async (_, headers) => {
    expect((await getRaw(edge, '/api/custom/streamed', headers)).status).toBe(431)
  })

  it('in 100,000 headers reach nobody', async () => {
    const headers = Array.from({ length: 100_000 }, (_, at) => `x-${at}: v\r\n`).join('')
    origin.forget()
    expect((await getRaw(edge, '/api/custom/streamed', headers)).status).not.toBe(200)
    expect(origin.journal).toEqual([])
  })

  it.each(['/streamed', '/kept'])(
    'by their declared length are refused unread: %s',
    async (path) => {
      const answer = await post(path, `content-length: ${limitBytes + 1}\r\n`, '')
      expect(answer.status).toBe(413)
      expect(origin.journal).toEqual([])
    },
  )

  it.each(['/streamed', '/kept'])(
    'in chunks without end are cut at the limit: %s',
    async (path) => {
      const chunk = `64\r\n"${'x'.repeat(98)}"\r\n`
      const answer = await post(path, 'transfer-encoding: chunked\r\n', chunk.repeat(100))
      expect(answer.status).toBe(413)
      expect(arrived().filter((body) => body.length > limitBytes)).toEqual([])
    },
  )

  it.each(['/streamed', '/kept'])(
    'are nobody’s when they end before their length: %s',
    async (path) => {
      const answer = await post(path, 'content-length: 500\r\n', '{"a":1}')
      expect(answer.status).not.toBe(200)
      expect(arrived().filter((body) => body !== '{"a":1}')).toEqual([])
    },
  )

  it.each(['/streamed', '/kept'])('are no longer than their length says: %s', async (path) => {
    await post(path, 'content-length: 7\r\nconnection: close\r\n', '{"a":1}{"admin":true}')
    expect(arrived()).toEqual(['{"a":1}'])
  })
})
