import { backoffMs, deadlineMs, type Durations, worstCaseMs } from '#contract/resilience.ts'

/** Pure: durations → the longest a call can take, step by step. Times are milliseconds. */

export interface TimelinePart {
  readonly kind: 'wait' | 'attempt' | 'delay'
  readonly fromMs: number
  readonly toMs: number
}

export interface Timeline {
  readonly parts: readonly TimelinePart[]
  /** Of all parts, whatever the deadline says. */
  readonly totalMs: number
  /** When the call is given up, if that is before its last attempt could end. */
  readonly cutMs: number | undefined
}

/** Attempts that all take their full time, the waits for a place before them and the delays between them. */
export function timelineOf(durations: Durations): Timeline {
  const { timeout, retryPolicy: policy, bulkhead } = durations
  const attempts = policy?.maxAttempts ?? 1
  const waitMs = bulkhead?.enabled === true ? bulkhead.maxWaitDuration : 0
  const parts: TimelinePart[] = []
  let at = 0
  const add = (kind: TimelinePart['kind'], lengthMs: number) => {
    if (lengthMs > 0) parts.push({ kind, fromMs: at, toMs: at + lengthMs })
    at += lengthMs
  }
  for (let attempt = 1; attempt <= attempts; attempt++) {
    if (attempt > 1 && policy !== undefined) add('delay', backoffMs(policy, attempt - 1))
    add('wait', waitMs)
    add('attempt', timeout)
  }
  const cut = deadlineMs(durations)
  return { parts, totalMs: at, cutMs: cut < worstCaseMs(durations) ? cut : undefined }
}
