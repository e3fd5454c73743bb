import type { Caching } from '#contract/caching.ts'

export type CacheAges = Pick<Caching, 'ttl' | 'staleWhileRevalidate' | 'staleIfError'>

/** What callers get of an answer at some ages. */
export interface CachePhase {
  /** `renewed`: given at once and renewed behind it; `onError`: only when the service fails. */
  readonly kind: 'fresh' | 'renewed' | 'onError'
  readonly fromSeconds: number
  readonly toSeconds: number
}

/**
 * The ages of an answer, one after the other. Both stale times count from when it went stale (RFC 5861), so of
 * stale-if-error only what outlasts stale-while-revalidate is a phase of its own.
 */
export function cachePhases({ ttl, staleWhileRevalidate, staleIfError }: CacheAges): CachePhase[] {
  const renewed = ttl + staleWhileRevalidate
  const phases: CachePhase[] = [
    { kind: 'fresh', fromSeconds: 0, toSeconds: ttl },
    { kind: 'renewed', fromSeconds: ttl, toSeconds: renewed },
    { kind: 'onError', fromSeconds: renewed, toSeconds: ttl + staleIfError },
  ]
  return phases.filter(({ fromSeconds, toSeconds }) => toSeconds > fromSeconds)
}

/** Stale if error ends first: it changes nothing for callers. */
export const isErrorHidden = ({ staleWhileRevalidate, staleIfError }: CacheAges): boolean =>
  staleIfError > 0 && staleIfError <= staleWhileRevalidate

/** Widths in per cent. Seconds and months stand side by side, so they grow with the logarithm. */
export function phaseWidths(phases: readonly CachePhase[]): number[] {
  const weights = phases.map((phase) => Math.log2(2 + phase.toSeconds - phase.fromSeconds))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => (weight / sum) * 100)
}
