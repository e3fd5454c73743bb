import type { EndpointConfig } from './endpoint.ts'

export const cachingWarningCodes = ['answers_shared', 'ttl_over_a_day', 'ttl_overrides'] as const
export type CachingWarningCode = (typeof cachingWarningCodes)[number]

const daySeconds = 86_400

type Cached = Pick<EndpointConfig, 'method' | 'caching' | 'authentication'>

/** What callers may notice of a change of the cache, or be hurt by, each with the member that says so. */
export function cachingWarnings(
  old: Cached,
  next: Cached,
): { readonly code: CachingWarningCode; readonly pointer: string }[] {
  const before = riskOf(old)
  const after = riskOf(next)
  const warnings = [
    [after.isShared && !before.isShared, 'answers_shared', '/caching/partition'],
    [after.ttl > daySeconds && after.ttl > before.ttl, 'ttl_over_a_day', '/caching/ttl'],
    [after.isOverride && !before.isOverride, 'ttl_overrides', '/caching/ttlMode'],
  ] as const
  return warnings.flatMap(([isDue, code, pointer]) => (isDue ? [{ code, pointer }] : []))
}

function riskOf({ method, caching, authentication }: Cached) {
  const isOn = caching.enabled && method === 'GET'
  return {
    /** Callers who had to say who they are get each other's answers. */
    isShared: isOn && caching.partition === 'shared' && authentication.type !== 'none',
    ttl: isOn ? caching.ttl : 0,
    isOverride: isOn && caching.ttlMode === 'override',
  }
}
