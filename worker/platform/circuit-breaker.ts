import type { BreakerConfig, BreakerState } from '#durable-objects/circuit-breaker-policy.ts'
import type { BreakerReport } from '#durable-objects/circuit-breaker-types.ts'
import type { CircuitBreaker } from '#durable-objects/circuit-breaker.ts'

import type { BreakerObjects } from '../integrations/resilience/types.ts'
import { tooLate, withDeadline } from '../lib/deadline.ts'

/** The object may be on the other side of the world; while it is closed, nobody waits for it. */
const deadlineMs = 1_000

type Namespace = Pick<DurableObjectNamespace<CircuitBreaker>, 'getByName'>

/** For isolates: one object for each integration of an endpoint, by its digest. */
export function createBreakerObjects(namespace: Namespace): BreakerObjects {
  return {
    async tell(name, event, config) {
      // No stub is kept: an object that failed breaks its stub, and a healthy integration calls twice a second.
      const standing = await withDeadline(namespace.getByName(name).tell(event, config), deadlineMs)
      if (standing === tooLate)
        throw new Error(`The circuit breaker did not answer in ${deadlineMs} ms`)
      return standing
    },
  }
}

/** For operators. */
export interface BreakerControl {
  report(name: string, config: BreakerConfig): Promise<BreakerReport>
  set(name: string, state: BreakerState, config: BreakerConfig, by: string): Promise<BreakerReport>
}

export function createBreakerControl(namespace: Namespace): BreakerControl {
  return {
    report: async (name, config) => namespace.getByName(name).report(config),
    set: async (name, state, config, by) => namespace.getByName(name).set(state, config, by),
  }
}
