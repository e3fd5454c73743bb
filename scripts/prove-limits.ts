// `npm run prove:limits [-- --quick]`: isolates, clients and kills against the limiter; docs/kinds/rate-limit says what must hold.
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { type Api, createApi, ownerToken } from './lib/api.ts'
import { buildBundle } from './lib/bundle.ts'
import { type Instance, startInstance } from './lib/instance.ts'
import { isKept, type Unreachable, unreachableLimiters } from './lib/unreachable-limiter.ts'
import { deviation, type ProvenLimit, type Sample } from './lib/limit-traffic.ts'

const isQuick = process.argv.includes('--quick')
const isolates = 8
const clients = isQuick ? 32 : 128
const kills = isQuick ? 10 : 100
/** Few: a runtime that has just started answers so many in time, and limits must be reached between two kills. */
const clientsOfKilled = 4
const limits = [1, 7, 137, 5_000]
const strategies = ['fixed-window', 'sliding-window', 'token-bucket'] as const
const minuteMs = 60_000

interface Row {
  readonly proof: string
  readonly strategy: string
  readonly limit: number
  readonly requests: number
  readonly admitted: number
  /** Admitted above the limit in the worst interval. */
  readonly deviation: number
  /** Refused though the client stayed below the limit. */
  readonly falseRefusals: number
}

const setupToken = randomBytes(32).toString('hex')
const vars = { SETUP_TOKEN: setupToken, MASTER_KEY: randomBytes(32).toString('base64url') }
const rows: Row[] = []
const stateDir = await mkdtemp(join(tmpdir(), 'ecluse-limits-'))
await buildBundle()
let instance = await start()
const api = await owner(instance)
try {
  await floods()
  await steadyClients()
  await killed()
} finally {
  await instance.stop()
  await rm(stateDir, { recursive: true, force: true })
}
report(await unreachableLimiters())

function start(): Promise<Instance> {
  return startInstance({ isolates, stateDir, vars, build: false, onLog: () => undefined })
}

async function owner({ url }: Instance): Promise<Api> {
  const token = await ownerToken(url, setupToken, 'proof')
  return createApi(url, { authorization: `Bearer ${token}` })
}

/** Publishes an endpoint with this limit; answers its path. */
async function publish(name: string, limit: ProvenLimit): Promise<string> {
  const path = `/${name}-${limit.strategy}-${limit.requestsPerMinute}`
  const { strategy, requestsPerMinute, burstLimit } = limit
  const bursts = strategy === 'token-bucket' ? { burstLimit } : {}
  const { id } = await api.call<{ id: string }>('POST', '/endpoints', {
    name: path,
    path,
    method: 'GET',
    rateLimit: { enabled: true, strategy, requestsPerMinute, ...bursts, failMode: 'closed' },
    response: { body: 'ok' },
  })
  await api.call('POST', `/endpoints/${id}/publish`, {})
  return path
}

async function ask(path: string, isolate: number): Promise<Sample> {
  const sentAt = Date.now()
  try {
    const answer = await fetch(`${instance.isolates[isolate % isolates]}/api/custom${path}`, {
      headers: { 'cf-connecting-ip': '203.0.113.7' },
    })
    await answer.body?.cancel()
    const { status } = answer
    return { sentAt, answeredAt: Date.now(), admitted: status === 200, status }
  } catch {
    // The runtime was killed under it: whether it was admitted nobody can tell, so it counts as not.
    return { sentAt, answeredAt: Date.now(), admitted: false, status: 0 }
  }
}

/** All clients as fast as they can, until so many requests were sent. */
async function flood(path: string, requests: number): Promise<Sample[]> {
  const samples: Sample[] = []
  let sent = 0
  const client = async (number: number) => {
    while (sent < requests) {
      sent += 1
      samples.push(await ask(path, number + samples.length))
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)))
  return samples
}

/** Far more than the limit, at all isolates at once, across the mark of a minute. */
async function floods(): Promise<void> {
  const cases = await everyLimit('flood')
  await ready(cases.map(({ path }) => path))
  const results = await Promise.all(
    cases.map(async ({ path, limit }) => {
      const requests = Math.min(20_000, Math.max(2_000, limit.requestsPerMinute * 3))
      const before = await flood(path, requests / 2)
      await untilNextMinute()
      return { limit, samples: [...before, ...(await flood(path, requests / 2))] }
    }),
  )
  for (const { limit, samples } of results) note('flood', limit, samples, 0)
}

/** A client that stays at 95 % of the limit for a minute is never refused. */
async function steadyClients(): Promise<void> {
  const cases = (await everyLimit('steady')).filter(({ limit }) => limit.requestsPerMinute >= 7)
  await ready([])
  await untilNextMinute()
  const results = await Promise.all(
    cases.map(async ({ path, limit }) => ({
      limit,
      samples: await evenly(path, Math.floor(limit.requestsPerMinute * 0.95)),
    })),
  )
  for (const { limit, samples } of results)
    note('steady 0.95', limit, samples, samples.filter(({ status }) => status === 429).length)
}

/** So many requests, evenly over one minute. */
async function evenly(path: string, requests: number): Promise<Sample[]> {
  const startedAt = Date.now()
  const sent: Promise<Sample>[] = []
  for (let number = 0; number < requests; number++) {
    await pause(startedAt + (number * (minuteMs - 2_000)) / requests - Date.now())
    sent.push(ask(path, number))
  }
  return Promise.all(sent)
}

/** The runtime is killed again and again while clients flood: what was reserved stays spent. */
async function killed(): Promise<void> {
  const cases = await everyLimit('killed')
  await ready(cases.map(({ path }) => path))
  const samples = cases.map((): Sample[] => [])
  for (let kill = 0; kill < kills; kill++) {
    const ended = new AbortController()
    const client = async (number: number, path: string, into: Sample[]) => {
      for (let sent = number; !ended.signal.aborted; sent++) into.push(await ask(path, sent))
    }
    const traffic = cases.flatMap(({ path }, at) =>
      Array.from({ length: clientsOfKilled }, (_, n) => client(n, path, samples[at] ?? [])),
    )
    await pause(500 + Math.random() * 2_500)
    killRuntime()
    ended.abort()
    await Promise.all(traffic)
    await instance.stop().catch(() => undefined)
    instance = await start()
  }
  for (const [at, { limit }] of cases.entries()) note(`${kills} kills`, limit, samples[at] ?? [], 0)
}

/** SIGKILL to the workerd processes that this process started. */
function killRuntime(): void {
  const pids = execFileSync('pgrep', ['-P', String(process.pid), 'workerd'], { encoding: 'utf8' })
  for (const pid of pids.split('\n').filter(Boolean)) process.kill(Number(pid), 'SIGKILL')
}

async function everyLimit(name: string) {
  const cases: { path: string; limit: ProvenLimit }[] = []
  for (const strategy of strategies)
    for (const requestsPerMinute of limits) {
      const limit = { strategy, requestsPerMinute, burstLimit: requestsPerMinute }
      cases.push({ limit, path: await publish(name, limit) })
    }
  return cases
}

/** Long enough for every isolate to know what was published. */
async function ready(paths: readonly string[]): Promise<void> {
  await pause(6_000)
  for (let isolate = 0; isolate < isolates; isolate++)
    await Promise.all(
      paths.map((path) => fetch(`${instance.isolates[isolate]}/api/custom${path}/none`)),
    )
}

function note(
  proof: string,
  limit: ProvenLimit,
  samples: readonly Sample[],
  falseRefusals: number,
) {
  rows.push({
    proof,
    strategy: limit.strategy,
    limit: limit.requestsPerMinute,
    requests: samples.length,
    admitted: samples.filter(({ admitted }) => admitted).length,
    deviation: deviation(samples, limit),
    falseRefusals,
  })
}

function report(unreachable: readonly Unreachable[]): void {
  console.log(`isolates ${isolates}, clients ${clients} for each limit, kills ${kills}`)
  console.table(rows)
  const over = rows.reduce((sum, row) => sum + row.deviation, 0)
  const wrong = rows.reduce((sum, row) => sum + row.falseRefusals, 0)
  console.log(`deviation ${over}, false refusals ${wrong}`)
  console.table(unreachable.map((row) => ({ ...row, statuses: JSON.stringify(row.statuses) })))
  const isProven = over === 0 && wrong === 0 && unreachable.every(isKept)
  console.log(isProven ? 'all promises kept' : 'NOT ALL PROMISES KEPT')
  process.exit(isProven ? 0 : 1)
}

async function untilNextMinute(): Promise<void> {
  await pause(minuteMs - (Date.now() % minuteMs) + 200)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)))
}
