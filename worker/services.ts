import type { CompileDeps } from './compile.ts'
import { type Database, openDatabase } from './db/database.ts'
import { parseSettings, type Settings } from './env.ts'
import { createGateway, type Gateway } from './gateway.ts'
import { createConfigSource } from './platform/config-source.ts'
import { createAuthPorts } from './platform/auth-ports.ts'
import { createCachePorts } from './platform/cache-ports.ts'
import { createCallPorts } from './platform/call-ports.ts'
import { boundedD1 } from './platform/d1.ts'
import { createDatabases } from './platform/databases.ts'
import { createRecordingPorts } from './platform/recording-ports.ts'
import { createLimitPorts } from './platform/rate-limit-ports.ts'
import { type BreakerControl, createBreakerControl } from './platform/circuit-breaker.ts'
import { createUpstream } from './platform/egress.ts'
import { createIdempotencyPorts } from './platform/idempotency-store.ts'
import { createIds, type NewId } from './platform/id.ts'
import { createKvCopies, type KvCopies } from './platform/kv-copies.ts'
import { createLog, type Log } from './platform/log.ts'
import { createLoginThrottle, type LoginThrottlePort } from './platform/login-throttle.ts'
import { createResiliencePorts } from './platform/resilience-ports.ts'
import {
  createWebhookControl,
  createWebhookPorts,
  type WebhookControl,
} from './platform/webhook-queue.ts'
import { createSandbox } from './platform/sandbox/index.ts'
import { createVault, type NoVault, type Vault } from './platform/vault.ts'

/** A caller waits for these reads, and KV stands by. */
const gatewayD1TimeoutMs = 1_000
/** Writes of the management API have nothing to fall back to. */
const apiD1TimeoutMs = 5_000

/** Ports of the whole Worker, built once per isolate from the bindings. */
export interface Services {
  readonly settings: Settings
  readonly gateway: Gateway
  readonly compileDeps: CompileDeps
  readonly db: Database
  readonly kv: KVNamespace
  readonly kvCopies: KvCopies
  readonly cache: ReturnType<typeof createCachePorts>
  readonly vault: Vault | NoVault
  readonly loginThrottle: LoginThrottlePort
  readonly breakers: BreakerControl
  readonly webhooks: WebhookControl
  readonly now: () => number
  readonly newId: NewId
  readonly log: Log
}

/** The composition root: the only place where bindings become ports. */
export function createServices(env: Env): Services {
  const settings = parseSettings(env)
  const now = () => Date.now()
  const upstream = createUpstream({ ...settings, fetch: (input, init) => fetch(input, init) })
  const gatewayDb = openDatabase(boundedD1(env.DB, gatewayD1TimeoutMs))
  const db = openDatabase(boundedD1(env.DB, apiD1TimeoutMs))
  const own = { db, now, newId: createIds(now), log: createLog(now) }
  const { newId, log } = own
  const loginThrottle = createLoginThrottle(env.LOGIN_THROTTLE)
  const vault = createVault({ ...settings, randomBytes })
  const kv = env.CONFIG
  const auth = createAuthPorts({ ...own, upstream, kv, gatewayDb, vault, loginThrottle })
  const limits = createLimitPorts({
    ...own,
    namespace: env.RATE_LIMITER,
    shards: settings.rateLimitShards,
  })
  const idempotency = createIdempotencyPorts(env.IDEMPOTENCY, log)
  const cache = createCachePorts({ ...own, gatewayDb, kv: env.CACHE })
  const resilience = createResiliencePorts({ ...own, namespace: env.CIRCUIT_BREAKER })
  const databases = createDatabases(settings.databaseBindings, { ...env })
  const webhooks = createWebhookPorts(env.WEBHOOK_DELIVERY, log)
  const sandbox = createSandbox({ ...env })
  const stages = { auth, limits, idempotency, cache, resilience, webhooks, sandbox }
  const compileDeps: CompileDeps = { upstream, databases, ...stages, budget: settings.budget }
  const source = createConfigSource(gatewayDb, kv)
  const gateway = createGateway({
    source,
    compileDeps,
    calls: createCallPorts(own),
    recorder: createRecordingPorts({ ...own, source, secrets: auth.secrets }),
    basePath: settings.basePath,
    now,
    newRequestId: () => newId('request'),
    log,
  })
  return {
    settings,
    gateway,
    compileDeps,
    ...own,
    kv,
    kvCopies: createKvCopies(db, kv),
    cache,
    vault,
    loginThrottle,
    breakers: createBreakerControl(env.CIRCUIT_BREAKER),
    webhooks: createWebhookControl(env.WEBHOOK_DELIVERY),
  }
}

function randomBytes(count: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(count))
}
