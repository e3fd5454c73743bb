import type { Hono } from 'hono/tiny'

import { loadLibrary } from './expression/index.ts'
import { isDataPlane } from './fast-lane.ts'
import { createServices, type Services } from './services.ts'

export {
  CircuitBreaker,
  Idempotency,
  LoginThrottle,
  RateLimiter,
  WebhookDelivery,
} from '#durable-objects/index.ts'

interface Worker {
  readonly services: Services
  controlPlane?: Hono<{ Bindings: Env }>
}

/** One per isolate; bindings are the same object for its whole life. */
const workers = new WeakMap<Env, Worker>()

export default {
  fetch(request, env, ctx) {
    const worker = workerFor(env)
    const { gateway, settings } = worker.services
    return isDataPlane(request.url, settings.basePath)
      ? gateway.handle(request, (work) => ctx.waitUntil(work))
      : answerElsewhere(worker, request, env, ctx)
  },
  async scheduled(_controller, env) {
    const { housekeeping } = await loadControlPlane()
    await housekeeping(workerFor(env).services)
  },
} satisfies ExportedHandler<Env>

function workerFor(env: Env): Worker {
  let worker = workers.get(env)
  if (worker === undefined) {
    worker = { services: createServices(env) }
    workers.set(env, worker)
  }
  return worker
}

async function answerElsewhere(
  worker: Worker,
  request: Request,
  env: Env,
  ctx: ExecutionContext,
): Promise<Response> {
  // Awaited by every request by itself: a promise kept for others would belong to the request that made it.
  worker.controlPlane ??= (await loadControlPlane()).createControlPlane(worker.services)
  return worker.controlPlane.fetch(request, env, ctx)
}

/** A module of its own: an isolate that only serves published endpoints never evaluates it (docs/decisions/0024). */
async function loadControlPlane() {
  // It compiles what authors write.
  await loadLibrary()
  return import('./control-plane.ts')
}
