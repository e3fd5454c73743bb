import { type EndpointConfigInput, endpointConfig } from '#contract/endpoint.ts'
import type { TraceSpan } from '#contract/trace.ts'
import { compile } from '#worker/compile.ts'
import { type Principal, RequestContext } from '#worker/context.ts'
import { run } from '#worker/pipeline.ts'
import type { Limiter } from '#worker/rate-limit/types.ts'
import { isRejection } from '#worker/rejection.ts'
import { traceRecorder } from '#worker/trace.ts'

import { limitPortsOver } from './limit-ports.ts'
import { FakeObject } from './limit-schedule.ts'
import { fakeUpstream } from './pipeline.ts'
import { unusedPorts } from './unused-ports.ts'

export interface Caller {
  readonly principal?: Principal
  readonly clientIp?: string
  readonly path?: string
  readonly headers?: HeadersInit
  readonly isTraced?: boolean
}

interface Called {
  readonly outcome: string | number
  readonly headers: Headers
  readonly detail: string | undefined
  readonly trace: readonly TraceSpan[]
}

export const consumer = (id: string): Principal => ({ id, roles: [], scopes: [], claims: {} })

/** One object, isolates that each have their own memory, and one clock. */
export class LimitWorld {
  now = Date.UTC(2026, 10, 24, 9, 0)
  readonly object = new FakeObject()
  /** How long the object takes to answer. */
  delay: () => Promise<void> = () => Promise.resolve()
  /** Fails instead of answering. */
  fault: Error | undefined

  /** An isolate that serves this endpoint; `limiter` instead of the object itself. */
  isolate(
    rateLimit: EndpointConfigInput['rateLimit'],
    more: Partial<EndpointConfigInput> = {},
    limiter: Limiter = this.limiter,
  ) {
    const { upstream } = fakeUpstream(() => Response.json({ ok: true }))
    const { ports, written, logs } = limitPortsOver(limiter, () => this.now)
    const deps = {
      ...unusedPorts(),
      upstream,
      limits: ports,
    }
    const serve = (input: EndpointConfigInput['rateLimit'], endpointId = 'ep_t') => {
      const pipeline = compile(
        endpointConfig.parse({
          name: 'T',
          path: '/t',
          method: 'GET',
          response: { body: 'ok' },
          rateLimit: { enabled: true, ...input },
          ...more,
        }),
        deps,
        endpointId,
      )
      return (caller: Caller = {}) => this.#call(pipeline, caller)
    }
    return { call: serve(rateLimit), serve, written, logs }
  }

  readonly limiter: Limiter = {
    take: async (asks) => {
      await this.delay()
      if (this.fault !== undefined) {
        this.object.calls += 1
        throw this.fault
      }
      return this.object.take(asks, this.now)
    },
  }

  async #call(pipeline: ReturnType<typeof compile>, caller: Caller): Promise<Called> {
    const trace = caller.isTraced === true ? traceRecorder(() => 0) : undefined
    const later: Promise<unknown>[] = []
    const path = caller.path ?? '/t'
    const request = new Request(`https://gateway.example/api/custom${path}`, {
      headers: caller.headers ?? {},
    })
    const ctx = new RequestContext({
      request,
      requestId: 'req_1',
      clientIp: caller.clientIp ?? '203.0.113.7',
      origin: 'https://gateway.example',
      path: '/t',
      search: new URL(request.url).search,
      rawParams: {},
      variables: {},
      waitUntil: (work) => later.push(work),
      now: () => this.now,
      trace,
    })
    ctx.principal = caller.principal
    const answer = await run(pipeline, ctx)
    await Promise.all(later)
    const isRefused = isRejection(answer)
    return {
      outcome: isRefused ? answer.code : answer.status,
      headers: new Headers(answer.headers),
      detail: isRefused ? answer.detail : undefined,
      trace: trace?.spans ?? [],
    }
  }
}

/** How often each outcome came. */
export function tallied(results: readonly { readonly outcome: string | number }[]) {
  const counts: Record<string, number> = {}
  for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}
