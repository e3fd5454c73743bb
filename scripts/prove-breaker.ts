// `npm run prove:breaker [-- --quick]`: isolates, clients and kills against one circuit breaker; docs/resilience.md says what must hold.
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { type Api, createApi, ownerToken } from './lib/api.ts'
import { buildBundle } from './lib/bundle.ts'
import { type Instance, startInstance } from './lib/instance.ts'

const isQuick = process.argv.includes('--quick')
const isolates = 8
const clients = 50
const cycles = isQuick ? 20 : 200
const kills = isQuick ? 5 : 100
const waitMs = 1_500
const timeoutMs = 2_000
const leaseMs = timeoutMs + 2_000

/** How the upstream answers; `held`: not until it is released. */
let mode: 'bad' | 'good' | 'held' = 'good'
let calls = 0
const held: ServerResponse[] = []
const upstream = createServer((request, response) => {
  request.resume()
  response.on('error', () => response.destroy())
  calls += 1
  if (mode === 'held') return void held.push(response)
  response.writeHead(mode === 'bad' ? 500 : 200).end('{}')
})
await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve))
const upstreamUrl = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`

const setupToken = randomBytes(32).toString('hex')
const vars = {
  SETUP_TOKEN: setupToken,
  MASTER_KEY: randomBytes(32).toString('base64url'),
  ALLOWED_PRIVATE_HOSTS: '*',
}
const stateDir = await mkdtemp(join(tmpdir(), 'ecluse-breaker-'))
await buildBundle()
let instance = await start()
const api = await owner(instance)
const endpointId = await publish()
const figures = {
  cycles: 0,
  probes: 0,
  worstCycle: 0,
  slowestShareMs: 0,
  kills: 0,
  slowestRecoveryMs: 0,
  stuck: 0,
}
try {
  await probesPerCycle()
  await killedProbes()
} finally {
  await instance.stop().catch(() => undefined)
  upstream.closeAllConnections()
  upstream.close()
  await rm(stateDir, { recursive: true, force: true })
}
report()

function start(): Promise<Instance> {
  return startInstance({ isolates, stateDir, vars, build: false, onLog: () => undefined })
}

async function owner({ url }: Instance): Promise<Api> {
  const token = await ownerToken(url, setupToken, 'proof')
  const authorization = `Bearer ${token}`
  // The address changes with every start.
  return { call: (...request) => createApi(instance.url, { authorization }).call(...request) }
}

async function publish(): Promise<string> {
  const { id } = await api.call<{ id: string }>('POST', '/endpoints', {
    name: 'Proof',
    path: '/proof',
    method: 'GET',
    integrations: [
      {
        id: 'up',
        type: 'http',
        endpoint: upstreamUrl,
        timeout: timeoutMs,
        circuitBreaker: {
          enabled: true,
          minimumNumberOfCalls: 10,
          slidingWindowSize: 20,
          waitDurationInOpenState: waitMs,
        },
      },
    ],
  })
  await api.call('POST', `/endpoints/${id}/publish`, {})
  await pause(6_000)
  return id
}

/** 200, 500 from the upstream, 503 from the breaker, 0 when the runtime was killed. */
async function ask(isolate: number): Promise<number> {
  try {
    const answer = await fetch(`${instance.isolates[isolate]}/api/custom/proof`)
    await answer.body?.cancel()
    return answer.status
  } catch {
    return 0
  }
}

function every<T>(work: (isolate: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: isolates }, (_, isolate) => work(isolate)))
}

async function until(holds: () => Promise<boolean>, withinMs: number): Promise<number> {
  const startedAt = Date.now()
  for (;;) {
    if (await holds()) return Date.now() - startedAt
    if (Date.now() - startedAt > withinMs) return Infinity
    await pause(20)
  }
}

async function state(): Promise<{ state: string; until: string | null }> {
  const { items } = await api.call<{ items: { state: string; until: string | null }[] }>(
    'GET',
    `/endpoints/${endpointId}/breakers`,
  )
  return items[0] ?? { state: 'none', until: null }
}

/** Opens it, until every isolate refuses by itself; how long that took after the first did. */
async function open(): Promise<number> {
  mode = 'bad'
  await until(
    async () => (await Promise.all(Array.from({ length: 10 }, () => ask(0)))).includes(503),
    10_000,
  )
  return until(async () => (await every(ask)).every((status) => status === 503), 10_000)
}

async function close(): Promise<void> {
  mode = 'good'
  await until(async () => (await every(ask)).every((status) => status === 200), 20_000)
}

/** When the wait is over, all clients of all isolates call at once, and the upstream lets the probe wait. */
async function probesPerCycle(): Promise<void> {
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    await close()
    figures.slowestShareMs = Math.max(figures.slowestShareMs, await open())
    mode = 'held'
    calls = 0
    const over = new AbortController()
    const client = async (isolate: number) => {
      while (!over.signal.aborted) {
        await ask(isolate)
        await pause(10)
      }
    }
    const load = every((isolate) =>
      Promise.all(Array.from({ length: clients }, () => client(isolate))),
    )
    // A machine with other work may be late for the first; a second would come while the first is held.
    await until(async () => calls > 0, 20_000)
    await pause(600)
    figures.cycles += 1
    figures.probes += calls
    figures.worstCycle = Math.max(figures.worstCycle, calls)
    over.abort()
    mode = 'good'
    for (const response of held.splice(0)) response.writeHead(200).end('{}')
    await load
  }
}

/** The runtime is killed while its probe waits for the upstream: nobody tells what came of it. */
async function killedProbes(): Promise<void> {
  for (let kill = 0; kill < kills; kill += 1) {
    await close()
    await open()
    mode = 'held'
    calls = 0
    const load = until(async () => {
      void ask(kill % isolates)
      await pause(50)
      return calls > 0
    }, 10_000)
    await load
    killRuntime()
    await instance.stop().catch(() => undefined)
    for (const response of held.splice(0)) response.destroy()
    mode = 'good'
    instance = await start()
    const before = await state()
    const leaseEnds = before.until === null ? Date.now() : Date.parse(before.until)
    await until(async () => {
      await every(ask)
      return (await state()).state === 'closed'
    }, 30_000)
    const isStuck = (await state()).state !== 'closed'
    figures.kills += 1
    figures.stuck += Number(isStuck)
    figures.slowestRecoveryMs = Math.max(figures.slowestRecoveryMs, Date.now() - leaseEnds)
  }
}

/** SIGKILL to the workerd processes that this process started. */
function killRuntime(): void {
  const pids = execFileSync('pgrep', ['-P', String(process.pid), 'workerd'], { encoding: 'utf8' })
  for (const pid of pids.split('\n').filter(Boolean)) process.kill(Number(pid), 'SIGKILL')
}

function report(): void {
  console.log(`isolates ${isolates}, clients of each ${clients}, lease ${leaseMs} ms`)
  console.table(figures)
  const isHeld =
    figures.probes === figures.cycles && figures.worstCycle === 1 && figures.stuck === 0
  console.log(isHeld ? 'one probe in every cycle, never stuck' : 'the promise does not hold')
  process.exit(isHeld ? 0 : 1)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)))
}
