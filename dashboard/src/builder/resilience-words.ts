import { backoffMs, type FallbackStep } from '#contract/resilience.ts'

import type { I18n } from '../i18n/index.ts'
import { spanText } from '../lib/duration.ts'
import { durationsOf, type ResilienceSettings } from './resilience-settings.ts'
import { timelineOf } from './retry-timeline.ts'

export type ResiliencePart =
  | 'deadline'
  | 'retry'
  | 'hedging'
  | 'failures'
  | 'breaker'
  | 'bulkhead'
  | 'fallback'

/** One line on a part; undefined: it is off. */
export function partWords(
  part: ResiliencePart,
  settings: ResilienceSettings,
  i18n: I18n,
): string | undefined {
  return wordsOf[part](settings, i18n)
}

type Words = (settings: ResilienceSettings, i18n: I18n) => string | undefined

const wordsOf: Readonly<Record<ResiliencePart, Words>> = {
  deadline: ({ deadlineMs }, { t, locale }) =>
    deadlineMs === undefined
      ? undefined
      : t('builder.resilience.deadline', { time: spanText(locale(), deadlineMs) }),
  retry: retryWords,
  hedging: ({ hedging }, { t, locale }) =>
    hedging?.enabled === true
      ? t('builder.resilience.hedging', { time: spanText(locale(), hedging.delay) })
      : undefined,
  failures: ({ failureStatuses }, { t }) =>
    t('builder.resilience.failures', { statuses: failureStatuses.join(', ') }),
  breaker: breakerWords,
  bulkhead: bulkheadWords,
  fallback: fallbackWords,
}

/** The longest a call can take, as a sum. */
export function worstCaseWords(settings: ResilienceSettings, { t, locale }: I18n): string[] {
  const span = (ms: number) => spanText(locale(), ms)
  const durations = durationsOf(settings)
  const { parts, totalMs, cutMs } = timelineOf(durations)
  const backoff = parts
    .filter(({ kind }) => kind === 'delay')
    .reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
  const wait = parts.find(({ kind }) => kind === 'wait')
  const sum = t('builder.resilience.worst.sum', {
    count: durations.retryPolicy?.maxAttempts ?? 1,
    each: span(durations.timeout),
    wait: wait && span(wait.toMs - wait.fromMs),
    backoff: backoff === 0 ? undefined : span(backoff),
    total: span(totalMs),
  })
  return [
    sum,
    ...(cutMs === undefined
      ? []
      : [t('builder.resilience.worst.capped', { deadline: span(cutMs) })]),
    ...(backoff === 0 ? [] : [t('builder.resilience.worst.retryAfter')]),
  ]
}

function retryWords({ retry: policy }: ResilienceSettings, { t, locale }: I18n) {
  if (policy === undefined || policy.maxAttempts < 2) return undefined
  const { maxAttempts: count, jitter } = policy
  const [from, to] = [backoffMs(policy, 1), backoffMs(policy, count - 1)]
  const words = { from: spanText(locale(), from), to: spanText(locale(), to) }
  const delays = t(`builder.resilience.delays.${from === to ? 'one' : 'growing'}`, words)
  return t('builder.resilience.retry', { count, delays, jitter: jitter && to > 0 })
}

function breakerWords({ breaker }: ResilienceSettings, { t, locale }: I18n) {
  if (breaker?.enabled !== true) return undefined
  const { slidingWindowType, slidingWindowSize: size, failureRateThreshold } = breaker
  const isTimed = slidingWindowType === 'time-based'
  return t(`builder.resilience.breaker.${isTimed ? 'seconds' : 'calls'}`, {
    rate: percentText(locale(), failureRateThreshold),
    size: isTimed ? spanText(locale(), size * 1_000) : String(size),
    wait: spanText(locale(), breaker.waitDurationInOpenState),
  })
}

function bulkheadWords({ bulkhead }: ResilienceSettings, { t, locale }: I18n) {
  if (bulkhead?.enabled !== true) return undefined
  const { maxConcurrentCalls: count, maxWaitDuration: waitMs } = bulkhead
  const wait = waitMs === 0 ? undefined : spanText(locale(), waitMs)
  return t('builder.resilience.bulkhead', { count, wait })
}

function fallbackWords({ fallback: chain }: ResilienceSettings, i18n: I18n): string | undefined {
  if (chain.length === 0) return undefined
  return chain.map((step) => stepWords(step, i18n)).join(i18n.t('builder.resilience.nextStep'))
}

function stepWords(step: FallbackStep, { t }: I18n): string {
  return t(`builder.resilience.steps.${step.strategy}`, {
    id: step.strategy === 'alternative-service' ? step.integration : '',
    status: step.strategy === 'default-response' ? String(step.status) : '',
  })
}

/** Per cent as the language writes it: 50% and 50 %. */
export const percentText = (locale: string, value: number): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(value / 100)
