import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startGateway, type TestGateway } from '../support/gateway.ts'

let gateway: TestGateway
let server: Server
let url: string
let calls = 0

beforeAll(async () => {
  gateway = await startGateway()
  server = createServer((_, response) => {
    calls += 1
    response.writeHead(200, {
      'content-type': 'text/plain',
      'content-encoding': 'gzip',
      'cache-control': 'max-age=60',
      vary: 'Accept-Encoding',
    })
    setTimeout(() => response.end(gzipSync(`answer ${calls}`)), 50)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const port = (server.address() as AddressInfo).port
  await gateway.publish({
    name: 'Cached',
    path: '/cached',
    method: 'GET',
    caching: { enabled: true },
    integrations: [{ id: 'up', type: 'http', endpoint: `http://127.0.0.1:${port}/` }],
  })
  // Past the proxy of the simulator, which compresses.
  url = `${gateway.isolates[0] ?? gateway.url}/api/custom/cached`
})

afterAll(async () => {
  await gateway.stop()
  server.close()
})

describe('a cached endpoint of the real bundle', () => {
  it('asks once for many callers, across requests of the runtime', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => fetch(url)))
    const texts = await Promise.all(answers.map((answer) => answer.text()))
    expect(new Set(texts)).toEqual(new Set(['answer 1']))
    expect(calls).toBe(1)
    expect((await fetch(url)).headers.get('cache-status')).toMatch(/^Ecluse; hit; ttl=\d+$/)
  })

  it('gives a compressed answer plain, for whatever encoding a caller accepts', async () => {
    for (const encoding of ['identity', 'gzip', 'br']) {
      const answer = await fetch(url, { headers: { 'accept-encoding': encoding } })
      expect(answer.headers.get('content-encoding')).toBeNull()
      expect(await answer.text()).toBe('answer 1')
    }
    expect(calls).toBe(1)
  })

  it('answers HEAD from what GET has stored', async () => {
    const answer = await fetch(url, { method: 'HEAD' })
    expect(answer.headers.get('cache-status')).toContain('hit')
    expect(await answer.text()).toBe('')
  })
})
