import type { CircuitBreaker } from '#contract/resilience.ts'

/** Pure: what the last calls came to. No I/O, no clock. */

/** One character a call, oldest first: `.` good, `s` good and slow, `f` failed, `F` failed and slow. */
export type Outcomes = string

/** Which calls count. */
export type WindowConfig = Pick<CircuitBreaker, 'slidingWindowType' | 'slidingWindowSize'>

/** Calls, and how many of them failed or were slow. */
export interface Counts {
  readonly calls: number
  readonly failed: number
  readonly slow: number
}

/** Both kinds in one shape: a breaker whose kind is changed goes on with what it knows. */
export interface Window {
  readonly recent: Outcomes
  /** Of the seconds in which something was reported, oldest first. */
  readonly seconds: readonly (Counts & { readonly second: number })[]
}

export const emptyWindow: Window = Object.freeze({ recent: '', seconds: [] })

/** The longest window: of calls, and in memory of what is still to be reported. */
export const maxWindowCalls = 1_000
/** The longest window of seconds. */
export const maxWindowSeconds = 300

export function withOutcomes(window: Window, outcomes: Outcomes, now: number): Window {
  const second = Math.floor(now / 1_000)
  const counts = count(outcomes)
  const kept = window.seconds.filter((one) => one.second > second - maxWindowSeconds)
  const last = kept.at(-1)
  const seconds =
    last?.second === second
      ? [...kept.slice(0, -1), { second, ...sum([last, counts]) }]
      : [...kept, { second, ...counts }]
  return { recent: (window.recent + outcomes).slice(-maxWindowCalls), seconds }
}

/** What is in the window now. */
export function countsOf(window: Window, config: WindowConfig, now: number): Counts {
  const { slidingWindowType: type, slidingWindowSize: size } = config
  if (type === 'count-based') return count(window.recent.slice(-size))
  const from = Math.floor(now / 1_000) - size
  return sum(window.seconds.filter(({ second }) => second > from))
}

function count(outcomes: Outcomes): Counts {
  let failed = 0
  let slow = 0
  for (const outcome of outcomes) {
    if (outcome === 'f' || outcome === 'F') failed += 1
    if (outcome === 's' || outcome === 'F') slow += 1
  }
  return { calls: outcomes.length, failed, slow }
}

function sum(parts: readonly Counts[]): Counts {
  return parts.reduce(
    (all, { calls, failed, slow }) => ({
      calls: all.calls + calls,
      failed: all.failed + failed,
      slow: all.slow + slow,
    }),
    { calls: 0, failed: 0, slow: 0 },
  )
}
