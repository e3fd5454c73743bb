import { randomBytes } from 'node:crypto'

import { createApi, ownerToken } from './api.ts'
import { type Instance, startInstance } from './instance.ts'

const requests = 1_000
const clients = 4

/** Objects that cannot be reached, by what a caller of theirs sees. */
const faults = {
  'never answers': `await new Promise((resolve) => setTimeout(resolve, 60_000))`,
  throws: `throw new Error('unreachable')`,
}

interface Figures {
  readonly requests: number
  /** Answers by status. */
  readonly statuses: Readonly<Record<number, number>>
  /** Every 503 said when to come again. */
  readonly retryAfter: boolean
  /** 99th percentile of the duration. */
  readonly p99Ms: number
}

/** What callers of one endpoint got while its limiter could not be reached. */
export interface Unreachable extends Figures {
  readonly limiter: string
  readonly failMode: 'open' | 'closed'
  /** Of an endpoint without a limit, whose requests took turns with these. */
  readonly unlimitedP99Ms: number
}

/** Endpoints of both fail modes in front of limiters that hang and that throw. */
export async function unreachableLimiters(): Promise<Unreachable[]> {
  const rows: Unreachable[] = []
  for (const [limiter, body] of Object.entries(faults))
    rows.push(...(await measured(limiter, body)))
  return rows
}

/** What is promised: `open` adds at most 60 ms and no error, `closed` answers 503 with Retry-After. */
export function isKept(row: Unreachable): boolean {
  const [status] = Object.keys(row.statuses)
  if (Object.keys(row.statuses).length !== 1) return false
  return row.failMode === 'open'
    ? status === '200' && row.p99Ms - row.unlimitedP99Ms <= 60
    : status === '503' && row.retryAfter
}

async function measured(limiter: string, body: string): Promise<Unreachable[]> {
  const setupToken = randomBytes(32).toString('hex')
  const instance = await startInstance({
    vars: { SETUP_TOKEN: setupToken, MASTER_KEY: randomBytes(32).toString('base64url') },
    faultyObjects: { RATE_LIMITER: faultyClass(body) },
    build: false,
    onLog: () => undefined,
  })
  try {
    await publishAll(instance, setupToken)
    const figures = await load(instance, ['/unlimited', '/open', '/closed'])
    const [unlimited, open, closed] = figures
    if (unlimited === undefined || open === undefined || closed === undefined)
      throw new Error('an endpoint was not measured')
    const unlimitedP99Ms = unlimited.p99Ms
    return [
      { limiter, failMode: 'open', unlimitedP99Ms, ...open },
      { limiter, failMode: 'closed', unlimitedP99Ms, ...closed },
    ]
  } finally {
    await instance.stop()
  }
}

function faultyClass(body: string): string {
  return `import { DurableObject } from 'cloudflare:workers'
export class Faulty extends DurableObject { async take() { ${body} } }
export default { fetch: () => new Response(null, { status: 404 }) }`
}

async function publishAll({ url }: Instance, setupToken: string): Promise<void> {
  const token = await ownerToken(url, setupToken, 'proof')
  const api = createApi(url, { authorization: `Bearer ${token}` })
  for (const name of ['unlimited', 'open', 'closed']) {
    const { id } = await api.call<{ id: string }>('POST', '/endpoints', {
      name,
      path: `/${name}`,
      method: 'GET',
      rateLimit: { enabled: name !== 'unlimited', ...(name === 'closed' && { failMode: name }) },
      response: { body: 'ok' },
    })
    await api.call('POST', `/endpoints/${id}/publish`, {})
  }
}

interface Answered {
  readonly status: number
  readonly retryAfter: string | null
  readonly durationMs: number
}

/** The paths take turns, so what else the machine does slows all of them alike. */
async function load({ isolates }: Instance, paths: readonly string[]): Promise<Figures[]> {
  const answers = paths.map((): Answered[] => [])
  const client = async () => {
    for (let round = 0; round < requests / clients; round++)
      for (const [at, path] of paths.entries())
        answers[at]?.push(await ask(`${isolates[0]}/api/custom${path}`))
  }
  await Promise.all(Array.from({ length: clients }, client))
  return answers.map(figuresOf)
}

async function ask(url: string): Promise<Answered> {
  const startedAt = performance.now()
  const answer = await fetch(url)
  await answer.arrayBuffer()
  const durationMs = performance.now() - startedAt
  return { status: answer.status, retryAfter: answer.headers.get('retry-after'), durationMs }
}

function figuresOf(answers: readonly Answered[]): Figures {
  const statuses: Record<number, number> = {}
  for (const { status } of answers) statuses[status] = (statuses[status] ?? 0) + 1
  const durations = answers.map(({ durationMs }) => durationMs).sort((a, b) => a - b)
  return {
    requests: answers.length,
    statuses,
    retryAfter: answers.every(({ status, retryAfter }) => status !== 503 || retryAfter !== null),
    p99Ms: Math.round(durations[Math.floor(durations.length * 0.99)] ?? 0),
  }
}
