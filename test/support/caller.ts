import { type EndpointConfigInput, endpointConfig } from '#contract/endpoint.ts'
import type { TraceSpan } from '#contract/trace.ts'
import type { AuthPorts } from '#worker/auth/types.ts'
import { compile } from '#worker/compile.ts'
import { RequestContext } from '#worker/context.ts'
import { run } from '#worker/pipeline.ts'
import { isRejection, type Rejection } from '#worker/rejection.ts'
import { traceRecorder } from '#worker/trace.ts'

import { fakeUpstream } from './pipeline.ts'
import { unusedPorts } from './unused-ports.ts'

/** What one call came to. */
export interface CallResult {
  /** Code of a refusal, or status of an answer. */
  readonly outcome: string | number
  readonly rejection: Rejection | undefined
  readonly trace: readonly TraceSpan[]
  /** Body of an answer. */
  readonly text: string
  /** What the upstream received. */
  readonly received: Request | undefined
}

interface CallInit {
  readonly headers?: HeadersInit
  /** With its `?`. */
  readonly search?: string
  readonly clientIp?: string
}

/** Calls an endpoint that passes every request on to an upstream, from one isolate's point of view. */
export function callerOf(
  authentication: EndpointConfigInput['authentication'],
  deps: { readonly auth: AuthPorts; readonly now: () => number },
  more: Partial<EndpointConfigInput> = {},
): (init?: CallInit) => Promise<CallResult> {
  const { calls, upstream } = fakeUpstream(() => new Response('ok'))
  const config = endpointConfig.parse({
    name: 'T',
    path: '/t',
    method: 'GET',
    authentication,
    integrations: [{ id: 'up', type: 'http', endpoint: 'https://up.example/x' }],
    ...more,
  })
  const pipeline = compile(
    config,
    {
      ...unusedPorts(),
      upstream,
      auth: deps.auth,
    },
    'ep_t',
  )
  return async ({ headers = {}, search = '', clientIp = '203.0.113.7' } = {}) => {
    const trace = traceRecorder(() => 0)
    const later: Promise<unknown>[] = []
    const ctx = new RequestContext({
      request: new Request(`https://gateway.example/api/custom/t${search}`, { headers }),
      requestId: 'req_1',
      clientIp,
      origin: 'https://gateway.example',
      path: '/t',
      search,
      rawParams: {},
      variables: {},
      waitUntil: (work) => later.push(work),
      now: deps.now,
      trace,
    })
    const before = calls.length
    const answer = await run(pipeline, ctx)
    await Promise.all(later)
    return {
      outcome: isRejection(answer) ? answer.code : answer.status,
      text: isRejection(answer) ? '' : await answer.text(),
      rejection: isRejection(answer) ? answer : undefined,
      trace: trace.spans,
      received: calls[before],
    }
  }
}
