import { endpointConfig } from '#contract/endpoint.ts'
import { isDataPlane } from '#worker/fast-lane.ts'
import { createGateway, type Gateway } from '#worker/gateway.ts'
import { createUpstream } from '#worker/platform/egress.ts'
import { createCallLog } from '#worker/integrations/call-log.ts'
import { IsolateMemory } from '#worker/integrations/resilience/memory.ts'
import { MemoryLastGood } from '#worker/integrations/resilience/memory-last-good.ts'
import type { ResiliencePorts } from '#worker/integrations/resilience/types.ts'
import type { WebhookPorts } from '#worker/integrations/webhook/types.ts'
import { createBreakerObjects } from '#worker/platform/circuit-breaker.ts'
import { wait } from '#worker/platform/wait.ts'
import { createIds } from '#worker/platform/id.ts'
import { createRateLimiter } from '#worker/platform/rate-limiter.ts'
import { createRateLimitPorts } from '#worker/rate-limit/index.ts'
import type { CircuitBreaker } from '#durable-objects/circuit-breaker.ts'
import type { RateLimiter } from '#durable-objects/rate-limiter.ts'
import type { Limiter } from '#worker/rate-limit/types.ts'
import type { ConfigSource } from '#worker/route/types.ts'

import { benchAuthPorts } from './lab/auth-ports.ts'
import { benchCachePorts } from './lab/cache-ports.ts'
import { benchIdempotency } from './lab/idempotency.ts'

export { CircuitBreaker } from '#durable-objects/circuit-breaker.ts'
export { RateLimiter } from '#durable-objects/rate-limiter.ts'

interface BenchEnv {
  /** One endpoint configuration as JSON. */
  readonly CONFIG: string
  /** The API keys it knows, as a JSON array. */
  readonly KEYS: string
  /** How many endpoints it stands for; `{{index}}` in it is replaced by 0, 1, 2 … */
  readonly COUNT: string
  /** Where endpoints have rate limits. */
  readonly RATE_LIMITER?: DurableObjectNamespace<RateLimiter>
  /** Where integrations have circuit breakers. */
  readonly CIRCUIT_BREAKER?: DurableObjectNamespace<CircuitBreaker>
}

const basePath = '/api/custom'
let gateway: Gateway | undefined
/** Of rate limits: read by GET /counts. */
const counts = { admitted: 0, calls: 0 }
const log = (message: string, details: Readonly<Record<string, unknown>>): void =>
  console.error(message, details)

/** The gateway behind the same fast lane as in production, with configurations from memory instead of D1 and KV. */
export default {
  fetch(request, env, ctx) {
    gateway ??= createBenchGateway(env)
    if (!isDataPlane(request.url, basePath)) return Response.json(counts)
    counts.admitted += 1
    return gateway.handle(request, (work) => ctx.waitUntil(work))
  },
} satisfies ExportedHandler<BenchEnv>

function createBenchGateway(env: BenchEnv): Gateway {
  const now = () => Date.now()
  const newId = createIds(now)
  return createGateway({
    source: generatedSource(env),
    compileDeps: {
      auth: benchAuthPorts(now, JSON.parse(env.KEYS) as string[]),
      limits: createRateLimitPorts({
        limiter: benchLimiter(env),
        now,
        wait: () => Promise.resolve(),
        log,
        writeBlocks: () => Promise.resolve(),
      }),
      idempotency: benchIdempotency,
      cache: benchCachePorts(log),
      resilience: benchResilience(env),
      webhooks: benchWebhooks,
      upstream: createUpstream({
        fetch: (input, init) => fetch(input, init),
        allowedPrivateHosts: ['*'],
      }),
    },
    // Writes nothing: what noting costs is in what is measured.
    calls: createCallLog({ now, wait, log, write: () => Promise.resolve() }),
    basePath,
    now,
    newRequestId: () => newId('request'),
    log,
  })
}

const benchWebhooks: WebhookPorts = {
  queue: { enqueue: () => Promise.reject(new Error('no queue is bound')) },
  space: 'live',
  log,
}

function benchResilience({ CIRCUIT_BREAKER: namespace }: BenchEnv): ResiliencePorts {
  const unbound = { tell: () => Promise.reject(new Error('no circuit breaker is bound')) }
  return {
    breakers: namespace === undefined ? unbound : createBreakerObjects(namespace),
    lastGood: new MemoryLastGood(),
    memory: new IsolateMemory(),
    space: 'live',
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    random: () => Math.random(),
    newOwner: () => crypto.randomUUID(),
    changed: () => Promise.resolve(),
    log,
  }
}

function benchLimiter({ RATE_LIMITER }: BenchEnv): Limiter {
  if (RATE_LIMITER === undefined)
    return { take: () => Promise.reject(new Error('no rate limiter is bound')) }
  const limiter = createRateLimiter({ namespace: RATE_LIMITER, shards: 16 })
  return {
    take(asks) {
      counts.calls += 1
      return limiter.take(asks)
    },
  }
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
