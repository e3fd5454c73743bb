/** What an upstream does with one attempt. */
export interface Move {
  readonly kind: 'status' | 'reset' | 'silence' | 'malformed'
  readonly status: number
  readonly afterMs: number
  /** Seconds in Retry-After. */
  readonly retryAfter: number | undefined
}

export interface Script {
  readonly moves: readonly Move[]
  readonly method: string
  readonly maxAttempts: number
  readonly backoffStrategy: 'fixed' | 'linear' | 'exponential'
  readonly baseDelay: number
  readonly maxDelay: number
  readonly timeout: number
  readonly deadline: number
  readonly retryStatuses: readonly string[]
  readonly retryFailures: readonly ('connection' | 'timeout' | 'invalid-response')[]
  /** What jitter draws. */
  readonly random: number
}

export interface Expected {
  /** When each attempt is sent, from the arrival of the request. Unit: ms. */
  readonly sends: readonly number[]
  readonly endMs: number
  readonly outcome: string | number
}

const codes = {
  connection: 'upstream_unreachable',
  timeout: 'upstream_timeout',
  'invalid-response': 'upstream_invalid_response',
}

/** The promises of docs/resilience.md written down a second time, one after the other. */
export function expectedOf(script: Script): Expected {
  const sends: number[] = []
  let t = 0
  for (let attempt = 1; ; attempt += 1) {
    sends.push(t)
    const move = script.moves[Math.min(attempt, script.moves.length) - 1] as Move
    const limit = Math.min(script.timeout, script.deadline - t)
    const isLate = move.kind === 'silence' || move.afterMs > limit
    t += isLate ? limit : move.afterMs
    const failure = isLate ? 'timeout' : failures[move.kind]
    const outcome = failure === undefined ? move.status : codes[failure]
    const isRetried = retries(script, failure, move.status)
    const asked = failure === undefined ? askedMs(move) : 0
    const delay = Math.max(asked, drawn(script, attempt))
    const isAllowed =
      script.method !== 'POST' &&
      // A budget that saw one request has three retries.
      attempt < Math.min(script.maxAttempts, 4) &&
      t + delay < script.deadline
    if (!isRetried || !isAllowed) return { sends, endMs: t, outcome }
    t += delay
  }
}

const failures = {
  status: undefined,
  silence: 'timeout',
  reset: 'connection',
  malformed: 'invalid-response',
} as const

function askedMs({ retryAfter = 0 }: Move): number {
  return retryAfter * 1_000
}

function drawn(script: Script, attempt: number): number {
  const growth = { fixed: 1, linear: attempt, exponential: 2 ** (attempt - 1) }
  const most = Math.min(script.maxDelay, script.baseDelay * growth[script.backoffStrategy])
  return Math.floor(most * script.random)
}

function retries(
  { retryStatuses, retryFailures }: Script,
  failure: keyof typeof codes | undefined,
  status: number,
): boolean {
  return failure === undefined
    ? retryStatuses.includes(String(status))
    : retryFailures.includes(failure)
}

/** A script made of random numbers. */
export function randomScript(random: () => number): Script {
  const pick = <T>(...items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
  const upTo = (most: number) => Math.floor(random() * (most + 1))
  const maxAttempts = 1 + upTo(5)
  const timeout = 20 + upTo(1_000)
  return {
    moves: Array.from({ length: 6 }, () => ({
      kind: pick('status', 'status', 'status', 'reset', 'silence', 'malformed'),
      status: pick(200, 204, 301, 404, 408, 425, 429, 500, 502, 503, 504),
      afterMs: upTo(1_200),
      retryAfter: pick(undefined, undefined, 0, 1, 2, 5, 60),
    })),
    method: pick('GET', 'GET', 'PUT', 'DELETE', 'POST'),
    maxAttempts,
    backoffStrategy: pick('fixed', 'linear', 'exponential'),
    baseDelay: upTo(500),
    maxDelay: 500 + upTo(1_000),
    timeout,
    deadline: 50 + upTo(8_000),
    retryStatuses: pick(
      ['503'],
      ['408', '425', '429', '500', '502', '503', '504'],
      ['429', '503'],
      [],
    ),
    retryFailures: pick(
      ['connection', 'timeout', 'invalid-response'] as const,
      ['connection', 'timeout'] as const,
      ['connection'] as const,
      [] as const,
    ),
    random: random(),
  }
}
