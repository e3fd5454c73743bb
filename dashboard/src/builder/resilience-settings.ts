import type * as z from 'zod'

import * as contract from '#contract/resilience.ts'

import { valueAt } from './pointer.ts'

type Settings<Schema extends z.ZodType> = z.output<Schema> | undefined

/** What keeps an integration within bounds, as it is written. A part that cannot be read is undefined. */
export interface ResilienceSettings {
  readonly timeoutMs: number
  readonly deadlineMs: number | undefined
  readonly retry: Settings<typeof contract.retryPolicy>
  readonly hedging: Settings<typeof contract.hedging>
  readonly failureStatuses: readonly string[]
  readonly breaker: Settings<typeof contract.circuitBreaker>
  readonly bulkhead: Settings<typeof contract.bulkhead>
  readonly fallback: readonly contract.FallbackStep[]
}

/** The default of the contract; what is written wrong counts as it. */
const defaultTimeoutMs = 10_000

/** Of an integration. */
export function resilienceOf(integration: unknown): ResilienceSettings {
  const at = (name: string) => valueAt(integration, `/${name}`)
  const { resilienceFields: fields } = contract
  const timeout = at('timeout')
  return {
    timeoutMs: typeof timeout === 'number' && timeout > 0 ? timeout : defaultTimeoutMs,
    deadlineMs: fields.deadline.safeParse(at('deadline')).data,
    retry: fields.retryPolicy.safeParse(at('retryPolicy')).data,
    hedging: fields.hedging.safeParse(at('hedging')).data,
    failureStatuses: fields.failureStatuses.safeParse(at('failureStatuses')).data ?? [],
    breaker: fields.circuitBreaker.safeParse(at('circuitBreaker')).data,
    bulkhead: fields.bulkhead.safeParse(at('bulkhead')).data,
    fallback: fields.fallbackStrategy.safeParse(at('fallbackStrategy')).data ?? [],
  }
}

/** For the sums of the contract. */
export function durationsOf(settings: ResilienceSettings): contract.Durations {
  const { timeoutMs: timeout, deadlineMs: deadline, retry: retryPolicy, bulkhead } = settings
  return { timeout, deadline, retryPolicy, bulkhead }
}
