import type { RequestContext } from '../../context.ts'
import { isRejection, type Rejection } from '../../rejection.ts'
import type { Decision } from './retry.ts'
import type { Answered, AttemptNote, CallNotes } from './types.ts'

/** Where the trace and the list of recent calls read what happened to a call: one that begins. */
export function startNotes(ctx: RequestContext, integrationId: string): CallNotes {
  const notes: CallNotes = { attempts: [] }
  // No prototype: an integration may be called `constructor`.
  ctx.callNotes ??= Object.create(null) as NonNullable<RequestContext['callNotes']>
  ctx.callNotes[integrationId] = notes
  return notes
}

/** The notes of the latest call, for whoever adds to them. */
export function notesOf(ctx: RequestContext, integrationId: string): CallNotes {
  return ctx.callNotes?.[integrationId] ?? startNotes(ctx, integrationId)
}

export function noteAttempt(
  notes: CallNotes,
  result: Answered | Rejection | 'aborted',
  more: {
    readonly durationMs: number
    readonly isHedge: boolean
    readonly probe?: string | undefined
  },
): void {
  notes.attempts.push({
    ...whatCame(result),
    durationMs: more.durationMs,
    ...(more.isHedge && { isHedge: true }),
    ...(more.probe !== undefined && { isProbe: true }),
  })
}

function whatCame(
  result: Answered | Rejection | 'aborted',
): Pick<AttemptNote, 'status' | 'failure'> {
  if (result === 'aborted') return { failure: result }
  return isRejection(result) ? { failure: result.code } : { status: result.status }
}

export function noteDecision(notes: CallNotes, decision: Decision): void {
  const last = notes.attempts.at(-1)
  if (last === undefined || decision.because === undefined) return
  if (decision.retry) {
    last.retried = decision.because
    last.delayMs = decision.delayMs
  } else last.gaveUp = decision.because
}
