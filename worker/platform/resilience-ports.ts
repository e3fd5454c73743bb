import type { CircuitBreaker } from '#durable-objects/circuit-breaker.ts'

import type { Database } from '../db/database.ts'
import { commit } from '../db/commit.ts'
import { IsolateMemory } from '../integrations/resilience/memory.ts'
import { MemoryLastGood } from '../integrations/resilience/memory-last-good.ts'
import type {
  BreakerSubject,
  ResiliencePorts,
  Transition,
} from '../integrations/resilience/types.ts'
import { createBreakerObjects } from './circuit-breaker.ts'
import type { NewId } from './id.ts'
import type { Log } from './log.ts'
import { wait } from './wait.ts'

interface ResiliencePortsDeps {
  readonly namespace: DurableObjectNamespace<CircuitBreaker>
  readonly db: Database
  readonly newId: NewId
  readonly log: Log
}

/** What integrations need to withstand their upstreams, over Durable Objects and D1. One per isolate. */
export function createResiliencePorts(deps: ResiliencePortsDeps): ResiliencePorts {
  const { namespace, log } = deps
  return {
    breakers: createBreakerObjects(namespace),
    lastGood: new MemoryLastGood(),
    memory: new IsolateMemory(),
    space: 'live',
    wait,
    random: () => Math.random(),
    newOwner: () => crypto.randomUUID(),
    changed: (subject, transition) => audited(deps, subject, transition),
    log,
  }
}

/** That a breaker opens or closes is in the audit log, as what the system itself did; its probes are not. */
async function audited(
  { db, newId, log }: ResiliencePortsDeps,
  { endpointId, integrationId, sharedId }: BreakerSubject,
  transition: Transition,
): Promise<void> {
  const { at, from, to, cause, calls, failed, slow } = transition
  if (cause === 'wait-over' || (from === 'half-open' && to === 'open')) return
  const entry = {
    id: newId('audit'),
    at,
    actorId: 'system',
    actorName: 'Ecluse',
    action: to === 'open' ? 'breaker.open' : 'breaker.close',
    ...(sharedId === undefined
      ? { targetType: 'endpoint', targetId: endpointId }
      : { targetType: 'integration', targetId: sharedId }),
    targetName: integrationId,
    details: { integration: integrationId, from, to, cause, calls, failed, slow },
    ipAddress: null,
  }
  try {
    await commit(db, entry, { statements: [] })
  } catch (error) {
    log('a transition of a circuit breaker could not be recorded', { ...entry, error })
  }
}
