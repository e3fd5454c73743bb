import type { HttpIntegration } from '#contract/integration.ts'

import type { Breaker } from './breaker.ts'
import type { Fallback } from './fallback.ts'
import type { IntegrationMemory } from './memory.ts'
import type { retryDecider } from './retry.ts'
import type { ResiliencePorts } from './types.ts'

/** Everything about the resilience of an integration that is known before a request; what is undefined is off. */
export interface Plan {
  readonly timeoutMs: number
  readonly deadlineMs: number
  readonly decide: ReturnType<typeof retryDecider> | undefined
  readonly hedgeDelayMs: number | undefined
  readonly breaker: Breaker | undefined
  readonly places: HttpIntegration['bulkhead']
  readonly fallback: Fallback | undefined
  readonly isFailureStatus: (status: number) => boolean
  readonly memory: IntegrationMemory
  readonly ports: ResiliencePorts
}
