import { tooLate, withDeadline } from '../../lib/deadline.ts'
import { discard } from './outcome.ts'
import type { Rejection } from '../../rejection.ts'
import type { Answered } from './types.ts'
import type { WaitUntil } from '../../lib/wait-until.ts'

/** One of the two calls: aborted when the other has answered. */
export type HedgedCall<T extends Answered> = (
  signal: AbortSignal,
  isHedge: boolean,
) => Promise<T | Rejection>

export interface HedgeRules {
  readonly delayMs: number
  /** Takes a place in the budget; false: no second call. */
  readonly mayHedge: () => boolean
  readonly isGood: (result: Answered | Rejection) => boolean
  readonly waitUntil: WaitUntil
}

/**
 * Calls, and calls once more when there is no answer after a while (Dean and Barroso, The Tail at Scale). The first good
 * answer counts and the other call is aborted; without a good one, the answer that came last.
 */
export async function hedged<T extends Answered>(
  call: HedgedCall<T>,
  rules: HedgeRules,
): Promise<T | Rejection> {
  const first = start(call, false)
  const early = await withDeadline(first.result, rules.delayMs)
  if (early !== tooLate) return early
  if (!rules.mayHedge()) return first.result
  const second = start(call, true)
  const winner = await firstGood([first, second], rules.isGood)
  const loser = winner === first ? second : first
  loser.abort()
  rules.waitUntil(loser.result.then(discard))
  return winner.result
}

interface Started<T extends Answered> {
  readonly result: Promise<T | Rejection>
  abort(): void
}

function start<T extends Answered>(call: HedgedCall<T>, isHedge: boolean): Started<T> {
  const controller = new AbortController()
  return { result: call(controller.signal, isHedge), abort: () => controller.abort() }
}

function firstGood<T extends Answered>(
  calls: readonly Started<T>[],
  isGood: HedgeRules['isGood'],
): Promise<Started<T>> {
  let running = calls.length
  return new Promise((resolve, reject) => {
    for (const call of calls)
      call.result.then((result) => {
        running -= 1
        if (isGood(result) || running === 0) resolve(call)
        return undefined
      }, reject)
  })
}
