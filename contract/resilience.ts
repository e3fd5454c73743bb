import * as z from 'zod'

/** One status, or a class of them. */
export const statusPattern = z
  .string()
  .regex(/^([1-5]xx|[1-5]\d\d)$/, 'Write a status such as 200 or a class such as 2xx')

/** What an attempt can come to instead of an answer. */
export const retryFailures = ['connection', 'timeout', 'invalid-response'] as const
export type RetryFailure = (typeof retryFailures)[number]

/** When and how often a call is tried again: the design document's RetryConfig. Durations are milliseconds. */
export const retryPolicy = z.strictObject({
  maxAttempts: z
    .int()
    .min(1)
    .max(10)
    .default(1)
    .meta({ title: 'Attempts', description: 'First call included' }),
  backoffStrategy: z
    .enum(['linear', 'exponential', 'fixed'])
    .default('exponential')
    .meta({ title: 'Back-off' }),
  baseDelay: z.int().min(0).max(60_000).default(100).meta({ title: 'Base delay', unit: 'ms' }),
  maxDelay: z.int().min(0).max(60_000).default(5_000).meta({ title: 'Longest delay', unit: 'ms' }),
  jitter: z.boolean().default(true).meta({
    title: 'Full jitter',
    description: 'Delays are drawn from 0 to what the back-off says',
  }),
  retryStatuses: z
    .array(statusPattern)
    .max(20)
    .default(['408', '425', '429', '500', '502', '503', '504'])
    .meta({ title: 'Retried statuses' }),
  retryFailures: z
    .array(z.enum(retryFailures))
    .max(retryFailures.length)
    .default(['connection', 'timeout'])
    .meta({ title: 'Retried failures' }),
})
export type RetryPolicy = z.output<typeof retryPolicy>

/** A second call of a slow read, whichever answers first. */
export const hedging = z.strictObject({
  enabled: z.boolean().default(false).meta({ title: 'Hedged requests' }),
  delay: z.int().min(1).max(30_000).default(500).meta({
    title: 'Second request after',
    unit: 'ms',
    description: 'GET and HEAD only; the first answer counts',
  }),
})

const percent = z.int().min(1).max(100)

/** When an integration is not called for a while: the vocabulary of Resilience4j. Durations are milliseconds. */
export const circuitBreaker = z.strictObject({
  enabled: z.boolean().default(false).meta({ title: 'Circuit breaker' }),
  slidingWindowType: z
    .enum(['count-based', 'time-based'])
    .default('count-based')
    .meta({ title: 'Sliding window' }),
  slidingWindowSize: z.int().min(1).max(1_000).default(100).meta({
    title: 'Size of the window',
    description: 'Calls, or seconds (at most 300)',
  }),
  minimumNumberOfCalls: z.int().min(1).max(1_000).default(20).meta({
    title: 'Fewest calls',
    description: 'It does not open on fewer',
  }),
  failureRateThreshold: percent.default(50).meta({ title: 'Failure rate that opens', unit: '%' }),
  slowCallRateThreshold: percent
    .default(100)
    .meta({ title: 'Rate of slow calls that opens', unit: '%' }),
  slowCallDuration: z.int().min(1).max(60_000).default(60_000).meta({
    title: 'A call is slow from',
    unit: 'ms',
  }),
  waitDurationInOpenState: z.int().min(100).max(3_600_000).default(30_000).meta({
    title: 'Open for',
    unit: 'ms',
    description: 'Then one call probes the upstream',
  }),
})
export type CircuitBreaker = z.output<typeof circuitBreaker>

/** How many calls of one isolate may be under way at once. */
export const bulkhead = z.strictObject({
  enabled: z.boolean().default(false).meta({ title: 'Bulkhead' }),
  maxConcurrentCalls: z.int().min(1).max(10_000).default(25).meta({
    title: 'Calls at once',
    description: 'Of one isolate, until the headers of the answer',
  }),
  maxWaitDuration: z
    .int()
    .min(0)
    .max(10_000)
    .default(0)
    .meta({ title: 'Wait for a free place', unit: 'ms' }),
})

/** What answers in place of an integration that failed; the next one when it cannot. */
const fallbackStep = z.discriminatedUnion('strategy', [
  z
    .strictObject({
      strategy: z.literal('cache'),
      maxAge: z.int().min(1).max(86_400).default(3_600).meta({ title: 'Oldest answer', unit: 's' }),
    })
    .meta({ title: 'Last good answer' }),
  z
    .strictObject({
      strategy: z.literal('alternative-service'),
      integration: z.string().min(1).max(64).meta({
        title: 'Integration',
        description: 'Its id; it is then called only as a stand-in',
      }),
    })
    .meta({ title: 'Another integration' }),
  z
    .strictObject({
      strategy: z.literal('default-response'),
      status: z.int().min(200).max(599).default(200).meta({ title: 'Status' }),
      headers: z
        .record(
          z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/, 'Write a header name'),
          z.string().max(16_384),
        )
        .default({})
        .meta({ title: 'Headers', editor: 'key-value' }),
      body: z.string().max(65_536).default('').meta({ title: 'Body', editor: 'template' }),
    })
    .meta({ title: 'Fixed answer' }),
])
export type FallbackStep = z.output<typeof fallbackStep>

/** The design document's form: one strategy; `fallbackData` is the body, or the id of the other integration. */
const documentFallback = z
  .strictObject({
    enabled: z.boolean().default(false),
    strategy: z
      .enum(['cache', 'default-response', 'alternative-service'])
      .default('default-response'),
    fallbackData: z.unknown().optional(),
  })
  .refine(
    ({ strategy, fallbackData }) =>
      strategy !== 'alternative-service' || typeof fallbackData === 'string',
    { path: ['fallbackData'], error: 'Write the id of another integration' },
  )
  .transform(({ enabled, strategy, fallbackData: data }) =>
    enabled ? [fallbackStep.parse({ strategy, ...documentData(strategy, data) })] : [],
  )

function documentData(strategy: FallbackStep['strategy'], data: unknown): object {
  if (strategy === 'cache') return {}
  if (strategy === 'alternative-service') return { integration: data }
  const headers = { 'content-type': 'application/json' }
  return data === undefined ? {} : { headers, body: JSON.stringify(data) }
}

export const fallbackStrategy = z
  .union([z.array(fallbackStep).max(5), documentFallback])
  .meta({ title: 'Fallback', editor: 'fallback', description: 'Tried in this order' })

/** What every integration has to stay within bounds when its upstream does not. */
export const resilienceFields = {
  deadline: z.int().min(1).max(120_000).optional().meta({
    title: 'Total deadline',
    unit: 'ms',
    description: 'Empty: as long as all attempts can take',
  }),
  retryPolicy: retryPolicy.optional().meta({ title: 'Retry' }),
  hedging: hedging.optional().meta({ title: 'Hedging' }),
  failureStatuses: z.array(statusPattern).max(20).default(['5xx']).meta({
    title: 'Failures',
    description: 'Statuses that count as failures: for breaker and fallback',
  }),
  circuitBreaker: circuitBreaker.optional().meta({ title: 'Circuit breaker' }),
  bulkhead: bulkhead.optional().meta({ title: 'Bulkhead' }),
  fallbackStrategy: fallbackStrategy.optional(),
}

/** How often and after which pauses, whatever is retried. */
export type Backoff = Omit<RetryPolicy, 'retryStatuses' | 'retryFailures'>

/** What decides how long a call can take. */
export interface Durations {
  readonly timeout: number
  readonly deadline?: number | undefined
  readonly retryPolicy?: Backoff | undefined
  readonly bulkhead?: z.output<typeof bulkhead> | undefined
}

/** Delay before a retry as the back-off has it; `retry` counts from 1. Unit: ms. */
export function backoffMs(policy: Backoff, retry: number): number {
  const { backoffStrategy: strategy, baseDelay, maxDelay } = policy
  const factor = strategy === 'fixed' ? 1 : strategy === 'linear' ? retry : 2 ** (retry - 1)
  return Math.min(baseDelay * factor, maxDelay)
}

/** The longest all attempts and the delays between them can take together, the deadline apart. Unit: ms. */
export function worstCaseMs({ timeout, retryPolicy: policy, bulkhead: places }: Durations): number {
  const attempts = policy?.maxAttempts ?? 1
  const waitMs = places?.enabled === true ? places.maxWaitDuration : 0
  let sum = attempts * (timeout + waitMs)
  if (policy !== undefined)
    for (let retry = 1; retry < attempts; retry++) sum += backoffMs(policy, retry)
  return sum
}

/** When a call is given up, whatever is still to be tried. Unit: ms. */
export function deadlineMs(durations: Durations): number {
  return durations.deadline ?? worstCaseMs(durations)
}
