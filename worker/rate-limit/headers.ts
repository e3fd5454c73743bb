import type { RequestContext } from '../context.ts'
import type { Holding } from './holding.ts'
import type { Policy, Terms } from './types.ts'

/** Seconds of a window. Months differ, so theirs is left out, as the draft allows. */
const windowSeconds = { minute: ';w=60', day: ';w=86400', month: '' }

/**
 * The constant parts of RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers-10), written once.
 * `name` is a Structured Field string without anything to escape (contract/rate-limit.ts).
 */
export function termsOf(name: string, policy: Policy): Terms {
  const { limit, period } = policy
  return {
    policy,
    policyItem: `"${name}";q=${limit}${windowSeconds[period]}`,
    leftItem: `"${name}";r=`,
  }
}

/** Puts the headers of these limits beside the answer, whatever it will be. */
export function announce(
  ctx: RequestContext,
  told: readonly { readonly terms: Terms; readonly holding: Holding }[],
  now: number,
): void {
  let policies = ''
  let left = ''
  for (const { terms, holding } of told) {
    const separator = left === '' ? '' : ', '
    policies += separator + terms.policyItem
    left += separator + leftOf(terms, holding, now)
  }
  if (left === '') return
  ctx.rateLimitPolicy = policies
  ctx.rateLimit = left
}

/** `t`: seconds until there is more. Absent when that is never. */
export function leftOf(
  { leftItem }: Terms,
  { remaining, left, resetAt }: Holding,
  now: number,
): string {
  const item = leftItem + (remaining + left)
  return resetAt === Infinity
    ? item
    : `${item};t=${Math.max(0, Math.ceil((resetAt - now) / 1_000))}`
}
