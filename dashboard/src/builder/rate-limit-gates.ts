/**
 * Pure: what a limit still admits at a moment. Times are whole milliseconds of a virtual clock that starts at 0
 * and never goes back; one request counts as one.
 */
import type { RateLimitStrategy } from '#contract/rate-limit.ts'

/** One rule of a limit. A request is admitted when every gate lets it through. */
export interface Gate {
  /** Requests that could be admitted now. */
  available(nowMs: number): number
  take(nowMs: number, count: number): void
  /** Time until one more request could be admitted; undefined: not within days. */
  waitMs(nowMs: number): number | undefined
}

export interface LimitNumbers {
  readonly strategy: RateLimitStrategy
  readonly requestsPerMinute: number
  /** Bucket capacity, a minute's worth when absent; of windows the cap in any one second, none when absent. */
  readonly burstLimit?: number | undefined
}

const SECOND_MS = 1_000
export const MINUTE_MS = 60_000

export function gatesOf({ strategy, requestsPerMinute, burstLimit }: LimitNumbers): Gate[] {
  if (strategy === 'token-bucket')
    return [tokenBucket(requestsPerMinute, burstLimit ?? requestsPerMinute)]
  const minute =
    strategy === 'fixed-window'
      ? fixedWindow(requestsPerMinute)
      : slidingWindow(requestsPerMinute, MINUTE_MS)
  return burstLimit === undefined ? [minute] : [minute, slidingWindow(burstLimit, SECOND_MS)]
}

/** So many requests in all: the clock of a preview never reaches the next day or month. */
export function quotaGate(requests: number): Gate {
  let left = requests
  return {
    available: () => left,
    take: (_, count) => void (left -= count),
    waitMs: () => (left > 0 ? 0 : undefined),
  }
}

/** Starts full. A request costs 60,000 parts, so that a refill of a millisecond is a whole number of them. */
function tokenBucket(requestsPerMinute: number, capacity: number): Gate {
  const full = capacity * MINUTE_MS
  let parts = full
  let filledMs = 0
  const fill = (nowMs: number) => {
    parts = Math.min(full, parts + (nowMs - filledMs) * requestsPerMinute)
    filledMs = nowMs
  }
  return {
    available(nowMs) {
      fill(nowMs)
      return Math.floor(parts / MINUTE_MS)
    },
    take(nowMs, count) {
      fill(nowMs)
      parts -= count * MINUTE_MS
    },
    waitMs(nowMs) {
      fill(nowMs)
      return Math.max(0, Math.ceil((MINUTE_MS - parts) / requestsPerMinute))
    },
  }
}

/** Minutes of the clock, each with its own count. */
function fixedWindow(limit: number): Gate {
  let window = 0
  let used = 0
  const enter = (nowMs: number) => {
    const current = Math.floor(nowMs / MINUTE_MS)
    if (current !== window) used = 0
    window = current
  }
  return {
    available(nowMs) {
      enter(nowMs)
      return limit - used
    },
    take(nowMs, count) {
      enter(nowMs)
      used += count
    },
    waitMs(nowMs) {
      enter(nowMs)
      return used < limit ? 0 : (window + 1) * MINUTE_MS - nowMs
    },
  }
}

/** No interval of the length of the window ever holds more than the limit. */
function slidingWindow(limit: number, windowMs: number): Gate {
  const admitted: { readonly atMs: number; readonly count: number }[] = []
  let oldest = 0
  let used = 0
  const expire = (nowMs: number) => {
    for (let one = admitted[oldest]; one && nowMs - one.atMs >= windowMs; one = admitted[oldest]) {
      used -= one.count
      oldest += 1
    }
  }
  return {
    available(nowMs) {
      expire(nowMs)
      return limit - used
    },
    take(nowMs, count) {
      if (count === 0) return
      admitted.push({ atMs: nowMs, count })
      used += count
    },
    waitMs(nowMs) {
      expire(nowMs)
      const first = admitted[oldest]
      return used < limit || first === undefined ? 0 : first.atMs + windowMs - nowMs
    },
  }
}
