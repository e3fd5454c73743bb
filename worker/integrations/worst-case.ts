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
  const repeated = 'retryPolicy' in config ? (config.retryPolicy?.maxAttempts ?? 1) : 1
  const attempts = repeated * ('hedging' in config && config.hedging?.enabled === true ? 2 : 1)
  const standIns = others.filter(({ id }) => alternativesOf(config).includes(id))
  return standIns.reduce(
    (sum, other) => sum + worstCaseCalls(other, others, [...seen, config.id]),
    attempts * callsOfAttempt(config),
  )
}

function callsOfAttempt(config: Integration): number {
  const hops = 1 + (config.type === 'http' ? config.redirects : 0)
  // A refused token is asked for anew, and the call made again.
  const isRenewed = 'authentication' in config && config.authentication.type === 'oauth2'
  return isRenewed ? 2 * (hops + 1) : hops
}
