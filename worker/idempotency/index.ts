import type { EndpointConfig } from '#contract/endpoint.ts'
import { deadlineMs, type Durations } from '#contract/resilience.ts'
import type { Attempt } from '#durable-objects/idempotency-policy.ts'
import type { Verdict } from '#durable-objects/idempotency.ts'

import { type RequestContext, valueOf } from '../context.ts'
import { tooLate, withDeadline } from '../lib/deadline.ts'
import type { Answer, Once } from '../pipeline.ts'
import { isRejection, type Rejection } from '../rejection.ts'
import { traced } from '../trace.ts'
import { replay } from './answer.ts'
import { type Claim, execute } from './execute.ts'
import { fingerprintOf, nameOf } from './identity.ts'
import { keyHeader, readKey } from './key.ts'
import { keyRequired, refusals, tooLargeToKeep, unavailable } from './refusals.ts'
import type { IdempotencyPorts } from './types.ts'

/** An isolate that cannot reach the memory within this time sends nothing. */
const beginTimeoutMs = 3_000
/** What the gateway itself may take on top of its calls. */
const leaseMarginMs = 5_000

/** What a request with a key goes by. */
interface Plan {
  readonly ports: IdempotencyPorts
  readonly endpointId: string
  readonly attempt: Omit<Attempt, 'fingerprint' | 'owner'>
}

/**
 * Requests with an Idempotency-Key are sent at most once (draft-ietf-httpapi-idempotency-key-header); what
 * callers see: docs/idempotency.md. Undefined: the stage is off.
 */
export function compileIdempotency(
  config: Pick<EndpointConfig, 'idempotency' | 'integrations'>,
  ports: IdempotencyPorts,
  endpointId: string,
): Once | undefined {
  const { enabled, required, ttlSeconds, upstreamIsIdempotent } = config.idempotency
  if (!enabled) return undefined
  const attempt = {
    leaseMs: longestMs(config.integrations),
    ttlMs: ttlSeconds * 1_000,
    resends: upstreamIsIdempotent,
  }
  const plan: Plan = { ports, endpointId, attempt }
  return function once(ctx, next) {
    const header = valueOf(ctx.headers, keyHeader)
    if (header === undefined) return required ? keyRequired : next()
    const work = withKey(plan, header, ctx, next)
    // A caller that goes away comes back with the same key: its answer must be there then.
    ctx.waitUntil(work)
    return work
  }
}

async function withKey(
  plan: Plan,
  header: string,
  ctx: RequestContext,
  next: () => Answer | Promise<Answer>,
): Promise<Answer> {
  ctx.decision = undefined
  const begun = await traced<Claim | Answer>(
    ctx,
    'idempotency',
    'begin',
    () => begin(plan, header, ctx),
    () => ({ ...ctx.decision }),
  )
  return 'owner' in begun ? execute(begun, ctx, next) : begun
}

/** In turn, each with the time for its attempts and again for its body. */
function longestMs(integrations: readonly Durations[]): number {
  return integrations.reduce((sum, one) => sum + deadlineMs(one) + one.timeout, leaseMarginMs)
}

/** The right to execute the request, or its answer. */
async function begin(plan: Plan, header: string, ctx: RequestContext): Promise<Claim | Answer> {
  const key = readKey(header)
  if (isRejection(key)) return key
  const { ports, attempt } = plan
  const claim: Claim = {
    ports,
    name: nameOf(key, ctx, { endpointId: plan.endpointId, space: ports.space }),
    owner: ports.newOwner(),
    resends: attempt.resends,
  }
  const fingerprint = fingerprintOf(ctx)
  const verdict = await ask(claim, { ...attempt, fingerprint, owner: claim.owner }, ctx)
  if (isRejection(verdict)) return verdict
  if (ctx.trace !== undefined) ctx.decision = decisionOf(key, verdict)
  return answerOf(verdict) ?? claim
}

async function ask(
  { ports, name, owner }: Claim,
  attempt: Attempt,
  ctx: RequestContext,
): Promise<Verdict | Rejection> {
  const asked = ports.store.begin(name, attempt)
  try {
    const verdict = await withDeadline(asked, beginTimeoutMs)
    if (verdict !== tooLate) return verdict
  } catch (error) {
    ports.log('an idempotency key could not be checked', { requestId: ctx.requestId, error })
  }
  // It may have been journalled all the same, and nothing was sent.
  const undo = () => ports.store.abandon(name, owner, false)
  ctx.waitUntil(
    asked
      .then(undo, undo)
      .catch((error: unknown) =>
        ports.log('an idempotency key could not be freed', { requestId: ctx.requestId, error }),
      ),
  )
  return unavailable
}

/** Undefined: the request is to be executed. */
function answerOf(verdict: Verdict): Answer | undefined {
  switch (verdict.standing) {
    case 'started':
      return undefined
    case 'replay':
      return replay(verdict.answer)
    case 'too-large':
      return tooLargeToKeep(verdict.status)
    case 'in-flight':
    case 'mismatch':
    case 'unknown':
      return refusals[verdict.standing]
  }
}

/** A key may be a secret of its caller: the trace shows where it begins. */
function decisionOf(key: string, { standing, expiresAt }: Verdict) {
  return {
    idempotencyKey: key.slice(0, 8),
    decision: standing,
    replayed: standing === 'replay',
    expiresAt: new Date(expiresAt).toISOString(),
  }
}
