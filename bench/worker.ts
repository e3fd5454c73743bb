import { endpointConfig } from '#contract/endpoint.ts'
import { isDataPlane } from '#worker/fast-lane.ts'
import { createGateway, type Gateway } from '#worker/gateway.ts'
import { createUpstream } from '#worker/platform/egress.ts'
import { createIds } from '#worker/platform/id.ts'
import { createRateLimiter } from '#worker/platform/rate-limiter.ts'
import { createRateLimitPorts } from '#worker/rate-limit/index.ts'
import type { RateLimiter } from '#durable-objects/rate-limiter.ts'
import type { ConfigSource } from '#worker/route/types.ts'

import { benchAuthPorts } from './lab/auth-ports.ts'
import { benchIdempotency } from './lab/idempotency.ts'

interface BenchEnv {
  /** One endpoint configuration as JSON. */
  readonly CONFIG: string
  /** How many endpoints it stands for; `{{index}}` in it is replaced by 0, 1, 2 … */
  readonly COUNT: string
  /** Where endpoints have rate limits. */
  readonly RATE_LIMITER?: DurableObjectNamespace<RateLimiter>
}

const basePath = '/api/custom'
let gateway: Gateway | undefined
const log = (message: string, details: Readonly<Record<string, unknown>>): void =>
  console.error(message, details)

/** The gateway behind the same fast lane as in production, with configurations from memory instead of D1 and KV. */
export default {
  fetch(request, env, ctx) {
    gateway ??= createBenchGateway(env)
    return isDataPlane(request.url, basePath)
      ? gateway.handle(request, (work) => ctx.waitUntil(work))
      : new Response(null, { status: 404 })
  },
} satisfies ExportedHandler<BenchEnv>

function createBenchGateway(env: BenchEnv): Gateway {
  const now = () => Date.now()
  const newId = createIds(now)
  return createGateway({
    source: generatedSource(env),
    compileDeps: {
      auth: benchAuthPorts(now),
      limits: createRateLimitPorts({
        limiter:
          env.RATE_LIMITER === undefined
            ? { take: () => Promise.reject(new Error('no rate limiter is bound')) }
            : createRateLimiter({ namespace: env.RATE_LIMITER, shards: 16 }),
        now,
        wait: () => Promise.resolve(),
        log,
        writeBlocks: () => Promise.resolve(),
      }),
      idempotency: benchIdempotency,
      upstream: createUpstream({
        fetch: (input, init) => fetch(input, init),
        allowedPrivateHosts: ['*'],
      }),
    },
    basePath,
    now,
    newRequestId: () => newId('request'),
    log,
  })
}

/** Configurations made when they are asked for, as they would be read from storage. */
function generatedSource(env: BenchEnv): ConfigSource {
  const configOf = (index: string) =>
    endpointConfig.parse(JSON.parse(env.CONFIG.replaceAll('{{index}}', index)))
  const { method, path } = configOf('{{index}}')
  const entries = Array.from({ length: Number(env.COUNT) }, (_, index) => ({
    endpointId: String(index),
    version: 1,
    method,
    path: path.replaceAll('{{index}}', String(index)),
  }))
  const index = { revision: 1, entries }
  return {
    revision: () => Promise.resolve(1),
    index: () => Promise.resolve(index),
    lastKnownIndex: () => Promise.resolve(index),
    endpoint: (endpointId) => Promise.resolve(configOf(endpointId)),
  }
}
