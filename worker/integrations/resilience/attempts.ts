import { isRejection, type Rejection } from '../../rejection.ts'
import { hedged } from './hedge.ts'
import { noteAttempt, noteDecision } from './notes.ts'
import { discard, isGood, verdictOf } from './outcome.ts'
import type { Plan } from './plan.ts'
import { type Decision, isSafe } from './retry.ts'
import type { Answered, Call } from './types.ts'

/** All attempts of one call, until one needs no other or no other is allowed: retry (bulkhead (breaker (attempt))). */
export async function retried<T extends Answered>(
  plan: Plan,
  call: Call<T>,
): Promise<T | Rejection> {
  const { memory, ports } = plan
  const { ctx } = call
  const startedAt = ctx.now()
  memory.budget.request(startedAt)
  for (let attempts = 1; ; attempts += 1) {
    const leftMs = startedAt + plan.deadlineMs - ctx.now()
    // oxlint-disable-next-line no-await-in-loop -- one attempt after the other
    const result = await attempt(plan, call, Math.min(plan.timeoutMs, leftMs))
    const decision = decided(plan, call, { result, attempts, startedAt })
    noteDecision(call.notes, decision)
    if (!decision.retry) return result
    // oxlint-disable-next-line no-await-in-loop -- the pause between two attempts
    await Promise.all([discard(result), ports.wait(decision.delayMs)])
  }
}

interface Progress {
  readonly result: Answered | Rejection
  readonly attempts: number
  readonly startedAt: number
}

function decided(plan: Plan, call: Call<Answered>, progress: Progress): Decision {
  const { decide, breaker, memory, ports } = plan
  const { ctx, outgoing, options } = call
  if (decide === undefined || ctx.refusal !== undefined || options.signal?.aborted === true)
    return giveUp(undefined)
  const now = ctx.now()
  const leftMs = progress.startedAt + plan.deadlineMs - now
  const decision = decide(outgoing, { ...progress, leftMs, now, random: ports.random() })
  if (!decision.retry) return decision
  if (breaker?.view.isShut === true) return giveUp('breaker')
  return memory.budget.take() ? decision : giveUp('budget')
}

function giveUp(because: string | undefined): Decision {
  return { retry: false, because }
}

function attempt<T extends Answered>(
  plan: Plan,
  call: Call<T>,
  limitMs: number,
): Promise<T | Rejection> {
  const { hedgeDelayMs: delayMs, breaker, memory } = plan
  const { ctx, options, outgoing } = call
  if (delayMs === undefined || delayMs >= limitMs || !isSafe(outgoing))
    return placed(plan, call, { limitMs, signal: options.signal, isHedge: false })
  return hedged(
    (signal, isHedge) => {
      const both = options.signal === undefined ? signal : AbortSignal.any([options.signal, signal])
      return placed(plan, call, {
        limitMs: isHedge ? limitMs - delayMs : limitMs,
        signal: both,
        isHedge,
      })
    },
    {
      delayMs,
      mayHedge: () => breaker?.view.isShut !== true && memory.budget.take(),
      isGood: (result) => isGood(result, plan.isFailureStatus),
      waitUntil: ctx.waitUntil,
    },
  )
}

interface Turn {
  readonly limitMs: number
  readonly signal: AbortSignal | undefined
  readonly isHedge: boolean
}

async function placed<T extends Answered>(
  plan: Plan,
  call: Call<T>,
  turn: Turn,
): Promise<T | Rejection> {
  const { places, memory, ports } = plan
  if (places === undefined) return guarded(plan, call, turn)
  const entered = memory.bulkhead.enter(places, ports.wait)
  const full = entered instanceof Promise ? await entered : entered
  if (full !== undefined) return full
  try {
    return await guarded(plan, call, turn)
  } finally {
    memory.bulkhead.leave()
  }
}

async function guarded<T extends Answered>(
  plan: Plan,
  call: Call<T>,
  turn: Turn,
): Promise<T | Rejection> {
  const { breaker } = plan
  const { ctx, form, outgoing } = call
  const admitted = breaker?.admit(ctx)
  const leave = admitted instanceof Promise ? await admitted : admitted
  if (leave !== undefined && isRejection(leave)) return leave
  const startedAt = ctx.now()
  const result = await form.attempt(outgoing, turn)
  const durationMs = ctx.now() - startedAt
  const isAborted = turn.signal?.aborted === true
  if (breaker !== undefined && leave !== undefined) {
    // Whoever aborted it, or could not send it, was not the upstream.
    const isOurs = isAborted || ctx.refusal !== undefined
    const verdict = isOurs ? 'nothing' : verdictOf(result, plan.isFailureStatus)
    breaker.settle(ctx, leave, { verdict, durationMs })
  }
  noteAttempt(call.notes, isAborted ? 'aborted' : result, { ...turn, durationMs, ...leave })
  return result
}
