import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterAll, beforeAll, expect, it } from 'vitest'

import { startGateway, type TestGateway } from '../support/gateway.ts'
import { type ProcessMemory, runtimeMemory } from '../support/process-memory.ts'

/** However many records: what the runtime holds of a stream, and what its garbage collector leaves lying for a while. */
const maxGrowthBytes = 64 * 1_048_576
const padding = 'x'.repeat(970)

let gateway: TestGateway
let server: Server
let memory: ProcessMemory | undefined
let sent = 0
let sendLast: () => void

beforeAll(async () => {
  server = createServer((request, response) => {
    void sendRecords(response, Number(request.url?.slice(1)))
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  gateway = await startGateway()
  await gateway.publish({
    name: 'Records',
    method: 'GET',
    path: '/records/{count}',
    integrations: [
      {
        id: 'up',
        type: 'http',
        endpoint: `http://127.0.0.1:${port}/{{ request.params.count }}`,
        maxResponseBytes: 104_857_600,
        timeout: 30_000,
      },
    ],
    transformations: [
      {
        id: 'shape',
        type: 'map',
        rules: [{ operation: 'set', target: 'double', source: 'body.n * 2' }],
      },
    ],
  })
  memory = runtimeMemory()
  // As much garbage as the runtime lets lie, of streams that are all short.
  // oxlint-disable-next-line no-await-in-loop -- one after the other, as they are measured
  for (let round = 0; round < 100; round += 1) await readRecords(1_000, 0)
})
afterAll(async () => {
  await gateway.stop()
  server.closeAllConnections()
  await new Promise((done) => void server.close(done))
})

/** As fast as the connection takes them; the last one only when it is asked for. */
async function sendRecords(response: ServerResponse, count: number): Promise<void> {
  sent = 0
  const asked = new Promise<void>((done) => {
    sendLast = done
  })
  response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  for (let n = 0; n < count; n += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    if (n === count - 1) await asked
    const takesMore = response.write(`${JSON.stringify({ n, padding })}\n`)
    sent += 1
    // oxlint-disable-next-line no-await-in-loop -- backpressure is what is measured
    if (!takesMore) await once(response, 'drain')
  }
  response.end()
}

/** Reads a stream of that many records with a pause at its start; answers what was wrong, and what happened meanwhile. */
async function readRecords(count: number, pauseMs: number) {
  const answer = await fetch(`${gateway.isolates[0]}/api/custom/records/${count}`, {
    headers: { 'accept-encoding': 'identity' },
  })
  let read = 0
  let wrong = 0
  let rest = ''
  let sentInPause = 0
  const decoder = new TextDecoder()
  for await (const chunk of answer.body ?? []) {
    if (read === 0 && sentInPause === 0) {
      await new Promise((done) => void setTimeout(done, pauseMs))
      sentInPause = sent
      sendLast()
    }
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const expected = { n: read, padding, double: 2 * read }
      if (line !== JSON.stringify(expected)) wrong += 1
      read += 1
    }
  }
  return { read, wrong, rest, sentInPause }
}

async function growthOf(count: number, pauseMs: number) {
  const before = memory?.residentBytes() ?? 0
  memory?.forgetPeak()
  const result = await readRecords(count, pauseMs)
  return { ...result, growthBytes: (memory?.peakBytes() ?? 0) - before }
}

it('has the memory of the runtime to measure, where there is /proc', () => {
  expect(memory !== undefined).toBe(process.platform === 'linux')
})

it.each([
  [1_000, 0],
  [100_000, 1_000],
])(
  'transforms %d records in memory that does not grow with their number',
  async (count, pauseMs) => {
    // Code is compiled, and the heap has grown to what the gateway itself needs.
    for (let round = 0; round < 3; round += 1) await readRecords(100, 0)
    let leastBytes = Infinity
    // When garbage is collected is chance; a stream that is held as a whole makes every round grow.
    for (let round = 0; round < 3 && leastBytes >= maxGrowthBytes; round += 1) {
      const { read, wrong, rest, sentInPause, growthBytes } = await growthOf(count, pauseMs)
      expect({ read, wrong, rest }).toEqual({ read: count, wrong: 0, rest: '' })
      // The first record was here before the last had been sent, and most of a long stream waits for its reader.
      expect(sentInPause).toBeLessThan(count)
      if (pauseMs > 0) expect(sentInPause).toBeLessThan(count / 5)
      leastBytes = Math.min(leastBytes, growthBytes)
    }
    if (memory !== undefined) expect(leastBytes).toBeLessThan(maxGrowthBytes)
  },
)
