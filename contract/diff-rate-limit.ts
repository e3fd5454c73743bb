import type { RateLimit } from './rate-limit.ts'

/** How rate limits change for callers. */
export interface LimitChange {
  readonly isTighter: boolean
  readonly isLooser: boolean
}

/** What counts differently may refuse some more and others less. */
export function rateLimitChange(before: RateLimit, after: RateLimit): LimitChange {
  const old = enforced(before)
  const next = enforced(after)
  const both = [...old].flatMap(([name, limit]) => {
    const other = next.get(name)
    return other === undefined ? [] : [{ limit, other }]
  })
  const recounted = both.some(({ limit, other }) => limit.counts !== other.counts)
  const numbers = both.flatMap(({ limit, other }) =>
    limit.most.map((n, at) => [n, other.most[at] ?? n] as const),
  )
  const isKept = (from: typeof old, to: typeof old) =>
    [...from.keys()].every((name) => to.has(name))
  return {
    isTighter: recounted || !isKept(next, old) || numbers.some(([was, is]) => is < was),
    isLooser: recounted || !isKept(old, next) || numbers.some(([was, is]) => is > was),
  }
}

interface Enforced {
  /** The numbers, which only get tighter or looser. */
  readonly most: readonly number[]
  /** Everything else. */
  readonly counts: string
}

function enforced(section: RateLimit): Map<string, Enforced> {
  if (!section.enabled) return new Map()
  const limits = [{ ...section, name: 'default' }, ...section.limits].map((limit) => {
    const { name, mode, strategy, requestsPerMinute: rate, overrides } = limit
    const most = [rate, limit.burstLimit ?? (strategy === 'token-bucket' ? rate : Infinity)]
    return { name, mode, most, counts: JSON.stringify([strategy, ...counting(limit), overrides]) }
  })
  const quotas = section.quotas.map((quota) => {
    const { name, mode, requests, period, overrides } = quota
    return {
      name,
      mode,
      most: [requests],
      counts: JSON.stringify([period, ...counting(quota), overrides]),
    }
  })
  const all = [...limits, ...quotas].filter(({ mode }) => mode === 'enforce')
  return new Map(all.map((limit) => [limit.name, limit]))
}

function counting({ countBy, key, cost }: Pick<RateLimit, 'countBy' | 'key' | 'cost'>) {
  return [countBy, key, cost]
}
