import type { Integration } from '#contract/integration-kinds.ts'

import type { IntegrationResult, RequestContext } from '../context.ts'
import { ExpressionError } from '../expression/index.ts'
import { isRejection, reject, type Rejection } from '../rejection.ts'
import { statusMatcher } from './resilience/status-matcher.ts'
import type { CallNotes } from './resilience/types.ts'
import { targetOf } from './target.ts'
import type { CallLog, CallOptions, CompiledIntegration, NotedCall } from './types.ts'

/** Where calls of a published version are noted. */
export interface Recording {
  readonly log: CallLog
  readonly version: number
}

/** The same integration, its calls noted while there is room for them; otherwise they are just made. */
export function recorded(
  integration: CompiledIntegration,
  config: Integration,
  { log, version }: Recording,
  endpoint: { readonly id: string; readonly method: string },
): CompiledIntegration {
  const { id: integrationId } = config
  const subject = { endpointId: endpoint.id, integrationId, version }
  const calls = log.of({ ...subject, ...addressOf(config, endpoint.method) })
  const isFailureStatus = statusMatcher('failureStatuses' in config ? config.failureStatuses : [])
  const observe = <T extends Response | IntegrationResult>(
    ctx: RequestContext,
    options: CallOptions | undefined,
    work: () => Promise<T | Rejection>,
  ): Promise<T | Rejection> => {
    if (!calls.isDue()) return work()
    const at = ctx.now()
    const note = (result: T | Rejection) => {
      // What the caller did wrong, or nobody waited for any more, says nothing of the service.
      if (ctx.refusal !== undefined || options?.signal?.aborted === true) return
      const notes = ctx.callNotes?.[integrationId]
      const isPlain = notes === undefined && !isRejection(result) && !isFailureStatus(result.status)
      if (isPlain && !calls.takesSuccess()) return
      const outcome = outcomeOf(result, notes, isFailureStatus)
      const { requestId } = ctx
      calls.note({ at, requestId, durationMs: ctx.now() - at, ...outcome }, ctx.waitUntil)
    }
    return work().then(
      (result) => {
        note(result)
        return result
      },
      (error: unknown) => {
        note(reject(error instanceof ExpressionError ? 'expression_failed' : 'internal_error'))
        throw error
      },
    )
  }
  return {
    ...integration,
    call: (ctx, options) => observe(ctx, options, () => integration.call(ctx, options)),
    read: (ctx, options) => observe(ctx, options, () => integration.read(ctx, options)),
  }
}

/** What is called, in the words of its kind. */
function addressOf(config: Integration, method: string): { method: string; target: string } {
  if (config.type === 'database') return { method: config.driver, target: config.connection }
  const target = targetOf(config.endpoint)
  if (config.type === 'http') return { method: config.method ?? method, target }
  return { method: config.type === 'graphql' ? config.method : 'POST', target }
}

type Outcome = Omit<NotedCall, 'at' | 'requestId' | 'durationMs'>

function outcomeOf(
  result: { readonly status: number } | Rejection,
  notes: CallNotes | undefined,
  isFailureStatus: (status: number) => boolean,
): Outcome {
  const { status, code, attempts, fallback, breaker } =
    notes === undefined ? plainly(result) : { ...plainly(result), ...noted(notes) }
  const isBad = status !== undefined && isFailureStatus(status)
  const isFailure = isBad || code !== undefined || fallback !== undefined
  return { isFailure, status, code, attempts, fallback, breaker }
}

type Found = Omit<Outcome, 'isFailure'>

/** Of a call that is made once, as it is. */
function plainly(result: { readonly status: number } | Rejection): Found {
  const rest = { fallback: undefined, breaker: undefined }
  if (!isRejection(result)) return { status: result.status, code: undefined, attempts: 1, ...rest }
  const { code, answered } = result
  return { status: answered?.status, code, attempts: code.startsWith('upstream_') ? 1 : 0, ...rest }
}

function noted({ attempts, breaker, code, fallback, shared }: CallNotes): Partial<Found> {
  const isCounted = attempts.length > 0 || shared === true || code !== undefined
  return {
    ...(isCounted && { attempts: attempts.length }),
    breaker,
    fallback,
    // What stood in has a status of its own, which says nothing of the service.
    ...(fallback !== undefined && { code, status: attempts.at(-1)?.status }),
  }
}
