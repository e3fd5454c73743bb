import type { DisabledReason, Outcome, Receiver, SendingPlan } from './webhook-delivery-types.ts'

/** Deliveries of one receiver under way at once: connections an object may have. */
export const maxDeliveriesAtOnce = 6
/** Deliveries that may wait for one receiver. */
export const maxQueuedDeliveries = 10_000
/** Their payloads together. */
export const maxQueuedBytes = 256 * 1024 * 1024
/** Deliveries that are over are kept as long and as many. */
export const keptMs = 30 * 86_400_000
export const maxKeptDeliveries = 10_000
/** A delivery is not tried more often, whatever interrupts it or who replays it. */
export const maxAttempts = 50
/** Nothing but failures for so long disables a receiver. */
export const disableAfterMs = 5 * 86_400_000
/** Retry-After is honoured up to here. */
const longestRetryAfterMs = 86_400_000
/** A wait is drawn out by up to so much of itself, so that what failed together does not return together. */
const jitter = 0.2

export const newReceiver: Receiver = Object.freeze({
  disabled: undefined,
  since: undefined,
  failingSince: undefined,
  lastSuccessAt: undefined,
})

/** Where a delivery stands in its schedule. */
export interface Place {
  readonly step: number
  readonly attempts: number
}

/** What becomes of a delivery; `dueAt` null: it is over. */
export interface Next {
  readonly state: 'pending' | 'delivered' | 'failed'
  readonly step: number
  readonly dueAt: number | null
}

/** When a delivery is tried for the first time. `random` in [0, 1). */
export function firstDueAt({ scheduleMs }: SendingPlan, now: number, random: number): number {
  return now + drawnOut(scheduleMs[0] ?? 0, random)
}

/** After an attempt. An interrupted one costs no step of the schedule: nobody knows whether it reached the receiver. */
export function afterAttempt(
  { step, attempts }: Place,
  plan: SendingPlan,
  outcome: Pick<Outcome, 'failure' | 'retryAfterMs'>,
  { now, random }: { readonly now: number; readonly random: number },
  // oxlint-disable-next-line max-params -- a place, what happened there, and when
): Next {
  if (outcome.failure === undefined) return { state: 'delivered', step, dueAt: null }
  if (attempts >= maxAttempts) return { state: 'failed', step, dueAt: null }
  if (outcome.failure === 'interrupted') return { state: 'pending', step, dueAt: now }
  const waitMs = plan.scheduleMs[step + 1]
  if (waitMs === undefined) return { state: 'failed', step, dueAt: null }
  const askedMs = Math.min(outcome.retryAfterMs ?? 0, longestRetryAfterMs)
  const dueAt = now + Math.max(drawnOut(waitMs, random), askedMs)
  return { state: 'pending', step: step + 1, dueAt }
}

function drawnOut(waitMs: number, random: number): number {
  return Math.round(waitMs * (1 + jitter * random))
}

/** After an attempt. What was interrupted says nothing about the receiver. */
export function receiverAfter(
  receiver: Receiver,
  { failure }: Pick<Outcome, 'failure'>,
  now: number,
): Receiver {
  if (failure === 'interrupted') return receiver
  if (failure === undefined) return { ...receiver, failingSince: undefined, lastSuccessAt: now }
  const failingSince = receiver.failingSince ?? now
  const failing = { ...receiver, failingSince }
  if (receiver.disabled !== undefined) return failing
  if (failure === 'gone') return disabled(failing, 'gone', now)
  return now - failingSince >= disableAfterMs ? disabled(failing, 'failing', now) : failing
}

/** `by`: the operator. */
export function disabled(
  receiver: Receiver,
  reason: DisabledReason,
  since: number,
  by?: string,
  // oxlint-disable-next-line max-params -- one flat change
): Receiver {
  return { ...receiver, disabled: { reason, by }, since }
}

/** It starts with a clean record: five days more. */
export function enabled(receiver: Receiver, since: number): Receiver {
  return { ...receiver, disabled: undefined, failingSince: undefined, since }
}
