import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, it } from 'vitest'

import { type Instance, startInstance } from '../../scripts/lib/instance.ts'
import { startGateway } from '../support/gateway.ts'
import { until } from '../support/until.ts'

const killForMs = 40_000
const keysPerKill = 8

/** Executions by path and key. An idempotent service counts effects: one per key. */
const executions = new Map<string, number>()
const effects = new Map<string, string>()
/** While held, calls are executed and get no answer. */
let isHeld = false
const server = createServer((request, response) => {
  const key = `${request.url} ${String(request.headers['idempotency-key'])}`
  request.resume()
  executions.set(key, (executions.get(key) ?? 0) + 1)
  const effect = effects.get(key) ?? `effect ${effects.size + 1}`
  effects.set(key, effect)
  response.on('error', () => response.destroy())
  if (isHeld) return
  response.writeHead(201, { 'content-type': 'text/plain' })
  setTimeout(() => response.end(effect), delayOf(request))
})
const delayOf = (request: IncomingMessage) => Number(request.headers['x-delay-ms'] ?? 0)

let stateDir = ''
let upstream = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  stateDir = await mkdtemp(join(tmpdir(), 'ecluse-idempotency-'))
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await rm(stateDir, { recursive: true, force: true })
})

const vars = { ALLOWED_PRIVATE_HOSTS: '*' }
const start = () => startInstance({ stateDir, vars, build: false, onLog: () => undefined })

const send = (instance: Pick<Instance, 'url'>, path: string, key: string, init: RequestInit = {}) =>
  fetch(`${instance.url}/api/custom${path}`, {
    method: 'POST',
    body: key,
    ...init,
    headers: { 'idempotency-key': key, ...init.headers },
  })

async function publishBoth(): Promise<void> {
  const gateway = await startGateway({ stateDir })
  const endpoint = (path: string, upstreamIsIdempotent: boolean) => ({
    name: path,
    method: 'POST' as const,
    path,
    idempotency: { enabled: true, upstreamIsIdempotent },
    integrations: [{ id: 'up', type: 'http' as const, endpoint: upstream + path, timeout: 500 }],
  })
  await gateway.publish(endpoint('/plain', false))
  await gateway.publish(endpoint('/idempotent', true))
  await gateway.stop()
}

it('executes nothing twice however often the runtime is killed between call and record', async () => {
  await publishBoth()
  const keys: string[] = []
  const deadline = Date.now() + killForMs
  let kills = 0
  while (Date.now() < deadline) {
    const round = Array.from({ length: keysPerKill }, (_, at) => `k${kills}-${at}`)
    // oxlint-disable-next-line no-await-in-loop -- one life of the runtime after the other
    await killedDuring(round, keys)
    keys.push(...round)
    kills += 1
  }
  expect(kills).toBeGreaterThan(5)

  // Until no execution can be running any more: twice the timeout, and 5 seconds.
  await new Promise((resolve) => setTimeout(resolve, 6_500))
  const instance = await start()
  const told = await outcomes(instance, '/plain', keys)
  const answered = await outcomes(instance, '/idempotent', keys)
  const again = await outcomes(instance, '/idempotent', keys)
  await instance.miniflare.dispose()

  const plain = keys.map((key) => executions.get(`/plain ${key}`) ?? 0)
  expect(Math.max(...plain)).toBe(1)
  expect(new Set(told)).toEqual(new Set(['409 idempotency_outcome_unknown']))
  expect(answered).toEqual(keys.map((key) => `201 ${effects.get(`/idempotent ${key}`)}`))
  expect(again).toEqual(answered)
  console.log(
    `${kills} kills, ${keys.length} keys each: executions per key at most ${Math.max(...plain)}, ` +
      `${told.length} told unknown; idempotent upstream: ${answered.length} answered, 0 lost`,
  )
}, 240_000)

it('keeps the answer of a caller that went away', async () => {
  const instance = await start()
  const gone = AbortSignal.timeout(60)
  const headers = { 'x-delay-ms': '300' }
  await expect(send(instance, '/plain', 'gone', { signal: gone, headers })).rejects.toThrow()
  await until(
    async () => (await outcome(instance, '/plain', 'gone')) !== '409 idempotency_in_flight',
    30_000,
  )
  const answer = await send(instance, '/plain', 'gone')
  expect(answer.headers.get('idempotency-replayed')).toBe('true')
  expect(await answer.text()).toBe(effects.get('/plain gone'))
  expect(executions.get('/plain gone')).toBe(1)
  await instance.miniflare.dispose()
})

/** Starts the runtime, lets calls begin, and kills it before any of them is answered. */
async function killedDuring(round: readonly string[], earlier: readonly string[]): Promise<void> {
  const instance = await start()
  isHeld = true
  const calls = round.flatMap((key) =>
    ['/plain', '/idempotent'].map((path) => send(instance, path, key).catch(() => undefined)),
  )
  const begun = () =>
    round.every((key) => executions.has(`/plain ${key}`) && executions.has(`/idempotent ${key}`))
  await until(begun, 30_000)
  // A key of an earlier life is never executed again, whatever became of it.
  const old = earlier.at(-1)
  if (old !== undefined) expect((await send(instance, '/plain', old)).status).toBe(409)
  // Ends the runtime with SIGKILL: it writes nothing that is still in memory.
  await instance.miniflare.dispose()
  isHeld = false
  server.closeAllConnections()
  await Promise.all(calls)
}

/** A few at a time: the service has its timeout to keep. */
async function outcomes(
  instance: Instance,
  path: string,
  keys: readonly string[],
): Promise<string[]> {
  const all: string[] = []
  for (let at = 0; at < keys.length; at += keysPerKill) {
    const some = keys.slice(at, at + keysPerKill)
    // oxlint-disable-next-line no-await-in-loop -- a few at a time
    all.push(...(await Promise.all(some.map((key) => outcome(instance, path, key)))))
  }
  return all
}

async function outcome(instance: Instance, path: string, key: string): Promise<string> {
  const answer = await send(instance, path, key)
  const text = await answer.text()
  const isProblem = answer.headers.get('content-type') === 'application/problem+json'
  return `${answer.status} ${isProblem ? (JSON.parse(text) as { code: string }).code : text}`
}
