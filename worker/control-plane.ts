import { Hono } from 'hono/tiny'

import { apiPath, createApi, problemOf } from './api/app.ts'
import { withPageHeaders } from './api/page-headers.ts'
import { publishedOpenapi } from './api/published-openapi.ts'
import { ready } from './api/ready.ts'
import { Problem, problemResponse } from './problem.ts'
import type { Services } from './services.ts'

export { housekeeping } from './housekeeping.ts'

/**
 * Everything that is not a plain request of the data plane (fast-lane.ts), which stands here as well for what
 * the fast lane lets by: management API, OpenAPI documents, probes, dashboard.
 */
export function createControlPlane(services: Services): Hono<{ Bindings: Env }> {
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
