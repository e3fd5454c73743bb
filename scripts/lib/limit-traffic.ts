/** One request as its client saw it. Milliseconds of one clock: it was decided in between. */
export interface Sample {
  readonly sentAt: number
  readonly answeredAt: number
  readonly admitted: boolean
  readonly status: number
}

/** The numbers of one limit. */
export interface ProvenLimit {
  readonly strategy: 'fixed-window' | 'sliding-window' | 'token-bucket'
  readonly requestsPerMinute: number
  readonly burstLimit: number
}

const minuteMs = 60_000

/**
 * By how many requests more than the limit were admitted in the worst interval, as far as a client can be sure:
 * only requests that were certainly decided inside it count. 0: never above.
 */
export function deviation(samples: readonly Sample[], limit: ProvenLimit): number {
  const admitted = samples.filter((sample) => sample.admitted)
  return limit.strategy === 'fixed-window'
    ? worst(minutesOf(admitted).map((in_) => in_ - limit.requestsPerMinute))
    : worst(excesses(admitted, limit))
}

/** Admissions certainly inside each calendar minute. */
function minutesOf(admitted: readonly Sample[]): number[] {
  const counts = new Map<number, number>()
  for (const { sentAt, answeredAt } of admitted) {
    const minute = Math.floor(sentAt / minuteMs)
    if (Math.floor(answeredAt / minuteMs) !== minute) continue
    counts.set(minute, (counts.get(minute) ?? 0) + 1)
  }
  return [...counts.values()]
}

/** For every interval that begins when a request is sent: what it holds above what it may. */
function excesses(admitted: readonly Sample[], limit: ProvenLimit): number[] {
  const ends = admitted.map(({ answeredAt }) => answeredAt).sort((a, b) => a - b)
  const starts = admitted.map(({ sentAt }) => sentAt).sort((a, b) => a - b)
  const found: number[] = []
  for (const from of sparse(starts)) {
    const inside = admitted.filter(({ sentAt }) => sentAt >= from)
    const answered = inside.map(({ answeredAt }) => answeredAt).sort((a, b) => a - b)
    for (const [at, until] of answered.entries())
      if (limit.strategy === 'token-bucket' || until - from <= minuteMs)
        found.push(at + 1 - allowedIn(until - from, limit))
  }
  return ends.length === 0 ? [] : found
}

function allowedIn(lengthMs: number, limit: ProvenLimit): number {
  if (limit.strategy === 'sliding-window') return limit.requestsPerMinute
  return limit.burstLimit + (limit.requestsPerMinute * lengthMs) / minuteMs
}

/** Not every start: a few hundred of them, the first and the last included. */
function sparse(starts: readonly number[]): number[] {
  const step = Math.max(1, Math.floor(starts.length / 300))
  return starts.filter((_, at) => at % step === 0 || at === starts.length - 1)
}

function worst(excess: readonly number[]): number {
  return excess.reduce((most, one) => Math.max(most, Math.ceil(one)), 0)
}
