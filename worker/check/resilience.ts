import { type CircuitBreaker, worstCaseMs } from '#contract/resilience.ts'
import type { Integration } from '#contract/integration-kinds.ts'
import type { Issue } from '#contract/problem.ts'

import { alternativesOf, standbyIds } from '../integrations/standby.ts'
import { type Effect, effectOf } from './effect.ts'
import type { Sections } from './sections.ts'

/** A caller does not wait longer, whatever is tried. */
const longestCallMs = 120_000
const shorter = 'fewer attempts or a shorter timeout'

/** What about retries, deadlines, breakers and fallbacks cannot work or would do harm. */
export function resilienceIssues(sections: Sections): Issue[] {
  return sections.integrations.flatMap((config, at) => {
    if (config === undefined || config.type === 'webhook') return []
    const found = { config, pointer: `/integrations/${at}`, ...effectOf(config, sections) }
    return [
      ...retryIssues(found, sections),
      ...deadlineIssues(found),
      ...hedgingIssues(found),
      ...breakerIssues(found),
      ...fallbackIssues(found, sections),
    ]
  })
}

/** A webhook has a schedule instead. */
type Resilient = Exclude<Integration, { type: 'webhook' }>

interface Found extends Effect {
  readonly config: Resilient
  readonly pointer: string
}

function retryIssues({ config, pointer, what, isIdempotent }: Found, sections: Sections): Issue[] {
  const { retryPolicy: policy } = config
  if (policy === undefined) return []
  const { baseDelay, maxDelay, maxAttempts } = policy
  return [
    ...when(baseDelay > maxDelay, {
      pointer: `${pointer}/retryPolicy/baseDelay`,
      code: 'base_delay_above_max',
      message: `No delay is longer than maxDelay; write at most ${maxDelay}`,
    }),
    ...when(maxAttempts > 1 && !isIdempotent && !hasKey(config, sections), {
      pointer: `${pointer}/retryPolicy/maxAttempts`,
      code: 'unsafe_retry',
      message: `${what} sent twice may take effect twice; write 1${config.type === 'database' ? '' : ', or send an idempotency-key that the upstream honours'}`,
    }),
  ]
}

function hasKey(config: Integration, { idempotency }: Sections): boolean {
  return (
    'headers' in config &&
    (Object.keys(config.headers).some((name) => name.toLowerCase() === 'idempotency-key') ||
      (idempotency?.enabled === true && idempotency.upstreamIsIdempotent))
  )
}

function deadlineIssues({ config, pointer }: Found): Issue[] {
  const longestMs = worstCaseMs(config)
  const { deadline } = config
  if (deadline === undefined)
    return when(longestMs > longestCallMs, {
      pointer: `${pointer}/retryPolicy/maxAttempts`,
      code: 'call_too_long',
      message: `All attempts can take ${longestMs} ms, above ${longestCallMs}; write ${shorter}`,
    })
  return when(longestMs > deadline, {
    pointer: `${pointer}/deadline`,
    code: 'deadline_too_short',
    message: `All attempts can take ${longestMs} ms; write at least that, ${shorter}`,
  })
}

function hedgingIssues({ config, pointer, what, isSafe }: Found): Issue[] {
  const { timeout } = config
  const hedging = 'hedging' in config ? config.hedging : undefined
  if (hedging?.enabled !== true) return []
  return [
    ...when(!isSafe, {
      pointer: `${pointer}/hedging/enabled`,
      code: 'unsafe_hedging',
      message: `${what} must not be sent twice; use false`,
    }),
    ...when(hedging.delay >= timeout, {
      pointer: `${pointer}/hedging/delay`,
      code: 'useless_hedging',
      message: `Write less than the timeout, ${timeout}`,
    }),
  ]
}

function breakerIssues({ config, pointer }: Found): Issue[] {
  const { circuitBreaker: breaker } = config
  if (breaker?.enabled !== true) return []
  const at = `${pointer}/circuitBreaker`
  return [
    ...when(neverOpens(breaker), {
      pointer: `${at}/minimumNumberOfCalls`,
      code: 'breaker_never_opens',
      message: `Write at most slidingWindowSize, ${breaker.slidingWindowSize}`,
    }),
    ...when(breaker.slidingWindowType === 'time-based' && breaker.slidingWindowSize > 300, {
      pointer: `${at}/slidingWindowSize`,
      code: 'too_large',
      message: 'Write at most 300 seconds for a time-based window',
    }),
  ]
}

function neverOpens(breaker: CircuitBreaker): boolean {
  const { slidingWindowType: type, slidingWindowSize: size, minimumNumberOfCalls: least } = breaker
  return type === 'count-based' && least > size
}

function fallbackIssues(found: Found, sections: Sections): Issue[] {
  const { config, pointer, what, isSafe } = found
  const chain = config.fallbackStrategy ?? []
  const last = chain.findIndex((step) => step.strategy === 'default-response')
  return [
    ...chain.flatMap((step, at) => {
      const where = `${pointer}/fallbackStrategy/${at}`
      if (step.strategy === 'alternative-service')
        return alternativeIssues(config.id, step.integration, `${where}/integration`, sections)
      return when(step.strategy === 'cache' && !isSafe, {
        pointer: `${where}/strategy`,
        code: 'unsafe_fallback',
        message: `${what} must not be answered from memory; use another strategy`,
      })
    }),
    ...when(last !== -1 && last < chain.length - 1, {
      pointer: `${pointer}/fallbackStrategy/${last + 1}`,
      code: 'unreachable_fallback',
      message: 'A default response always answers; write it last',
    }),
  ]
}

function alternativeIssues(
  id: string,
  other: string,
  pointer: string,
  { integrations }: Sections,
  // oxlint-disable-next-line max-params -- one flat question
): Issue[] {
  const known = integrations.filter((config) => config !== undefined)
  const others = known.map((config) => config.id).filter((name) => name !== id)
  if (!known.some((config) => config.id === other)) {
    const advice = others.length === 0 ? 'add it' : `write one of: ${others.join(', ')}`
    const message = `There is no integration ${other}; ${advice}`
    return [{ pointer, code: 'unknown_integration', message }]
  }
  const message = `${other} leads back to ${id}; write another integration`
  return when(standsInFor(other, id, known), { pointer, code: 'fallback_cycle', message })
}

/** Whether `from` leads to `to` along alternatives. */
function standsInFor(
  from: string,
  to: string,
  integrations: readonly Integration[],
  seen: readonly string[] = [],
  // oxlint-disable-next-line max-params -- one flat recursion
): boolean {
  if (from === to) return true
  if (seen.includes(from)) return false
  const found = integrations.find((config) => config.id === from)
  return (
    found !== undefined &&
    alternativesOf(found).some((id) => standsInFor(id, to, integrations, [...seen, from]))
  )
}

/** Readers of the result of an integration that is called only in place of another: standby_integration. */
export function standbyIssues(
  { integrations }: Sections,
  readers: readonly { readonly pointer: string; readonly integrations: readonly string[] }[],
): Issue[] {
  const known = integrations.filter((config) => config !== undefined)
  const standby = standbyIds(known)
  return readers.flatMap(({ pointer, integrations: read }) =>
    read
      .filter((id) => standby.has(id))
      .map((id) => {
        const first = known.find((config) => alternativesOf(config).includes(id))?.id ?? ''
        const message = `${id} is called only in place of ${first}; read integrations.${first}`
        return { pointer, code: 'standby_integration', message }
      }),
  )
}

function when(isWrong: boolean, found: Issue): Issue[] {
  return isWrong ? [found] : []
}
