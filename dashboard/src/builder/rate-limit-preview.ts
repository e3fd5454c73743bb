/** Pure: what a client sees of limits over two minutes, request by request on a virtual clock. */
import type { quotaPeriods } from '#contract/rate-limit.ts'

import { type Gate, gatesOf, type LimitNumbers, MINUTE_MS, quotaGate } from './rate-limit-gates.ts'

export type Policy =
  | (LimitNumbers & PolicyName)
  | (PolicyName & { readonly requests: number; readonly period: (typeof quotaPeriods)[number] })

interface PolicyName {
  readonly name: string
  readonly mode: 'enforce' | 'shadow'
}

/** `burst` requests at one instant, then a pause, so that it comes to `requestsPerSecond`; burst 1 is a steady client. */
export interface PreviewClient {
  readonly requestsPerSecond: number
  readonly burst: number
}

/** Requests in one second. `shadow`: admitted, and would have been refused if every limit were enforced. */
export interface PreviewSecond {
  readonly admitted: number
  readonly refused: number
  readonly shadow: number
}

export interface FirstRefusal {
  readonly atMs: number
  /** Name of the limit that keeps the client longest. */
  readonly by: string
  /** Undefined: until the next day or month. */
  readonly retryAfterSeconds: number | undefined
}

export interface Preview {
  readonly seconds: readonly PreviewSecond[]
  /** Admitted in the first and in the second minute. */
  readonly admitted: readonly [number, number]
  readonly refused: number
  readonly shadow: number
  readonly firstRefusal: FirstRefusal | undefined
  /** The first request that a limit in shadow mode would have refused. */
  readonly firstShadow: FirstRefusal | undefined
}

export const PREVIEW_SECONDS = 120

/** All limits must admit a request; one that is refused counts nowhere. The client begins at the full minute. */
export function preview(policies: readonly Policy[], client: PreviewClient): Preview {
  const rules = policies.map((policy) => ({ policy, gates: gatesOfPolicy(policy) }))
  const enforced = rules.filter(({ policy }) => policy.mode === 'enforce')
  const shadowed = rules.filter(({ policy }) => policy.mode === 'shadow')
  const seconds = Array.from({ length: PREVIEW_SECONDS }, () => ({
    admitted: 0,
    refused: 0,
    shadow: 0,
  }))
  let firstRefusal: FirstRefusal | undefined
  let firstShadow: FirstRefusal | undefined
  for (const atMs of arrivals(client)) {
    const second = seconds[Math.floor(atMs / 1_000)]
    if (second === undefined) break
    const admitted = Math.min(client.burst, available(enforced, atMs))
    const unseen = Math.min(admitted, available(shadowed, atMs))
    for (const rule of enforced) take(rule, atMs, admitted)
    // A limit in shadow mode counts on its own: what another would have refused has reached it.
    for (const rule of shadowed) take(rule, atMs, Math.min(admitted, available([rule], atMs)))
    second.admitted += admitted
    second.refused += client.burst - admitted
    second.shadow += admitted - unseen
    if (admitted < client.burst) firstRefusal ??= refusal(enforced, atMs)
    if (unseen < admitted) firstShadow ??= refusal(shadowed, atMs)
  }
  return { seconds, ...totals(seconds), firstRefusal, firstShadow }
}

/** When a quota is used up by a client that goes on as in the second minute; undefined: not within its period. */
export function quotaLastsMs(
  policy: Policy,
  { admitted: [first, second] }: Preview,
): number | undefined {
  if (!('requests' in policy) || second === 0) return undefined
  const minutes = 2 + (policy.requests - first - second) / second
  // The shortest month.
  const days = policy.period === 'day' ? 1 : 28
  return minutes < 2 || minutes > days * 24 * 60 ? undefined : minutes * MINUTE_MS
}

interface Rule {
  readonly policy: Policy
  readonly gates: readonly Gate[]
}

const gatesOfPolicy = (policy: Policy): Gate[] =>
  'requests' in policy ? [quotaGate(policy.requests)] : gatesOf(policy)

function* arrivals({ requestsPerSecond, burst }: PreviewClient): Generator<number> {
  const endMs = PREVIEW_SECONDS * 1_000
  for (let group = 0; ; group += 1) {
    const atMs = Math.floor((group * burst * 1_000) / requestsPerSecond)
    if (atMs >= endMs) return
    yield atMs
  }
}

function available(rules: readonly Rule[], atMs: number): number {
  let least = Number.POSITIVE_INFINITY
  for (const { gates } of rules)
    for (const gate of gates) least = Math.min(least, gate.available(atMs))
  return least
}

function take({ gates }: Rule, atMs: number, count: number): void {
  for (const gate of gates) gate.take(atMs, count)
}

function refusal(rules: readonly Rule[], atMs: number): FirstRefusal {
  const waits = rules.map(({ policy, gates }) => ({
    by: policy.name,
    waitMs: Math.max(...gates.map((gate) => gate.waitMs(atMs) ?? Number.POSITIVE_INFINITY)),
  }))
  const { by, waitMs } = waits.reduce((longest, one) =>
    one.waitMs > longest.waitMs ? one : longest,
  )
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000))
  return { atMs, by, retryAfterSeconds: Number.isFinite(seconds) ? seconds : undefined }
}

function totals(seconds: readonly PreviewSecond[]) {
  const sum = (of: keyof PreviewSecond, from: number, to: number) =>
    seconds.slice(from, to).reduce((total, second) => total + second[of], 0)
  const admitted = [sum('admitted', 0, 60), sum('admitted', 60, PREVIEW_SECONDS)] as const
  const all = (of: keyof PreviewSecond) => sum(of, 0, PREVIEW_SECONDS)
  return { admitted, refused: all('refused'), shadow: all('shadow') }
}
