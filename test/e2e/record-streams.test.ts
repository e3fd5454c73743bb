import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterAll, beforeAll, expect, it } from 'vitest'

import { startGateway, type TestGateway } from '../support/gateway.ts'

const recordCount = 1_000
const padding = 'x'.repeat(40_000)

let gateway: TestGateway
let server: Server
/** Records the service could send so far. */
let sent = 0
let isClosed = false

beforeAll(async () => {
  server = createServer((request, response) => {
    sent = 0
    isClosed = false
    response.on('close', () => {
      isClosed = true
    })
    if (request.url?.startsWith('/lines')) void sendLines(response)
    else if (request.url === '/broken') {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' })
      response.end('{"n":1}\n{"n":"canary"}\n{"n":3}\n')
    } else {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(': hello\n\nid: 1\nevent: token\ndata: {"n":\ndata: 1}\n\n')
      setTimeout(() => response.end('data: {"n":-1}\n\ndata: [DONE]\n\n'), 300)
    }
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  gateway = await startGateway()
  await gateway.publish({
    name: 'Records',
    method: 'GET',
    path: '/records/{name}',
    integrations: [
      {
        id: 'up',
        type: 'http',
        endpoint: `http://127.0.0.1:${port}/{{ request.params.name }}`,
        maxResponseBytes: 104_857_600,
        timeout: 30_000,
      },
    ],
    transformations: [
      {
        id: 'keep',
        type: 'filter',
        rules: [{ operation: 'where', parameters: { where: 'item.n >= 0' } }],
      },
      {
        id: 'shape',
        type: 'map',
        rules: [
          { operation: 'set', target: 'double', source: 'body.n * 2' },
          {
            operation: 'remove',
            target: 'padding',
            condition: '$not(request.query.padding = "1")',
          },
        ],
      },
    ],
  })
})
afterAll(async () => {
  await gateway.stop()
  server.closeAllConnections()
  await new Promise((done) => void server.close(done))
})

/** Waits whenever the connection takes no more. */
async function sendLines(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  for (let n = 0; n < recordCount; n += 1) {
    const takesMore = response.write(`${JSON.stringify({ n, padding })}\n`)
    sent += 1
    // oxlint-disable-next-line no-await-in-loop -- backpressure is what is measured
    if (!takesMore) await new Promise((done) => void response.once('drain', done))
  }
  response.end()
}

const ask = (name: string) =>
  fetch(`${gateway.gatewayUrl}/records/${name}`, { headers: { 'accept-encoding': 'identity' } })

it('transforms 1,000 records while they come', async () => {
  const answer = await ask('lines')
  expect(answer.headers.get('content-type')).toBe('application/x-ndjson')
  const records = (await answer.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
  expect(records).toEqual(Array.from({ length: recordCount }, (_, n) => ({ n, double: 2 * n })))
})

it('hands records of events on one by one, with their other fields', async () => {
  const answer = await ask('events')
  const chunks: { text: string; atMs: number }[] = []
  const decoder = new TextDecoder()
  for await (const chunk of answer.body ?? [])
    chunks.push({ text: decoder.decode(chunk), atMs: performance.now() })
  expect(chunks.map(({ text }) => text).join('')).toBe(
    ': hello\n\nid: 1\nevent: token\ndata: {"n":1,"double":2}\n\ndata: [DONE]\n\n',
  )
  expect((chunks.at(-1)?.atMs ?? 0) - (chunks.at(0)?.atMs ?? 0)).toBeGreaterThan(150)
})

it('ends with a record that says which one failed, without its data', async () => {
  const lines = (await (await ask('broken')).text()).trimEnd().split('\n')
  expect(lines).toHaveLength(2)
  expect(lines[0]).toBe('{"n":1,"double":2}')
  expect(JSON.parse(lines[1] ?? '')).toEqual({
    error: {
      code: 'transformation_failed',
      message: expect.stringContaining('Transformation keep, step 1'),
      record: 2,
    },
  })
  expect(lines.join('')).not.toContain('canary')
})

it('reads only as fast as the caller, and closes the connection to the service when the caller goes', async () => {
  // What leaves must be long too: short records all fit into the buffers of a connection.
  const reader = (await ask('lines?padding=1')).body?.getReader()
  await reader?.read()
  // Time enough for all 40 MB: above, they take less.
  await new Promise((done) => void setTimeout(done, 1_500))
  expect(sent).toBeGreaterThan(0)
  expect(sent).toBeLessThan(recordCount)
  await reader?.cancel()
  await expect.poll(() => isClosed, { timeout: 5_000 }).toBe(true)
  expect(sent).toBeGreaterThan(0)
  expect(sent).toBeLessThan(recordCount)
})
