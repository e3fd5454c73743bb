import { deadlineMs, type Durations } from '#contract/resilience.ts'
import type { HttpIntegration } from '#contract/integration.ts'

import { isRejection, type Rejection } from '../../rejection.ts'
import type { IntegrationDeps } from '../types.ts'
import { retried } from './attempts.ts'
import { Breaker } from './breaker.ts'
import { compileFallback, type Fallback } from './fallback.ts'
import { isGood } from './outcome.ts'
import { resilienceName, serviceName } from './name.ts'
import { startNotes } from './notes.ts'
import type { Plan } from './plan.ts'
import { retryDecider } from './retry.ts'
import { statusMatcher } from './status-matcher.ts'
import type { Answered, Call } from './types.ts'

/** What keeps one integration within bounds, compiled. */
export interface Resilience {
  readonly fallback: Fallback | undefined
  /** True when a call may be sent more than once. */
  readonly repeats: boolean
  /** Performs a call: fallback (retry (bulkhead (breaker (attempt)))). Never rejects but for a failing expression. */
  run<T extends Answered>(call: Call<T>): Promise<T | Rejection>
}

/** What of an integration decides about its resilience, whatever its kind. */
export type ResilientConfig = Pick<
  HttpIntegration,
  | 'id'
  | 'timeout'
  | 'deadline'
  | 'headers'
  | 'retryPolicy'
  | 'hedging'
  | 'failureStatuses'
  | 'circuitBreaker'
  | 'bulkhead'
  | 'fallbackStrategy'
>

/** Performs a call, once and as it is where nothing keeps it within bounds. */
export async function carryOut<T extends Answered>(
  resilience: Resilience | undefined,
  config: Durations & { readonly id: string },
  call: Omit<Call<T>, 'notes'>,
): Promise<T | Rejection> {
  if (resilience !== undefined)
    return resilience.run({ ...call, notes: startNotes(call.ctx, config.id) })
  const limitMs = Math.min(config.timeout, deadlineMs(config))
  const { signal } = call.options
  return call.form.attempt(call.outgoing, { limitMs, signal, isOnly: true })
}

/** Undefined: the integration is called once, as it is. Throws Problem invalid_configuration. */
export function compileResilience(
  config: ResilientConfig,
  deps: IntegrationDeps,
): Resilience | undefined {
  const plan = planOf(config, deps)
  const { decide, hedgeDelayMs, breaker, places, fallback } = plan
  if ((decide ?? hedgeDelayMs ?? breaker ?? places ?? fallback) === undefined) return undefined
  return {
    fallback,
    repeats: decide !== undefined,
    run: (call) => run(plan, call),
  }
}

function planOf(config: ResilientConfig, deps: IntegrationDeps): Plan {
  const { resilience: ports, endpoint, pointer } = deps
  const { retryPolicy: policy, hedging, circuitBreaker: section, bulkhead } = config
  const chain = config.fallbackStrategy ?? []
  const { sharedId } = deps
  const name = serviceName(ports.space, endpoint.id, config.id, sharedId)
  const memory = ports.memory.of(name)
  const isFailureStatus = statusMatcher(config.failureStatuses)
  const trustsKeys =
    endpoint.trustsKeys ||
    Object.keys(config.headers).some((header) => header.toLowerCase() === 'idempotency-key')
  return {
    timeoutMs: config.timeout,
    deadlineMs: deadlineMs(config),
    decide:
      policy !== undefined && policy.maxAttempts > 1 ? retryDecider(policy, trustsKeys) : undefined,
    hedgeDelayMs: hedging?.enabled === true ? hedging.delay : undefined,
    breaker:
      section?.enabled === true
        ? new Breaker({
            name,
            subject: { endpointId: endpoint.id, integrationId: config.id, sharedId },
            config: section,
            view: memory.breaker,
            timeoutMs: config.timeout,
            ports,
          })
        : undefined,
    places: bulkhead?.enabled === true ? bulkhead : undefined,
    fallback:
      chain.length > 0
        ? compileFallback(chain, {
            pointer: `${pointer}/fallbackStrategy`,
            // What an endpoint was answered is never for another.
            name: resilienceName(ports.space, endpoint.id, config.id),
            ports,
            isGood: (result) => isGood(result, isFailureStatus),
          })
        : undefined,
    isFailureStatus,
    memory,
    ports,
  }
}

async function run<T extends Answered>(plan: Plan, call: Call<T>): Promise<T | Rejection> {
  const { fallback, breaker, memory } = plan
  const result = await retried(plan, call)
  call.notes.budgetLeft = memory.budget.left
  if (breaker !== undefined) call.notes.breaker = breaker.view.state
  if (isRejection(result)) call.notes.code = result.code
  if (fallback === undefined) return result
  if (!isRejection(result) && isGood(result, plan.isFailureStatus))
    return fallback.keep(call, result)
  return isFallbackDue(call, result) ? fallback.standIn(call, result) : result
}

/** What the caller did wrong, or nobody waits for any more, is not to be made up for. */
function isFallbackDue({ ctx, options }: Call<Answered>, result: Answered | Rejection): boolean {
  if (ctx.refusal !== undefined || options.signal?.aborted === true) return false
  return !isRejection(result) || madeUpFor.has(result.code)
}

const madeUpFor: ReadonlySet<string> = new Set([
  'bulkhead_full',
  'circuit_open',
  'database_timeout',
  'database_unreachable',
  'upstream_graphql_error',
  'upstream_invalid_response',
  'upstream_redirect',
  'upstream_timeout',
  'upstream_too_large',
  'upstream_unexpected_status',
  'upstream_unreachable',
])
