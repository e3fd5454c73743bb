import { DurableObject } from 'cloudflare:workers'
import { type Context, Hono } from 'hono'
import { proxy } from 'hono/proxy'
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'

import { callerOfKey } from './caller-of-key.ts'

/**
 * What a competent author writes by hand in an afternoon: API keys stored as SHA-256 or tokens checked by jose, one
 * token-bucket Durable Object call per request, and a cache of answers in the isolate.
 */
interface Bindings {
  readonly ORIGIN: string
  /** JWKS of an issuer: then callers come with its tokens instead of keys. */
  readonly JWKS?: string
  readonly ISSUER?: string
  readonly AUDIENCE?: string
  /** Comma separated. */
  readonly API_KEYS: string
  readonly CACHE_TTL_MS: string
  readonly BUCKET: DurableObjectNamespace<Bucket>
}

const capacity = 1_000_000
const refillPerMs = 1_000
const maxCached = 1_000
const cache = new Map<string, { body: string; headers: Headers; expiresAt: number }>()
let keySet: ReturnType<typeof createLocalJWKSet> | undefined

export class Bucket extends DurableObject {
  #tokens = capacity
  #updatedAt = Date.now()

  /** Whether one token could be taken. */
  take(): boolean {
    const now = Date.now()
    this.#tokens = Math.min(capacity, this.#tokens + (now - this.#updatedAt) * refillPerMs)
    this.#updatedAt = now
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}

const app = new Hono<{ Bindings: Bindings; Variables: { caller: string } }>()

app.use('/api/custom/*', async (c, next) => {
  const caller =
    c.env.JWKS === undefined
      ? await callerOfKey(c.req.header('x-api-key') ?? '', c.env.API_KEYS)
      : await callerOfToken(c)
  if (caller === undefined) return c.json({ error: 'unauthenticated' }, 401)
  const bucket = c.env.BUCKET.get(c.env.BUCKET.idFromName(caller))
  if (!(await bucket.take())) return c.json({ error: 'rate_limited' }, 429)
  c.set('caller', caller)
  return next()
})

app.get('/api/custom/*', async (c) => {
  const url = new URL(c.req.url)
  const key = url.pathname + url.search
  const hit = cache.get(key)
  if (hit !== undefined && hit.expiresAt > Date.now()) {
    return new Response(hit.body, { headers: hit.headers })
  }
  const answer = await proxy(c.env.ORIGIN + key, { ...c.req, headers: c.req.header() })
  const ttlMs = Number(c.env.CACHE_TTL_MS)
  if (ttlMs === 0 || !answer.ok) return answer
  const body = await answer.text()
  const headers = new Headers({
    'content-type': answer.headers.get('content-type') ?? 'text/plain',
  })
  if (cache.size >= maxCached) cache.clear()
  cache.set(key, { body, headers, expiresAt: Date.now() + ttlMs })
  return new Response(body, { headers })
})

type Call = Context<{ Bindings: Bindings; Variables: { caller: string } }>

async function callerOfToken(c: Call): Promise<string | undefined> {
  const { JWKS = '', ISSUER = '', AUDIENCE = '' } = c.env
  keySet ??= createLocalJWKSet(JSON.parse(JWKS) as JSONWebKeySet)
  const token = c.req.header('authorization')?.slice('Bearer '.length) ?? ''
  const rules = { issuer: ISSUER, audience: AUDIENCE, algorithms: ['RS256'] }
  try {
    return (await jwtVerify(token, keySet, rules)).payload.sub
  } catch {
    return undefined
  }
}

export default app
