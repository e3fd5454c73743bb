import { type EndpointConfigInput, endpointConfig } from '#contract/endpoint.ts'
import type { TraceSpan } from '#contract/trace.ts'
import { type Breaker, newBreaker, next } from '#durable-objects/circuit-breaker-policy.ts'
import type { Standing } from '#durable-objects/circuit-breaker-types.ts'
import { compile } from '#worker/compile.ts'
import { type Principal, RequestContext } from '#worker/context.ts'
import type { Databases } from '#worker/integrations/database/types.ts'
import { IsolateMemory } from '#worker/integrations/resilience/memory.ts'
import { MemoryLastGood } from '#worker/integrations/resilience/memory-last-good.ts'
import type { ResiliencePorts } from '#worker/integrations/resilience/types.ts'
import { run } from '#worker/pipeline.ts'
import { createUpstream } from '#worker/platform/egress.ts'
import { isRejection } from '#worker/rejection.ts'
import { traceRecorder } from '#worker/trace.ts'

import { noAuthPorts } from './auth-ports.ts'
import { noIdempotency } from './idempotency.ts'
import { noCache } from './cache-ports.ts'
import { noLimitPorts } from './limit-ports.ts'
import { noWebhooks } from './webhooks.ts'

type IntegrationInput = NonNullable<EndpointConfigInput['integrations']>[number]

export interface Sent {
  readonly method?: string
  readonly headers?: HeadersInit
  readonly body?: BodyInit
  readonly principal?: Principal
  readonly search?: string
}

export interface Seen {
  readonly outcome: string | number
  readonly text: string
  readonly headers: Headers
  /** Detail of the span of the integration. */
  readonly notes: Record<string, unknown>
  readonly atMs: number
}

/** One request as the upstream got it. */
export interface Arrival {
  readonly request: Request
  readonly at: number
  readonly isAborted: () => boolean
}

type Play = (request: Request, count: number) => Response | Promise<Response>

/** Isolates that share breaker objects and an upstream; time is that of the (fake) timers. */
export class ResilienceWorld {
  readonly arrivals: Arrival[] = []
  readonly changes: string[] = []
  readonly logs: string[] = []
  readonly breakers = new Map<string, Breaker>()
  /** Messages to breakers. */
  told = 0
  /** Breakers cannot be reached. */
  isDown = false
  random = () => 0.5
  idempotency = noIdempotency
  databases: Databases | undefined
  play: Play
  readonly #lives = new Map<unknown, { isOver: boolean }>()

  constructor(play: Play) {
    this.play = play
  }

  /** An isolate that serves this endpoint: `call` sends a request to it. */
  isolate(
    integration: Partial<IntegrationInput> & object = {},
    more: Partial<EndpointConfigInput> = {},
    others: readonly IntegrationInput[] = [],
  ): (sent?: Sent) => Promise<Seen> {
    const config = endpointConfig.parse({
      name: 'T',
      path: '/t',
      method: 'GET',
      integrations: [
        {
          id: 'up',
          type: 'http',
          ...(integration.type !== 'database' && { endpoint: 'https://up.example/x' }),
          timeout: 1_000,
          ...integration,
        },
        ...others,
      ],
      ...more,
    })
    const upstream = createUpstream({ fetch: this.#fetch as typeof fetch, allowedPrivateHosts: [] })
    const deps = { upstream, auth: noAuthPorts, limits: noLimitPorts, cache: noCache }
    const life = { isOver: false }
    const { idempotency, databases } = this
    const ports = {
      ...deps,
      idempotency,
      ...(databases && { databases }),
      resilience: this.#ports(life),
      webhooks: noWebhooks,
    }
    const pipeline = compile(config, ports, 'ep_t')
    const call = (sent: Sent = {}) => this.#call(pipeline, sent)
    this.#lives.set(call, life)
    return call
  }

  /** From now on nobody hears of this isolate. */
  kill(call: (sent?: Sent) => Promise<Seen>): void {
    const life = this.#lives.get(call)
    if (life !== undefined) life.isOver = true
  }

  #ports(life: { readonly isOver: boolean }): ResiliencePorts {
    return {
      breakers: {
        tell: (...message) => (life.isOver ? new Promise(() => undefined) : this.#tell(...message)),
      },
      lastGood: new MemoryLastGood(),
      memory: new IsolateMemory(),
      space: 'live',
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      random: () => this.random(),
      newOwner: () => crypto.randomUUID(),
      changed: async (_, { from, to, cause }) => void this.changes.push(`${from} ${to} ${cause}`),
      log: (message) => void this.logs.push(message),
    }
  }

  async #tell(
    ...[name, event, config]: Parameters<ResiliencePorts['breakers']['tell']>
  ): Promise<Standing> {
    this.told += 1
    await Promise.resolve()
    if (this.isDown) throw new Error('unreachable')
    const now = Date.now()
    const before = this.breakers.get(name) ?? newBreaker(now)
    const after = next(before, event, now, config)
    this.breakers.set(name, after)
    const { state, epoch, until, cause } = after
    const transition =
      epoch === before.epoch
        ? undefined
        : {
            at: now,
            from: before.state,
            to: state,
            cause,
            by: undefined,
            calls: 0,
            failed: 0,
            slow: 0,
          }
    const waitMs = state === 'half-open' ? Math.min(until - now, 250) : until - now
    const isProbe = event.type === 'ask' && after.owner === event.owner
    return { state, epoch, waitMs: Math.max(0, waitMs), isProbe, transition }
  }

  readonly #fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const request = new Request(url, init)
    let isAborted = false
    this.arrivals.push({ request: request.clone(), at: Date.now(), isAborted: () => isAborted })
    const answer = this.play(request, this.arrivals.length)
    const { signal } = init
    if (signal === null || signal === undefined) return answer
    return new Promise<Response>((resolve, reject) => {
      signal.addEventListener('abort', () => {
        isAborted = true
        reject(signal.reason as Error)
      })
      Promise.resolve(answer).then(resolve, reject)
    })
  }

  async #call(pipeline: ReturnType<typeof compile>, sent: Sent): Promise<Seen> {
    const { method = 'GET', headers = {}, body, search = '' } = sent
    const trace = traceRecorder(() => Date.now())
    const request = new Request(`https://gateway.example/api/custom/t${search}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    })
    const ctx = new RequestContext({
      request,
      requestId: 'req_1',
      clientIp: '203.0.113.7',
      origin: 'https://gateway.example',
      path: '/t',
      search,
      rawParams: {},
      variables: {},
      waitUntil: (work) => void work.catch((error: unknown) => this.logs.push(String(error))),
      now: () => Date.now(),
      trace,
    })
    ctx.principal = sent.principal
    const answer = await run(pipeline, ctx)
    const isRefused = isRejection(answer)
    return {
      outcome: isRefused ? answer.code : answer.status,
      text: isRefused ? '' : await answer.text(),
      headers: new Headers(answer.headers),
      notes: notesOf(trace.spans),
      atMs: Date.now(),
    }
  }
}

function notesOf(spans: readonly TraceSpan[]): Record<string, unknown> {
  return spans.find(({ stage, name }) => stage === 'integrations' && name === 'up')?.detail ?? {}
}

/** An upstream that plays these outcomes one after the other, the last for ever. */
export function script(...outcomes: readonly (number | 'reset' | (() => Response))[]): Play {
  return (_, count) => {
    const outcome = outcomes[Math.min(count, outcomes.length) - 1]
    if (outcome === 'reset') throw new Error('connection reset')
    if (typeof outcome === 'function') return outcome()
    return new Response(`answer ${count}`, { status: outcome ?? 200 })
  }
}
