import type { RequestContext } from '../context.ts'
import { tooLate, withDeadline } from '../lib/deadline.ts'
import type { Answer } from '../pipeline.ts'
import { Problem, problemResponse } from '../problem.ts'
import { isRejection, reject, type Rejection } from '../rejection.ts'
import { instanceOf } from '../request-target.ts'
import { traced } from '../trace.ts'
import { takeAnswer, type Taken } from './answer.ts'
import type { IdempotencyPorts, KeyName } from './types.ts'

/** The answer does not wait longer for its record. */
const finishTimeoutMs = 3_000

/** The right to execute a request. */
export interface Claim {
  readonly ports: IdempotencyPorts
  readonly name: KeyName
  readonly owner: string
  /** The upstream knows the key too. */
  readonly resends: boolean
}

/**
 * Executes the request and records its answer before it leaves. Where no call had begun, the key is free
 * again; a refusal of the gateway after that is an answer like any other, unless the upstream can be asked again.
 * Never rejects.
 */
export async function execute(
  claim: Claim,
  ctx: RequestContext,
  next: () => Answer | Promise<Answer>,
): Promise<Answer> {
  const answer = await answered(next)
  const taken = isRejection(answer) ? answer : await taking(answer, ctx)
  if (!isRejection(taken)) return finish(claim, ctx, taken)
  if (!ctx.isSent || claim.resends) return abandon(claim, ctx, taken)
  return finish(claim, ctx, await takeAnswer(refusalOf(claim, ctx, taken)))
}

async function answered(next: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await next()
  } catch (error) {
    return error instanceof Problem
      ? reject(error.code, error.options)
      : reject('internal_error', { internal: error })
  }
}

async function taking(answer: Response, ctx: RequestContext): Promise<Taken | Rejection> {
  try {
    return await takeAnswer(answer)
  } catch (error) {
    return (
      ctx.refusal ??
      reject('upstream_invalid_response', { detail: 'The answer broke off', internal: error })
    )
  }
}

/** The answer callers get for a rejection, made here: its repetitions get it word for word. */
function refusalOf({ ports }: Claim, ctx: RequestContext, rejection: Rejection): Response {
  const { requestId, request } = ctx
  const { code, internal } = rejection
  if (internal !== undefined)
    ports.log('a request was refused', { requestId, code, error: internal })
  return problemResponse(rejection, {
    requestId,
    instance: instanceOf(request.url),
    now: ctx.now(),
  })
}

async function finish(
  { ports, name, owner }: Claim,
  ctx: RequestContext,
  { outcome, response }: Taken,
): Promise<Response> {
  const record = () => ports.store.finish(name, owner, outcome)
  await traced(
    ctx,
    'idempotency',
    'record',
    () => settled(record, ports, ctx),
    (isRecorded) => ({ recorded: isRecorded && outcome.kind }),
  )
  return response
}

async function abandon(
  { ports, name, owner }: Claim,
  ctx: RequestContext,
  rejection: Rejection,
): Promise<Rejection> {
  const free = () => ports.store.abandon(name, owner, ctx.isSent).then(() => true)
  await traced(
    ctx,
    'idempotency',
    'record',
    () => settled(free, ports, ctx),
    () => ({ recorded: false }),
  )
  return rejection
}

/** What has happened is told even if it cannot be recorded: repetitions then get idempotency_outcome_unknown. */
async function settled(
  work: () => Promise<boolean>,
  ports: IdempotencyPorts,
  { requestId }: RequestContext,
): Promise<boolean> {
  try {
    const done = await withDeadline(work(), finishTimeoutMs)
    if (done !== tooLate) return done
    ports.log('an answer was not recorded in time', { requestId })
  } catch (error) {
    ports.log('an answer could not be recorded', { requestId, error })
  }
  return false
}
