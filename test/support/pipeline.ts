import { type EndpointConfigInput, endpointConfig } from '#contract/endpoint.ts'
import type { AuthPorts } from '#worker/auth/types.ts'
import { compile } from '#worker/compile.ts'
import { type Principal, RequestContext, type TraceRecorder } from '#worker/context.ts'
import type { Databases } from '#worker/integrations/database/types.ts'
import type { Budget } from '#worker/integrations/types.ts'
import { run } from '#worker/pipeline.ts'
import { createUpstream } from '#worker/platform/egress.ts'
import { isRejection, type Rejection } from '#worker/rejection.ts'

import { noAuthPorts } from './auth-ports.ts'
import { unusedPorts } from './unused-ports.ts'

export type FakeFetch = (request: Request) => Response | Promise<Response>

/** Ports over an upstream that a test plays. What was called is in `calls`. */
export function fakeUpstream(answer: FakeFetch, allowedPrivateHosts: readonly string[] = []) {
  const calls: Request[] = []
  const fetch = (async (url: string, init: RequestInit) => {
    const request = new Request(url, init)
    calls.push(request.clone())
    return answer(request)
  }) as typeof globalThis.fetch
  return { calls, upstream: createUpstream({ fetch, allowedPrivateHosts }) }
}

interface Sent {
  readonly request?: Request
  readonly databases?: Databases
  readonly params?: Readonly<Record<string, string>>
  /** Values by name; every one may be sent to `allowedOrigins`. */
  readonly secrets?: Readonly<Record<string, string>>
  readonly allowedOrigins?: readonly string[]
  readonly now?: () => number
  readonly budget?: Budget
  readonly principal?: Principal
  readonly trace?: TraceRecorder
}

/** Compiles an endpoint and runs one request through its pipeline. */
export async function answerOf(
  config: Partial<EndpointConfigInput>,
  upstream: FakeFetch,
  sent: Sent = {},
): Promise<{ answer: Response | Rejection; calls: Request[] }> {
  const { calls, upstream: port } = fakeUpstream(upstream)
  const parsed = endpointConfig.parse({ name: 'T', path: '/t', method: 'GET', ...config })
  const pipeline = compile(
    parsed,
    {
      ...unusedPorts(),
      upstream: port,
      auth: withSecrets(sent),
      ...(sent.budget && { budget: sent.budget }),
      ...(sent.databases && { databases: sent.databases }),
    },
    'ep_test',
  )
  const request = sent.request ?? new Request('https://gateway.example/api/custom/t')
  const ctx = new RequestContext({
    request,
    requestId: 'req_1',
    clientIp: '203.0.113.7',
    origin: 'https://gateway.example',
    path: '/t',
    search: new URL(request.url).search,
    rawParams: sent.params ?? {},
    variables: pipeline.variables,
    waitUntil: () => undefined,
    now: sent.now ?? (() => 0),
    trace: sent.trace,
  })
  ctx.principal = sent.principal
  return { answer: await run(pipeline, ctx), calls }
}

function withSecrets({
  secrets = {},
  allowedOrigins = ['https://api.example.com'],
}: Sent): AuthPorts {
  return {
    ...noAuthPorts,
    secrets: {
      recall: (name) => secrets[name],
      read(name) {
        const value = secrets[name]
        return Promise.resolve(value === undefined ? 'missing' : { value, allowedOrigins })
      },
    },
  }
}

/** The code of a refusal, or the status of an answer. */
export function outcome(answer: Response | Rejection): string | number {
  return isRejection(answer) ? answer.code : answer.status
}

export function responseOf(answer: Response | Rejection): Response {
  if (isRejection(answer)) throw new Error(`refused: ${answer.code} ${answer.detail ?? ''}`)
  return answer
}
