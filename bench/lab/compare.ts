import { type Burst, burst } from './load.ts'
import { median, type Spread, spread } from './stats.ts'
import type { Lab, LimiterCounts, Server, Target, Traffic } from './target.ts'

/** How long and how often to measure. */
export interface Rounds {
  readonly pairs: number
  /** How often both servers are started anew: two processes of one program differ by up to a tenth. */
  readonly instances: number
  readonly burstSeconds: number
  readonly warmUpSeconds: number
  /** How often a burst is repeated because something else used the machine. */
  readonly retries: number
}

export interface Side {
  readonly requestsPerSecond: number
  readonly cpuUsPerRequest: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly serverBusy: number
}

/** Case divided by peer, pair by pair. */
export interface Comparison {
  readonly requests: Spread
  readonly cpu: Spread
  readonly p50: Spread
  readonly p99: Spread
  readonly subject: Side
  readonly peer: Side
  readonly foreignCores: number
  readonly pairs: number
  /** Of the case, when it has rate limits. */
  readonly limiter: LimiterCounts | undefined
}

interface Contender {
  readonly server: Server
  readonly traffic: Traffic
}

const tolerableForeignCores = 0.15

/** Two servers, each alone in its process, in the order ABBA ABBA …: drift of the machine hits both alike. */
export async function compare(
  targets: { subject: Target; peer: Target },
  rounds: Rounds,
  lab: Lab & { originPid: number },
): Promise<Comparison> {
  const pairs: [Burst, Burst][] = []
  const counts: LimiterCounts[] = []
  for (let instance = 0; instance < rounds.instances; instance += 1) {
    const count = Math.ceil((rounds.pairs - pairs.length) / (rounds.instances - instance))
    const measured = await measurePairs(targets, { ...rounds, pairs: count }, lab)
    pairs.push(...measured.pairs)
    if (measured.counts !== undefined) counts.push(measured.counts)
  }
  return { ...summarise(pairs), limiter: total(counts) }
}

function total(counts: readonly LimiterCounts[]): LimiterCounts | undefined {
  if (counts.length === 0) return undefined
  const sum = (key: keyof LimiterCounts) => counts.reduce((total, one) => total + one[key], 0)
  return { admitted: sum('admitted'), calls: sum('calls') }
}

async function measurePairs(
  targets: { subject: Target; peer: Target },
  rounds: Rounds,
  lab: Lab & { originPid: number },
): Promise<{ pairs: [Burst, Burst][]; counts: LimiterCounts | undefined }> {
  const servers: Server[] = []
  try {
    const start = async (target: Target): Promise<Contender> => {
      const server = await target.start(lab)
      servers.push(server)
      await verify(target, server)
      return { server, traffic: target.traffic }
    }
    const subject = await start(targets.subject)
    const peer = await start(targets.peer)
    for (const contender of [subject, peer]) await warmUp(contender, rounds, lab.originPid)
    const pairs: [Burst, Burst][] = []
    for (let pair = 0; pair < rounds.pairs; pair += 1) {
      const first = pair % 2 === 0 ? subject : peer
      const one = await quietBurst(first, rounds, lab.originPid)
      const two = await quietBurst(first === subject ? peer : subject, rounds, lab.originPid)
      pairs.push(first === subject ? [one, two] : [two, one])
    }
    return { pairs, counts: await targets.subject.readCounts?.(subject.server) }
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

/** The same status and the very same bytes are asked of every target before any is measured. */
async function verify(target: Target, server: Server): Promise<void> {
  const { paths, answer } = target.traffic
  const stride = Math.ceil(paths.length / 20)
  for (const path of paths.filter((_, index) => index % stride === 0)) {
    const response = await ask(server, path, target.traffic)
    const body = await response.text()
    if (response.status === 200 && body === answer) continue
    throw new Error(
      `${target.name} answers ${path} with ${response.status} and ${body.slice(0, 300)}`,
    )
  }
}

function ask(
  server: Server,
  path: string,
  traffic: Traffic,
  caller = traffic.callers?.values[0],
): Promise<Response> {
  const { headers = {}, body, callers } = traffic
  const sent = body === undefined ? {} : { method: 'POST', body }
  const own = callers !== undefined && caller !== undefined ? { [callers.header]: caller } : {}
  return fetch(server.url + path, { headers: { ...headers, ...own }, ...sent })
}

/** Every path and every caller once, so that no burst pays for what happens only at first, then plain load. */
async function warmUp(contender: Contender, rounds: Rounds, originPid: number): Promise<void> {
  const { server, traffic } = contender
  const { paths, callers } = traffic
  const [first = ''] = paths
  const queue = [
    ...(paths.length > 1 ? paths.map((path) => ({ path })) : []),
    ...(callers?.values.map((caller) => ({ path: first, caller })) ?? []),
  ].values()
  const worker = async () => {
    for (const { path, caller } of queue as Iterable<{ path: string; caller?: string }>) {
      const response = await ask(server, path, traffic, caller)
      await response.arrayBuffer()
    }
  }
  await Promise.all(Array.from({ length: 16 }, worker))
  await burst(server, traffic, { seconds: rounds.warmUpSeconds, originPid })
}

async function quietBurst(contender: Contender, rounds: Rounds, originPid: number): Promise<Burst> {
  const once = () =>
    burst(contender.server, contender.traffic, { seconds: rounds.burstSeconds, originPid })
  let best = await once()
  for (let retry = 0; retry < rounds.retries; retry += 1) {
    if (best.foreignCores <= tolerableForeignCores) return best
    const again = await once()
    if (again.foreignCores < best.foreignCores) best = again
  }
  return best
}

function summarise(pairs: readonly (readonly [Burst, Burst])[]): Omit<Comparison, 'limiter'> {
  const ratioOf = (key: keyof Burst) => spread(pairs.map(([a, b]) => a[key] / b[key]))
  const side = (index: 0 | 1): Side => {
    const middle = (key: keyof Burst) => median(pairs.map((pair) => pair[index][key]))
    return {
      requestsPerSecond: middle('requestsPerSecond'),
      cpuUsPerRequest: middle('cpuUsPerRequest'),
      p50Ms: middle('p50Ms'),
      p99Ms: middle('p99Ms'),
      serverBusy: middle('serverBusy'),
    }
  }
  return {
    requests: ratioOf('requestsPerSecond'),
    cpu: ratioOf('cpuUsPerRequest'),
    p50: ratioOf('p50Ms'),
    p99: ratioOf('p99Ms'),
    subject: side(0),
    peer: side(1),
    foreignCores: median(pairs.flatMap((pair) => pair.map((burst) => burst.foreignCores))),
    pairs: pairs.length,
  }
}
