import { type EndpointConfigInput, endpointConfig } from '#contract/endpoint.ts'
import type { TraceSpan } from '#contract/trace.ts'
import type { CachePorts } from '#worker/cache/types.ts'
import { compile } from '#worker/compile.ts'
import { type Principal, RequestContext } from '#worker/context.ts'
import { type Answer, type Pipeline, run } from '#worker/pipeline.ts'
import { isRejection } from '#worker/rejection.ts'
import { traceRecorder } from '#worker/trace.ts'

import { cachePorts } from './cache-ports.ts'
import { type FakeFetch, fakeUpstream } from './pipeline.ts'
import { unusedPorts } from './unused-ports.ts'

export interface Sent {
  readonly method?: string
  /** Below the base path, with its query. */
  readonly path?: string
  readonly headers?: Record<string, string>
  readonly principal?: Principal
  readonly hiddenHeader?: string
  readonly params?: Readonly<Record<string, string>>
  readonly clientIp?: string
}

export interface Got {
  /** Status of an answer, code of a refusal. */
  readonly outcome: number | string
  readonly text: string
  readonly headers: Headers
  /** The gateway's part of Cache-Status. */
  readonly cacheStatus: string
  readonly trace: readonly TraceSpan[]
}

export interface World {
  readonly ports: CachePorts
  readonly logs: readonly string[]
  /** What the service received. */
  readonly calls: Request[]
  /** Milliseconds since the epoch. */
  now: number
  /** Lets time pass. Unit: s. */
  pass(seconds: number): void
  /** One request; work behind the answer is done when it resolves. */
  get(sent?: Sent): Promise<Got>
  /** The same without waiting for work behind the answer. */
  begin(sent?: Sent): Promise<Got>
}

type Config = Partial<Omit<EndpointConfigInput, 'caching'>> & {
  caching?: EndpointConfigInput['caching']
}

const origin = 'https://gateway.example'

/** One isolate with a cached endpoint before a service that a test plays; others may share its ports. */
export function cacheWorld(
  answer: FakeFetch,
  config: Config = {},
  shared: Partial<CachePorts> = {},
): World {
  const { ports, logs } = cachePorts(shared)
  const { calls, upstream } = fakeUpstream(answer)
  const pipelines = new Map<string, Pipeline>()
  const pipelineOf = (method: string): Pipeline => {
    const known = pipelines.get(method)
    if (known !== undefined) return known
    const { caching, ...rest } = config
    const parsed = endpointConfig.parse({
      name: 'T',
      path: '/t',
      method,
      integrations: [{ id: 'up', type: 'http', endpoint: 'https://up.example/x' }],
      ...rest,
      ...(method === 'GET' && { caching: { enabled: true, ...caching } }),
    })
    const deps = {
      ...unusedPorts(),
      upstream,
    }
    const made = withoutAuth(compile(parsed, { ...deps, cache: ports }, `ep_${method}`))
    pipelines.set(method, made)
    return made
  }
  const world: World = {
    ports,
    logs,
    calls,
    now: Date.UTC(2026, 0, 1),
    pass: (seconds) => void (world.now += seconds * 1_000),
    async get(sent) {
      const later: Promise<unknown>[] = []
      const got = await call(sent, later)
      for (let done = 0; done < later.length; done += 1) await later[done]
      return got
    },
    begin: (sent) => call(sent, []),
  }
  const call = async (sent: Sent = {}, later: Promise<unknown>[]): Promise<Got> => {
    const { method = 'GET', path = '/t', headers = {} } = sent
    const pipeline = pipelineOf(method)
    const trace = traceRecorder(() => 0)
    const url = new URL(`${origin}/api/custom${path}`)
    const ctx = new RequestContext({
      request: new Request(url, { method, headers }),
      requestId: 'req_1',
      clientIp: sent.clientIp ?? '203.0.113.7',
      origin,
      path: path.split('?', 1)[0] ?? path,
      search: url.search,
      rawParams: sent.params ?? {},
      variables: pipeline.variables,
      waitUntil: (work) => later.push(work),
      now: () => world.now,
      trace,
    })
    ctx.principal = sent.principal
    ctx.hiddenHeader = sent.hiddenHeader
    return gotOf(await run(pipeline, ctx), trace.spans)
  }
  return world
}

/** Tests say who calls; how that is found out has tests of its own. */
function withoutAuth(pipeline: Pipeline): Pipeline {
  return { ...pipeline, authenticate: undefined }
}

async function gotOf(answer: Answer, trace: readonly TraceSpan[]): Promise<Got> {
  const headers = new Headers(answer.headers)
  const cacheStatus = headers.get('cache-status') ?? ''
  if (isRejection(answer)) return { outcome: answer.code, text: '', headers, cacheStatus, trace }
  return { outcome: answer.status, text: await answer.text(), headers, cacheStatus, trace }
}
