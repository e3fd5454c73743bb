import type { Context } from 'hono'
import { Hono } from 'hono/tiny'

import { problems } from '#contract/problem.ts'
import { type Route, type RouteName, routes } from '#contract/routes.ts'

import { Problem, problemResponse } from '../problem.ts'
import type { Services } from '../services.ts'
import { storageErrorOf } from '../db/storage-error.ts'
import { allow, authenticate, refuseForeignOrigin } from './access.ts'
import { handlers } from './handlers.ts'
import { readBody, readIfMatch, readQuery } from './input.ts'
import type { Actor, Answer, Call } from './types.ts'

/** Path the management API is served under. */
export const apiPath = '/api/v1'

interface Variables {
  requestId: string
  actor: Actor | undefined
}
type ApiContext = Context<{ Variables: Variables }>

/** The management API: every route of the contract's table, and nothing else. */
export function createApi(services: Services) {
  const app = new Hono<{ Variables: Variables }>().basePath(apiPath)
  app.use(async (c, next) => {
    c.set('requestId', services.newId('request'))
    await next()
  })
  for (const name of Object.keys(routes) as RouteName[]) {
    const route: Route = routes[name]
    // The table types each handler by its route; here any route meets its own handler.
    const handler = handlers[name] as unknown as (call: Call<Route>) => Promise<Answer<Route>>
    app.on(route.method, honoPath(route.path), (c) => serve(c, services, route, handler))
  }
  for (const [path, methods] of methodsByPath()) {
    app.all(honoPath(path), () => {
      throw new Problem('method_not_allowed', { headers: { allow: methods.join(', ') } })
    })
  }
  app.notFound((c) => problemResponse(new Problem('not_found'), problemContext(c, services)))
  app.onError((error, c) => {
    const problem = problemOf(error)
    if (problems[problem.code].status >= 500)
      services.log(problem.message, { requestId: c.get('requestId'), error })
    return problemResponse(problem, problemContext(c, services))
  })
  return app
}

async function serve(
  c: ApiContext,
  services: Services,
  route: Route,
  handler: (call: Call<Route>) => Promise<Answer<Route>>,
): Promise<Response> {
  const request = c.req.raw
  refuseForeignOrigin(request)
  const waitUntil = (work: Promise<unknown>) => c.executionCtx.waitUntil(work)
  const actor =
    route.access === 'public' ? undefined : await authenticate(request, services, waitUntil)
  c.set('actor', actor)
  allow(route.access, actor)
  const call = {
    services,
    request,
    requestId: c.get('requestId'),
    clientIp: request.headers.get('cf-connecting-ip'),
    now: services.now(),
    actor,
    params: c.req.param(),
    query: readQuery(route, c.req.url),
    ifMatch: readIfMatch(route, request),
    body: await readBody(route, request),
    waitUntil,
  }
  // The parts were read by the route's own schemas, which is what Call promises.
  return answerResponse(route, await handler(call as unknown as Call<Route>), c.get('requestId'))
}

function answerResponse(route: Route, answer: Answer<Route>, requestId: string): Response {
  const headers = new Headers({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
    ...answer.headers,
  })
  if (answer.etag !== undefined) headers.set('etag', answer.etag)
  if (route.output === undefined) return new Response(null, { status: route.status, headers })
  headers.set('content-type', 'application/json')
  // Parsing leaves out every property the contract does not name.
  const body = JSON.stringify(route.output.parse(answer.output))
  return new Response(body, { status: route.status, headers })
}

export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (storageErrorOf(error) !== undefined)
    return new Problem('storage_unavailable', { headers: { 'retry-after': '1' }, internal: error })
  return new Problem('internal_error', { internal: error })
}

function problemContext(c: ApiContext, services: Services) {
  return {
    requestId: c.get('requestId'),
    instance: c.req.path,
    now: services.now(),
    userId: c.get('actor')?.userId,
  }
}

function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1')
}

function methodsByPath(): Map<string, string[]> {
  const methods = new Map<string, string[]>()
  for (const { path, method } of Object.values(routes)) {
    const known = methods.get(path) ?? []
    methods.set(path, [...known, ...(method === 'GET' ? ['GET', 'HEAD'] : [method])])
  }
  return methods
}
