import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterAll, beforeAll, expect, it } from 'vitest'

import { startGateway, type TestGateway } from '../support/gateway.ts'

const delayMs = 100
const targets: string[] = []

/** An upstream that takes its time; each id it is asked for gets a part. */
function startSlow(): Promise<Server> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://slow')
    targets.push(url.pathname + url.search)
    const ids = url.searchParams.get('ids')?.split(',') ?? []
    setTimeout(
      () => {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(JSON.stringify(ids.map((id) => ({ id }))))
      },
      url.pathname.startsWith('/reads') ? 5 * delayMs : delayMs,
    )
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

let gateway: TestGateway
let servers: readonly Server[]
let urls: readonly string[]
beforeAll(async () => {
  servers = await Promise.all([startSlow(), startSlow(), startSlow()])
  urls = servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  gateway = await startGateway()
  const up = { id: 'up', type: 'http' as const, query: {} }
  const base = { method: 'GET' as const }
  await Promise.all([
    gateway.publish({
      ...base,
      name: 'Fan out',
      path: '/fan-out',
      integrations: urls.map((url, at) => ({ ...up, id: `up${at}`, endpoint: `${url}/fan` })),
    }),
    gateway.publish({
      ...base,
      name: 'Alone',
      path: '/alone',
      integrations: [{ ...up, endpoint: `${urls[0]}/fan` }],
    }),
    gateway.publish({
      ...base,
      name: 'Batch',
      path: '/batch/{id}',
      integrations: [
        {
          ...up,
          endpoint: `${urls[0]}/batch`,
          supportsBatching: {
            enabled: true,
            item: 'request.params.id',
            window: 100,
            maxBatchSize: 100,
            request: { type: 'query', query: { ids: "{{ $join(items, ',') }}" } },
          },
        },
      ],
    }),
    gateway.publish({
      ...base,
      name: 'Reads',
      path: '/reads/{id}',
      integrations: [
        { ...up, endpoint: `${urls[0]}/reads/{{ request.params.id }}`, deduplicate: true },
      ],
    }),
  ])
})
afterAll(async () => {
  await gateway.stop()
  for (const server of servers) server.close()
})

const sentTo = (path: string) => targets.filter((target) => target.startsWith(path))
/** Without a proxy in between: a client that goes away is one that the Worker loses. */
const call = (path: string, signal?: AbortSignal) =>
  fetch(`${gateway.isolates[0]}/api/custom${path}`, signal ? { signal } : {})

/** The best of many: what the machine does beside is no latency of the gateway. */
async function bestMs(path: string): Promise<number> {
  const times: number[] = []
  for (let sent = 0; sent < 15; sent += 1) {
    const startedAt = performance.now()
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await (await call(path)).text()
    times.push(performance.now() - startedAt)
  }
  return Math.min(...times)
}

it('answers from three upstreams in the time of the slowest, and at most 15 % more', async () => {
  const alone = await bestMs('/alone')
  expect((await bestMs('/fan-out')) / alone).toBeLessThan(1.15)
})

it('makes one request of the calls of concurrent clients, and gives each its own part', async () => {
  await (await call('/batch/warm')).text()
  const before = sentTo('/batch').length
  const ids = Array.from({ length: 20 }, (_, n) => `n${n}`)
  const bodies = await Promise.all(ids.map(async (id) => (await call(`/batch/${id}`)).json()))
  expect(bodies).toEqual(ids.map((id) => ({ id })))
  expect(sentTo('/batch').length - before).toBeLessThan(ids.length / 2)
})

it('goes on when the client that opened the batch goes away', async () => {
  const leaving = new AbortController()
  const first = call('/batch/leaves', leaving.signal).catch(() => 'gone')
  await new Promise((resolve) => setTimeout(resolve, 20))
  const others = ['a', 'b', 'c'].map((id) => call(`/batch/${id}`))
  await new Promise((resolve) => setTimeout(resolve, 10))
  leaving.abort()
  expect(await first).toBe('gone')
  const bodies = await Promise.all(others.map(async (answer) => (await answer).json()))
  expect(bodies).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }])
  const ids = new URL(sentTo('/batch').at(-1) ?? '', 'http://slow').searchParams.get('ids')
  expect(ids?.split(',').sort()).toEqual(['a', 'b', 'c', 'leaves'])
})

it('sends equal reads of concurrent clients once, also when the first goes away', async () => {
  await (await call('/reads/warm')).text()
  const leaving = new AbortController()
  const first = call('/reads/1', leaving.signal).catch(() => 'gone')
  await new Promise((resolve) => setTimeout(resolve, 30))
  const others = Array.from({ length: 5 }, () => call('/reads/1'))
  await new Promise((resolve) => setTimeout(resolve, 20))
  leaving.abort()
  expect(await first).toBe('gone')
  const statuses = await Promise.all(others.map(async (answer) => (await answer).status))
  expect(statuses).toEqual([200, 200, 200, 200, 200])
  expect(sentTo('/reads/1')).toHaveLength(1)
})
