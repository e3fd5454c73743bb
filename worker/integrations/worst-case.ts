import type { Integration } from '#contract/integration-kinds.ts'

import { alternativesOf } from './standby.ts'

/**
 * The most calls one request can cause through an integration: attempts, each perhaps hedged, times redirects,
 * once more with a renewed token and for the token itself, and all that of those that stand in.
 */
export function worstCaseCalls(
  config: Integration,
  others: readonly Integration[],
  seen: readonly string[] = [],
): number {
  if (seen.includes(config.id)) return 0
  const attempts = (config.retryPolicy?.maxAttempts ?? 1) * (config.hedging?.enabled ? 2 : 1)
  const standIns = others.filter(({ id }) => alternativesOf(config).includes(id))
  return standIns.reduce(
    (sum, other) => sum + worstCaseCalls(other, others, [...seen, config.id]),
    attempts * callsOfAttempt(config),
  )
}

function callsOfAttempt(config: Integration): number {
  const hops = 1 + (config.type === 'http' ? config.redirects : 0)
  // A refused token is asked for anew, and the call made again.
  return config.authentication.type === 'oauth2' ? 2 * (hops + 1) : hops
}
