/** A time to wait or to last, in the largest unit that still says something. */
function span(seconds: number): string {
  const round = (value: number) => Math.round(value).toLocaleString('en')
  if (seconds < 1) return `${(Math.round(seconds * 10) / 10).toLocaleString('en')} s`
  if (seconds < 120) return `${round(seconds)} s`
  if (seconds < 7_200) return `${round(seconds / 60)} min`
  return seconds < 172_800 ? `${round(seconds / 3_600)} h` : `${round(seconds / 86_400)} days`
}

const times = (count: number) => (count === 1 ? 'once' : `${count.toLocaleString('en')} times`)
const requests = (count: number) =>
  count === 1 ? '1 request' : `${count.toLocaleString('en')} requests`

/** Words of the Rate limit section, its preview and its counts of shadow mode. */
export const builderRateLimit = {
  enable: 'Limit requests',
  off: 'Off: everyone may call as often as they like. Begin with Only report to see whom a limit would refuse.',
  on: 'A request is admitted when every limit and quota below admits it.',
  strategies: {
    'fixed-window':
      'Counts each minute of the clock afresh. Around its turn, twice the limit may pass.',
    'sliding-window': 'Never more than the limit in any 60 seconds.',
    'token-bucket': 'Refills smoothly; allows short bursts.',
  },
  perMinute: '/ min',
  atOnce: 'at once',
  perSecond: '/ s',
  burstBucket: 'Bucket size. Empty: a minute’s worth.',
  burstWindow: 'Most in any one second. Empty: no cap.',
  countBy: 'Count by',
  by: { consumer: 'Consumer', ip: 'Address', expression: 'Expression' },
  countByHints: {
    consumer: 'The caller of the credential; without one, the address.',
    ip: 'The address of the caller; IPv6 by its /64 network.',
    expression: 'Requests for which it makes the same text count together.',
  },
  expressionHint: 'What makes no text is counted together.',
  mode: 'Beyond the limit',
  modes: { enforce: 'Refuse', shadow: 'Only report' },
  modeHints: {
    enforce: 'Callers get 429 and read when to try again.',
    shadow: 'Shadow mode: nobody is refused. Who would have been is counted.',
  },
  more: 'Cost of a request, unreachable limiter',
  moreOfLimit: 'Cost of a request',
  fail: 'When the limiter cannot be reached',
  fails: { open: 'Let pass', closed: 'Refuse' },
  failHints: {
    open: 'The endpoint stays up; limits do not hold for as long.',
    closed: 'Callers get 503. For what must never exceed its limit.',
  },
  overrides: 'Consumers with other numbers',
  overridesText: 'For one consumer more or less than for the others, such as a partner.',
  chooseConsumer: 'Choose consumer',
  chooseConsumerText: 'It gets numbers of its own under this limit.',
  addConsumer: 'Add consumer',
  requestsOf: 'Requests per minute of {{ name }}',
  burstOf: 'Burst of {{ name }}',
  quotaOf: 'Requests of {{ name }}',
  limits: 'Further limits',
  limitsText:
    'Such as one per consumer and a wider one for all. Each has its own name, which callers read.',
  addLimit: 'Add limit',
  quotas: 'Quotas',
  quotasText: 'A total for a calendar day or month (UTC), such as a plan of 10,000 a month.',
  addQuota: 'Add quota',
  full: '5 at most.',
  nameHint: 'Small letters, digits and -. Callers read it in RateLimit-Policy.',
  period: 'Per',
  periods: { day: 'Day', month: 'Month' },
  each: { day: '{{ count }} a day', month: '{{ count }} a month', minute: '{{ count }} / min' },
  burst: 'burst {{ count }}',
  shadow: 'shadow',
  preview: {
    title: 'Preview',
    steady: 'A steady client, {{ rate }} a second',
    bursty: 'A client in bursts of {{ burst }}, {{ rate }} a second on average',
    none: 'Write the numbers of a limit to see what a client gets.',
    rate: 'Requests per second',
    rateSlider: 'Requests per second, as a slider',
    burst: 'Sent at once',
    allAdmitted: ({ sent }: { sent: number }) =>
      `All ${requests(sent)} of two minutes are admitted.`,
    admitted: ({ first, second }: { first: number; second: number }) =>
      first === second
        ? `Admitted ${times(first)} a minute.`
        : `Admitted ${times(first)} in the first minute, ${times(second)} in the second.`,
    by: ' by limit {{ name }}',
    refused: 'Refused first after {{ after }}{{ by }}; Retry-After {{ wait }}.',
    refusedUntil: 'Refused first after {{ after }}{{ by }}, until the next day or month.',
    shadow: ({ count, after, by }: { count: number; after: string; by: string }) =>
      `Shadow mode: ${requests(count)} would have been refused, the first after ${after}${by}.`,
    quota: 'At this pace quota {{ name }} is used up after about {{ time }}.',
    time: ({ seconds }: { seconds: number }) => span(seconds),
    cost: 'Each request counted as 1.',
    chart: 'Two minutes of requests, in bars of 2 seconds.',
    legend: { admitted: 'Admitted', refused: 'Refused', shadow: 'Would be refused' },
    compare: 'The same numbers by strategy, enforced',
    strategy: 'Strategy',
    firstMinute: 'First minute',
    secondMinute: 'Second minute',
    firstRefused: 'Refused first after',
    never: 'Never',
    table: 'As a table',
    from: 'From',
  },
  blocks: {
    title: 'Shadow mode',
    about: 'Who would have been refused since {{ since }}',
    aboutNone: 'Who would have been refused',
    none: 'Nobody yet. Counts appear here while published limits only report.',
    notPublished: 'Publish the endpoint to count whom the limit would refuse.',
    caller: 'Caller',
    limit: 'Limit',
    count: 'Would be refused',
    last: 'Last',
    enforce: 'Enforce {{ name }}',
    enforced: ({ names }: { names: string }) => `Enforced once published: ${names}.`,
    failed: 'The counts could not be loaded',
  },
  /** Of the trace: what each limit found. */
  trace: {
    ok: ({ count }: { count: number }) =>
      count === 1 ? 'Within the limit.' : `Within ${count} limits.`,
    refused: ({ name, seconds }: { name: string; seconds: number | undefined }) =>
      seconds === undefined
        ? `Refused by limit ${name}.`
        : `Refused by limit ${name}: try again in ${span(seconds)}.`,
    shadow: ({ name }: { name: string }) => `Would have been refused by limit ${name} (shadow).`,
    left: ({ remaining, limit }: { remaining: number; limit: number }) =>
      `${remaining.toLocaleString('en')} of ${limit.toLocaleString('en')} left`,
    resets: ({ seconds }: { seconds: number }) => `resets in ${span(seconds)}`,
    leased: ({ size, left }: { size: number; left: number | undefined }) =>
      left === undefined ? `lease of ${size}` : `lease of ${size}, ${left} left`,
    shadowRefusal: 'would have been refused (shadow)',
    refusal: ({ seconds }: { seconds: number | undefined }) =>
      seconds === undefined ? 'refused' : `refused: try again in ${span(seconds)}`,
    inShadow: 'shadow',
    quotas: { quota: 'Quota', day: 'Quota a day', month: 'Quota a month' } as Record<
      string,
      string
    >,
  },
}
