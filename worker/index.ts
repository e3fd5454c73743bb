import { Hono } from 'hono/tiny'

import { apiPath, createApi, problemOf } from './api/app.ts'
import { isDataPlane } from './fast-lane.ts'
import { housekeeping } from './housekeeping.ts'
import { ready } from './api/ready.ts'
import { publishedOpenapi } from './api/published-openapi.ts'
import { Problem, problemResponse } from './problem.ts'
import { createServices, type Services } from './services.ts'
import { withPageHeaders } from './api/page-headers.ts'

export { CircuitBreaker, Idempotency, LoginThrottle, RateLimiter } from '#durable-objects/index.ts'

interface Worker {
  readonly services: Services
  readonly app: Hono<{ Bindings: Env }>
}

/** One per isolate; bindings are the same object for its whole life. */
const workers = new WeakMap<Env, Worker>()

export default {
  fetch(request, env, ctx) {
    const { app, services } = workerFor(env)
    return isDataPlane(request.url, services.settings.basePath)
      ? services.gateway.handle(request, (work) => ctx.waitUntil(work))
      : app.fetch(request, env, ctx)
  },
  async scheduled(_controller, env) {
    await housekeeping(workerFor(env).services)
  },
} satisfies ExportedHandler<Env>

function workerFor(env: Env): Worker {
  let worker = workers.get(env)
  if (worker === undefined) {
    const services = createServices(env)
    worker = { services, app: createFrontDoor(services) }
    workers.set(env, worker)
  }
  return worker
}

/** Who answers which path. What is left of the data plane comes first (fast-lane.ts). */
function createFrontDoor(services: Services): Hono<{ Bindings: Env }> {
  const { basePath } = services.settings
  const api = createApi(services)
  const app = new Hono<{ Bindings: Env }>()
  app.get(`${basePath}/openapi.json`, (c) => publishedOpenapi(services, c.req.raw))
  app.all(`${basePath}/*`, (c) =>
    services.gateway.handle(c.req.raw, (work) => c.executionCtx.waitUntil(work)),
  )
  app.onError((error, c) => failed(services, error, c.req.path))
  app.all(`${apiPath}/*`, (c) => api.fetch(c.req.raw, c.env, c.executionCtx))
  app.get('/health', () => Response.json({ status: 'ok' }, { headers: noStore }))
  app.get('/ready', () => ready(services))
  app.all('/metrics', (c) => notFound(services, c.req.path))
  // Not a route `*`: a request that matches two routes takes Hono's composed path, the data plane included.
  app.notFound(async (c) =>
    c.req.path.startsWith('/api/')
      ? notFound(services, c.req.path)
      : withPageHeaders(await c.env.ASSETS.fetch(c.req.raw)),
  )
  return app
}

/** Whatever escapes the parts below: the data plane and the management API have their own handling. */
function failed({ newId, now, log }: Services, error: unknown, instance: string): Response {
  const requestId = newId('request')
  log('a request failed', { requestId, error })
  return problemResponse(problemOf(error), { requestId, instance, now: now() })
}

const noStore = { 'cache-control': 'no-store' }

function notFound({ newId, now }: Services, instance: string): Response {
  return problemResponse(new Problem('not_found'), {
    requestId: newId('request'),
    instance,
    now: now(),
  })
}
