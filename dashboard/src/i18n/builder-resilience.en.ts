const times = (count: number) => (count === 1 ? '1 attempt' : `${count} attempts`)
const failures = {
  connection: 'Connection',
  timeout: 'Timeout',
  'invalid-response': 'Unusable answer',
}

/** Words of what keeps an integration within bounds: its parts, their summaries, and its circuit breaker live. */
export const builderResilience = {
  title: 'Resilience',
  text: 'What happens when the service fails, hangs or is slow.',
  parts: {
    deadline: 'Total deadline',
    retry: 'Retry',
    hedging: 'Hedged requests',
    failures: 'Failure statuses',
    breaker: 'Circuit breaker',
    bulkhead: 'Bulkhead',
    fallback: 'Fallback',
  },
  off: {
    deadline: 'off: as long as all attempts can take',
    retry: 'off: each call is made once',
    hedging: 'off: nothing is sent twice at once',
    breaker: 'off: a failing service goes on being called',
    bulkhead: 'off: any number of calls at once',
    fallback: 'off: callers see the failure',
  },
  deadline: ({ time }: { time: string }) => `given up after ${time} in all`,
  retry: ({ count, delays, jitter }: { count: number; delays: string; jitter: boolean }) =>
    `${times(count)}, ${delays}${jitter ? ', full jitter' : ''}`,
  delays: {
    one: '{{ from }} between',
    growing: '{{ from }} to {{ to }}',
  },
  hedging: 'a second request after {{ time }}',
  failures: ({ statuses }: { statuses: string }) =>
    statuses === '' ? 'none: only failures of the connection' : statuses,
  breaker: {
    calls: 'opens at {{ rate }} of {{ size }} calls, for {{ wait }}',
    seconds: 'opens at {{ rate }} of the calls of {{ size }}, for {{ wait }}',
  },
  bulkhead: ({ count, wait }: { count: number; wait: string | undefined }) =>
    `${count.toLocaleString('en')} ${count === 1 ? 'call' : 'calls'} at once, ${wait === undefined ? 'no waiting' : `others wait up to ${wait}`}`,
  nextStep: ', then ',
  steps: {
    cache: 'last good answer',
    'alternative-service': 'integration {{ id }}',
    'default-response': 'fixed {{ status }}',
  },
  worst: {
    title: 'Worst case',
    sum: ({ count, each, wait, backoff, total }: Sum) => {
      const one = wait === undefined ? each : `(${each} + ${wait} for a place)`
      if (count === 1) return wait === undefined ? `1 attempt of ${each}.` : `${one} = ${total}.`
      return `${times(count)} × ${one}${backoff === undefined ? '' : ` + ${backoff} back-off`} = ${total}.`
    },
    capped: 'The deadline comes first: given up after {{ deadline }}.',
    retryAfter: 'A Retry-After of the service may move the delays, never the end.',
    chart: 'The longest a call can take.',
    legend: {
      attempt: 'Attempt',
      wait: 'Waits for a place',
      delay: 'Back-off',
      cut: 'After the deadline',
    },
  },
  fallback: {
    text: 'Tried in this order when no attempt had an answer. The first that has one gives it.',
    full: '5 at most.',
    passedOver: 'This status is among the failure statuses: the step is passed over.',
    short: 'Written in the short form, as one strategy.',
    convert: 'Turn into a list',
    step: 'Step {{ number }}: {{ name }}',
    none: 'There is no other integration yet: add one to this endpoint.',
    choose: 'Choose…',
    gone: '{{ id }} (not in this endpoint)',
    about: {
      'alternative-service': 'It is then called only as a stand-in.',
    },
    moved: '{{ name }} is now step {{ number }}.',
  },
  live: {
    title: 'Live',
    about: 'The breaker of the published version, shared by all isolates',
    notPublished: 'Publish the endpoint to see the state of its breaker.',
    states: {
      closed: 'Closed',
      open: 'Open',
      'half-open': 'Half-open',
      'forced-open': 'Forced open',
      disabled: 'Forced closed',
    },
    what: {
      closed: 'Calls go through and are counted.',
      open: 'Nobody calls the service.',
      'half-open': 'One call probes the service.',
      'forced-open': 'Nobody calls the service until it is set back.',
      disabled: 'Everybody calls the service, and nothing is counted, until it is set back.',
    },
    probe: ({ seconds }: { seconds: number }) =>
      seconds > 0 ? `A probe may go in ${seconds} s.` : 'The next call probes.',
    lease: ({ seconds }: { seconds: number }) =>
      seconds > 0 ? `The probe has ${seconds} s left.` : 'The next call probes.',
    by: 'Set by {{ name }}',
    failureRate: 'Failures',
    slowRate: 'Slow calls',
    calls: 'Calls in the window',
    tooFew: ({ count, least }: { count: number; least: number }) => `${count} of ${least} needed`,
    of: '{{ rate }} ({{ count }})',
    failed: 'The state could not be loaded',
    actions: {
      'forced-open': 'Force open',
      disabled: 'Force closed',
      'half-open': 'Probe now',
      closed: 'Close now',
      reset: 'Reset counts',
      automatic: 'Back to automatic',
    },
    confirm: {
      'forced-open':
        'Nobody calls {{ id }} from now on: callers get 503 or the fallback, until it is set back.',
      disabled:
        'Everybody calls {{ id }} from now on, however often it fails, until it is set back.',
      'half-open': 'The next call probes {{ id }}: it closes the breaker when it is good.',
      closed: 'Calls to {{ id }} go through from now on. It counts anew and opens by itself.',
    },
    done: 'The breaker of {{ id }}: {{ state }}.',
    editorsOnly: 'Editors set it by hand.',
    events: 'Changes',
    noEvents: 'It never changed.',
    change: '{{ from }} → {{ to }}',
    causes: {
      start: 'made',
      'failure-rate': '{{ failed }} of {{ calls }} failed',
      'slow-call-rate': '{{ slow }} of {{ calls }} were slow',
      'wait-over': 'the wait was over',
      probe: 'what the probe found',
      operator: 'by {{ by }}',
    },
    audit: 'In the audit log',
    badge: ({ count }: { count: number }) =>
      count === 1 ? 'Breaker open' : `${count} breakers open`,
  },
  secret: {
    missing: 'There is no secret {{ name }} yet.',
    unbound: '{{ name }} may not be sent to {{ origins }} yet.',
    set: 'Set secret',
    bind: 'Set with this origin',
    askAdmin: 'An admin can set it.',
  },
  fieldOptions: {
    ...failures,
    linear: 'Linear',
    exponential: 'Exponential',
    fixed: 'Fixed',
    'count-based': 'Calls',
    'time-based': 'Seconds',
  } as Record<string, string>,
}

interface Sum {
  readonly count: number
  readonly each: string
  readonly wait: string | undefined
  readonly backoff: string | undefined
  readonly total: string
}
