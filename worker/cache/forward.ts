import type { HeaderEntry } from '../context.ts'
import type { Answer } from '../pipeline.ts'
import { isRejection, type Rejection } from '../rejection.ts'
import type { CacheCall, Forwarding, Outcome } from './call.ts'
import { sameTag } from './conditions.ts'
import { type Entry, usableUntil } from './entry.ts'
import { field } from './freshness.ts'
import { passOn, passOnWhole } from './pass-on.ts'
import { reply } from './reply.ts'
import { hitStatus, forwardedStatus, secondsLeft } from './status.ts'
import { errorStatuses } from './statuses.ts'
import { obstacle } from './storability.ts'
import { type Exchanged, renewed, takeAnswer, withAnswer } from './store.ts'
import { tell } from './tell.ts'
import type { StoredAnswer, StoredAnswers } from './types.ts'

/** Why a request is forwarded, and what is stored for its key. */
export interface Reason {
  readonly fwd: Forwarding
  /** The answer it could not be given as it is. */
  readonly stale: Entry | undefined
  readonly known: StoredAnswers | undefined
}

/** Asks the service, and stores what it says. Never longer than the window, a stale answer stands in for an error. */
export async function forward(call: CacheCall, reason: Reason): Promise<Outcome> {
  const { plan } = call
  const validators = plan.revalidates ? (reason.stale?.validators ?? []) : []
  const first = await exchange(call, validators)
  const { answer, times } = first
  if (!isRevalidation(answer, validators)) return settle(call, reason, first)
  const { stale } = reason
  if (stale !== undefined && isAbout(answer, stale))
    return confirm(call, stale, reason, { answer, times })
  // It speaks of another answer than the one that is stored.
  return settle(call, reason, await exchange(call, []))
}

interface Exchange {
  readonly answer: Answer
  readonly times: Exchanged
}

async function exchange(
  { plan, ctx, produce }: CacheCall,
  validators: readonly HeaderEntry[],
): Promise<Exchange> {
  ctx.shared = plan.share(ctx, validators)
  const requestedAt = ctx.now()
  const answer = await produce(ctx)
  return { answer, times: { requestedAt, receivedAt: ctx.now() } }
}

function isRevalidation(answer: Answer, validators: readonly HeaderEntry[]): answer is Response {
  return !isRejection(answer) && answer.status === 304 && validators.length > 0
}

function isAbout(answer: Response, { stored }: Entry): boolean {
  const etag = answer.headers.get('etag')
  return etag === null || sameTag(etag, field(stored.headers, 'etag') ?? '')
}

/** The service confirms what is stored. */
function confirm(
  call: CacheCall,
  stale: Entry,
  { fwd, known }: Reason,
  { answer, times }: { readonly answer: Response; readonly times: Exchanged },
  // oxlint-disable-next-line max-params -- one caller
): Outcome {
  const { ctx, plan } = call
  const stored = renewed(call, stale.stored, answer, times)
  const entry = plan.entryOf(stored)
  const why = obstacle(stored.status, stored.headers, call.hasCredentials)
  const answers = why === undefined ? keep(call, known, stored) : forget(call)
  tell(ctx, { verdict: 'revalidated', why: fwd, stored: answers !== undefined }, { call, entry })
  const ttl = secondsLeft(entry.terms, ctx.now())
  const status = forwardedStatus(fwd, { status: 304, ...(answers && { ttl }) })
  return { answer: reply(entry, ctx, { status, age: undefined }), answers }
}

async function settle(call: CacheCall, reason: Reason, came: Exchange): Promise<Outcome> {
  const { answer, times } = came
  if (isRejection(answer)) return failed(call, reason, answer)
  if (errorStatuses.has(answer.status) && mayStandIn(call, reason.stale)) {
    if (answer.body !== null) call.ctx.waitUntil(answer.body.cancel())
    return standIn(call, reason.stale, String(answer.status))
  }
  const taken = await takeAnswer(call, answer, times)
  if (isRejection(taken)) return failed(call, reason, taken)
  if ('why' in taken) return unstored(call, reason, taken)
  return stored(call, reason, taken.stored)
}

function stored(call: CacheCall, { fwd, known }: Reason, one: StoredAnswer): Outcome {
  const { ctx, plan } = call
  const entry = plan.entryOf(one)
  const answers = keep(call, known, one)
  tell(ctx, { verdict: 'miss', why: fwd, stored: true }, { call, entry })
  const ttl = secondsLeft(entry.terms, ctx.now())
  const status = forwardedStatus(fwd, { status: one.status, ttl })
  const told = field(one.headers, 'age')
  const age = told === undefined ? undefined : ageOf(entry, ctx.now())
  return { answer: reply(entry, ctx, { status, age }), answers }
}

function unstored(
  call: CacheCall,
  { fwd, stale }: Reason,
  { response, why }: { readonly response: Response; readonly why: string },
): Outcome {
  // The service has said something newer than what is stored, which therefore may not be used any more.
  if (stale !== undefined && !errorStatuses.has(response.status)) forget(call)
  tell(call.ctx, { verdict: 'miss', why, stored: false }, { call })
  const status = forwardedStatus(fwd, { status: response.status, detail: why })
  return { answer: passOnWhole(response, call.ctx, status), answers: undefined }
}

/** The service gave no answer, or none that is one. */
function failed(call: CacheCall, { fwd, stale }: Reason, rejection: Rejection): Outcome {
  if (isUpstreamFault(rejection) && mayStandIn(call, stale))
    return standIn(call, stale, rejection.code)
  tell(call.ctx, { verdict: 'miss', why: rejection.code, stored: false }, { call })
  const status = forwardedStatus(fwd, { detail: rejection.code })
  return { answer: passOn(rejection, status), answers: undefined }
}

function mayStandIn({ ctx, request }: CacheCall, stale: Entry | undefined): stale is Entry {
  return stale !== undefined && !request.noCache && ctx.now() < stale.terms.standInUntil
}

function standIn(call: CacheCall, entry: Entry, why: string): Outcome {
  const { ctx } = call
  const now = ctx.now()
  tell(ctx, { verdict: 'stale', why: `stale-if-error: ${why}`, stored: false }, { call, entry })
  const status = hitStatus(entry.terms, now, 'stale-if-error')
  return { answer: reply(entry, ctx, { status, age: ageOf(entry, now) }), answers: undefined }
}

/** A refusal of what the service did, not of what the caller asked for or the author wrote. */
function isUpstreamFault({ code }: Rejection): boolean {
  const isOurs = code === 'upstream_forbidden'
  return (code.startsWith('upstream_') && !isOurs) || code === 'response_invalid'
}

function keep(
  call: CacheCall,
  known: StoredAnswers | undefined,
  one: StoredAnswer,
): StoredAnswers | undefined {
  const { plan, key, ctx } = call
  if (one.expiresAt <= ctx.now()) return undefined
  // Another request may have stored another one of them meanwhile.
  const current = plan.tiers.memory.get(key)
  const answers = withAnswer(call, current instanceof Promise ? known : (current ?? known), one)
  void plan.tiers.memory.put(key, answers)
  return answers
}

function forget({ plan, key, ctx }: CacheCall): undefined {
  plan.tiers.forget(key, ctx)
}

/** Whole seconds. */
export function ageOf({ terms }: Entry, now: number): number {
  return Math.max(0, Math.floor((now - terms.bornAt) / 1_000))
}

/** Tells the tiers of a use. */
export function spread(call: CacheCall, answers: StoredAnswers, entry: Entry): void {
  call.plan.tiers.spread(call.key, answers, usableUntil(entry.terms), call.ctx)
}
