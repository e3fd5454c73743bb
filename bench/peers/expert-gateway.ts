import { DurableObject } from 'cloudflare:workers'
import { Hono } from 'hono'

import { callerOfKey } from './caller-of-key.ts'

/**
 * What an expert writes by hand for one endpoint: as hono-gateway.ts, but a key is hashed once, tokens are leased a
 * hundred at a time, and answers are kept as bytes and headers.
 */
interface Bindings {
  readonly ORIGIN: string
  readonly API_KEYS: string
  readonly BUCKET: DurableObjectNamespace<Bucket>
}

const capacity = 1_000_000
const refillPerMs = 1_000
const leaseSize = 100
const maxCached = 1_000
const ttlMs = 3_600_000
const callers = new Map<string, Promise<string | undefined>>()
const leases = new Map<string, number>()
const cache = new Map<string, { body: ArrayBuffer; headers: Headers; expiresAt: number }>()

export class Bucket extends DurableObject {
  #tokens = capacity
  #updatedAt = Date.now()

  /** So many tokens as there are, at most `wanted`. */
  lease(wanted: number): number {
    const now = Date.now()
    this.#tokens = Math.min(capacity, this.#tokens + (now - this.#updatedAt) * refillPerMs)
    this.#updatedAt = now
    const granted = Math.min(wanted, Math.floor(this.#tokens))
    this.#tokens -= granted
    return granted
  }
}

const app = new Hono<{ Bindings: Bindings }>()

app.use('/api/custom/*', async (c, next) => {
  const key = c.req.header('x-api-key') ?? ''
  let found = callers.get(key)
  if (found === undefined) callers.set(key, (found = callerOfKey(key, c.env.API_KEYS)))
  const caller = await found
  if (caller === undefined) return c.json({ error: 'unauthenticated' }, 401)
  let left = leases.get(caller) ?? 0
  if (left === 0) left = await c.env.BUCKET.get(c.env.BUCKET.idFromName(caller)).lease(leaseSize)
  if (left === 0) return c.json({ error: 'rate_limited' }, 429)
  leases.set(caller, left - 1)
  return next()
})

app.get('/api/custom/*', async (c) => {
  const key = c.req.url.slice(c.req.url.indexOf('/', 8))
  const hit = cache.get(key)
  if (hit !== undefined && hit.expiresAt > Date.now()) {
    return new Response(hit.body, { headers: hit.headers })
  }
  const answer = await fetch(c.env.ORIGIN + key)
  const body = await answer.arrayBuffer()
  const headers = new Headers({
    'content-type': answer.headers.get('content-type') ?? 'text/plain',
  })
  if (cache.size >= maxCached) cache.clear()
  cache.set(key, { body, headers, expiresAt: Date.now() + ttlMs })
  return new Response(body, { headers })
})

export default app
