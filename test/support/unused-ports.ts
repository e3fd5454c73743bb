import { noAuthPorts } from './auth-ports.ts'
import { noCache } from './cache-ports.ts'
import { noIdempotency } from './idempotency.ts'
import { noLimitPorts } from './limit-ports.ts'
import { resiliencePorts } from './resilience.ts'
import { noWebhooks } from './webhooks.ts'

/** Ports of the stages that a test is not about. */
export const unusedPorts = () => ({
  auth: noAuthPorts,
  limits: noLimitPorts,
  idempotency: noIdempotency,
  cache: noCache,
  resilience: resiliencePorts(),
  webhooks: noWebhooks,
})
