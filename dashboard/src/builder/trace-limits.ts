import type { TraceSpan } from '#contract/trace.ts'

import { optionLabel } from '../form/words.ts'
import type { Translate } from '../i18n/index.ts'

/** What one limit found, as the span `limit` of a trace tells it. */
interface LimitFinding {
  readonly name: string
  readonly strategy: string
  readonly limit: number | undefined
  readonly remaining: number | undefined
  /** Until it admits again, or is full again. */
  readonly resetSeconds: number | undefined
  /** Requests the isolate may admit by itself. */
  readonly lease: number | undefined
  readonly leaseLeft: number | undefined
  readonly isShadow: boolean
  readonly isRefused: boolean
}

export function findingsOf({ detail }: TraceSpan): LimitFinding[] {
  const { limits } = detail
  return Array.isArray(limits) ? limits.map((one) => findingOf(Object(one))) : []
}

/** What the limits decided together; undefined: there are none. */
export function limitVerdict(t: Translate, span: TraceSpan): string | undefined {
  const findings = findingsOf(span)
  if (findings.length === 0) return undefined
  const refused = findings.filter(({ isRefused, isShadow }) => isRefused && !isShadow)
  if (refused.length > 0) {
    const name = namesOf(refused)
    const waits = refused.flatMap(({ resetSeconds }) => resetSeconds ?? [])
    const seconds = waits.length === 0 ? undefined : Math.max(...waits)
    return t('builder.rateLimit.trace.refused', { name, seconds })
  }
  if (span.outcome !== 'ok') return undefined
  return shadowVerdict(t, findings) ?? t('builder.rateLimit.trace.ok', { count: findings.length })
}

/** One line for each limit: what is left of it, its lease, and whether it refused. */
export function limitLines(t: Translate, span: TraceSpan): { name: string; value: string }[] {
  return findingsOf(span).map((finding) => {
    const rest = [numbersOf(t, finding), leaseOf(t, finding), refusalOf(t, finding)]
    const parts = [strategyOf(t, finding.strategy), ...rest].filter((part) => part !== undefined)
    return { name: finding.name, value: parts.join(' · ') }
  })
}

function shadowVerdict(t: Translate, findings: readonly LimitFinding[]): string | undefined {
  const shadowed = findings.filter(({ isRefused, isShadow }) => isRefused && isShadow)
  return shadowed.length === 0
    ? undefined
    : t('builder.rateLimit.trace.shadow', { name: namesOf(shadowed) })
}

const namesOf = (findings: readonly LimitFinding[]): string =>
  findings.map(({ name }) => name).join(', ')

function strategyOf(t: Translate, strategy: string): string | undefined {
  if (strategy === '') return undefined
  const quota = t(`builder.rateLimit.trace.quotas.${strategy}`) as string | undefined
  return quota ?? optionLabel(t, strategy)
}

function numbersOf(t: Translate, finding: LimitFinding): string | undefined {
  const { limit, remaining, resetSeconds: seconds, isRefused, isShadow } = finding
  if (limit === undefined || remaining === undefined) return undefined
  const left = t('builder.rateLimit.trace.left', { remaining, limit })
  // Of a refusal the time to wait is said with it.
  const saysWait = isRefused && !isShadow
  return seconds === undefined || saysWait
    ? left
    : `${left}, ${t('builder.rateLimit.trace.resets', { seconds })}`
}

function leaseOf(t: Translate, { lease: size, leaseLeft: left }: LimitFinding): string | undefined {
  return size === undefined || size === 0
    ? undefined
    : t('builder.rateLimit.trace.leased', { size, left })
}

function refusalOf(t: Translate, finding: LimitFinding): string | undefined {
  if (finding.isRefused && !finding.isShadow)
    return t('builder.rateLimit.trace.refusal', { seconds: finding.resetSeconds })
  if (finding.isRefused) return t('builder.rateLimit.trace.shadowRefusal')
  return finding.isShadow ? t('builder.rateLimit.trace.inShadow') : undefined
}

function findingOf(of: Readonly<Record<string, unknown>>): LimitFinding {
  const numberAt = (name: string) => (typeof of[name] === 'number' ? of[name] : undefined)
  return {
    name: String(of['name'] ?? ''),
    strategy: String(of['strategy'] ?? ''),
    limit: numberAt('limit'),
    remaining: numberAt('remaining'),
    resetSeconds: numberAt('resetSeconds'),
    lease: numberAt('lease'),
    leaseLeft: numberAt('leaseLeft'),
    isShadow: of['mode'] === 'shadow',
    isRefused: of['outcome'] === 'refused',
  }
}
