import type { DatabaseIntegration } from '#contract/integration-database.ts'

import type { ResilientConfig } from '../resilience/index.ts'
import type { Outgoing } from '../send.ts'
import type { BoundValue } from './types.ts'

/** What applies to a database: there are no statuses, no headers, and no second statement beside a slow one. */
export function resilientConfig(config: DatabaseIntegration): ResilientConfig {
  const { retryPolicy: policy } = config
  return {
    ...config,
    headers: {},
    hedging: undefined,
    failureStatuses: [],
    retryPolicy: policy && { ...policy, retryStatuses: [] },
  }
}

/** A statement as resilience looks at a call: whether it changes something, and what tells two of them apart. */
export function outgoingOf(
  { driver, connection, statement, mode, first }: DatabaseIntegration,
  values: readonly BoundValue[],
): Outgoing {
  return {
    url: `${driver}:${connection}`,
    method: 'POST',
    headers: new Headers(),
    body: JSON.stringify([statement, values, first]),
    signal: undefined,
    isSafe: mode === 'read',
  }
}
