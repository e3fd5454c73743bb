import type { RequestContext } from '../context.ts'
import type { Guard } from '../pipeline.ts'
import type { Rejection } from '../rejection.ts'
import { announce } from './headers.ts'
import type { Holding } from './holding.ts'
import { overLimit, unavailable } from './refusals.ts'
import { tell } from './tell.ts'
import type { CompiledLimit, Grant, RateLimitDeps, Terms } from './types.ts'

export interface DecideDeps extends RateLimitDeps {
  /** Whether requests pass when nobody can count them. */
  readonly failMode: 'open' | 'closed'
}

/** What one request asks of one limit. */
export interface Claim {
  readonly limit: CompiledLimit
  readonly key: string
  readonly terms: Terms
  readonly holding: Holding
  readonly cost: number
}

/** All that are enforced admit, or nothing is spent. Asks the object only for what is neither in hand nor known to be refused. */
export function decide(
  ctx: RequestContext,
  claims: readonly Claim[],
  deps: DecideDeps,
): ReturnType<Guard> {
  const now = ctx.now()
  const isBlocked = ({ holding, cost }: Claim) =>
    !holding.has(cost, now) && holding.isBlocked(cost, now)
  const blocked = claims.filter(isBlocked)
  if (blocked.some(isEnforced)) return refused(ctx, claims, blocked, deps)
  const open = claims.filter((claim) => !blocked.includes(claim))
  const missing = open.filter(({ holding, cost }) => !holding.has(cost, now))
  const inHand = open.filter((claim) => !missing.includes(claim))
  const round = { ctx, claims, blocked, missing, now, deps }
  // Spent before anything is awaited: other requests of this isolate look into the same hand.
  const spent = inHand.map(({ holding, cost }) => ({ lease: holding.spend(cost), cost }))
  for (const claim of inHand) if (claim.holding.runsLow(now)) prefetch(claim, ctx, deps)
  if (missing.length === 0) return admitted(round, blocked)
  return ask(round, () => {
    for (const { lease, cost } of spent) lease.left += cost
  })
}

interface Round {
  readonly ctx: RequestContext
  readonly claims: readonly Claim[]
  /** Refused without a question. */
  readonly blocked: readonly Claim[]
  readonly missing: readonly Claim[]
  readonly now: number
  readonly deps: DecideDeps
}

async function ask(round: Round, putBack: () => void): Promise<Rejection | undefined> {
  const { ctx, claims, missing, now, deps } = round
  let grants: readonly Grant[]
  try {
    grants = await deps.limiter.take(
      missing.map(({ limit, key, holding, cost }) => ({
        ...holding.ask(key, cost, now),
        isShadow: limit.mode === 'shadow',
      })),
    )
  } catch (error) {
    return uncounted(round, putBack, error)
  }
  const answered = ctx.now()
  const results = missing.flatMap((claim, at) => {
    const grant = grants[at]
    return grant === undefined ? [] : [{ claim, grant }]
  })
  const short = results.filter(({ grant }) => grant.retryAfterMs > 0).map(({ claim }) => claim)
  const isRefused = short.some(isEnforced)
  for (const { claim, grant } of results)
    // Of what is handed back nothing is kept.
    claim.holding.receive(
      isRefused ? { ...grant, granted: 0, leaseMs: 0 } : grant,
      claim.cost,
      now,
      answered,
    )
  if (!isRefused) return admitted(round, [...round.blocked, ...short])
  putBack()
  handBack(results, ctx, deps)
  return refused(ctx, claims, [...round.blocked, ...short], deps)
}

/** What other objects gave. */
function handBack(
  results: readonly { readonly claim: Claim; readonly grant: Grant }[],
  ctx: RequestContext,
  deps: DecideDeps,
): void {
  const asks = results
    .filter(({ grant }) => grant.leaseMs > 0)
    .map(({ claim: { key, terms }, grant: { leaseEnd, granted } }) => ({
      key,
      policy: terms.policy,
      cost: 0,
      want: 0,
      settled: [{ leaseEnd, granted, unused: granted }],
    }))
  if (asks.length > 0) ctx.waitUntil(deps.limiter.take(asks).catch(logged(deps)))
}

/** Asks for the next lease while the last one is being spent. */
export function prefetch(
  { key, holding }: Pick<Claim, 'key' | 'holding'>,
  ctx: RequestContext,
  deps: DecideDeps,
): void {
  const since = ctx.now()
  const work = async (): Promise<void> => {
    const [grant] = await deps.limiter.take([holding.ask(key, 0, since)])
    if (grant !== undefined) holding.receive(grant, 0, since, ctx.now())
  }
  ctx.waitUntil(work().catch(logged(deps)))
}

function admitted({ ctx, claims, now, deps }: Round, short: readonly Claim[]): undefined {
  if (short.length > 0) note(ctx, short, deps)
  announce(ctx, claims.filter(isEnforced), now)
  if (ctx.trace !== undefined) tell(ctx, claims, short)
  return undefined
}

function refused(
  ctx: RequestContext,
  claims: readonly Claim[],
  short: readonly Claim[],
  deps: DecideDeps,
): Rejection {
  const now = ctx.now()
  note(ctx, short, deps)
  announce(ctx, claims.filter(isEnforced), now)
  if (ctx.trace !== undefined) tell(ctx, claims, short)
  return overLimit(short.filter(isEnforced), now)
}

/** Nobody could count. Limits in shadow mode never stand in the way. */
function uncounted(
  { ctx, claims, missing, deps }: Round,
  putBack: () => void,
  error: unknown,
): Rejection | undefined {
  const { failMode, endpointId } = deps
  deps.log('a rate limit could not be counted', { endpointId, failMode, error })
  if (ctx.trace !== undefined) tell(ctx, claims, [], missing)
  if (failMode === 'open' || !missing.some(isEnforced)) return undefined
  putBack()
  return unavailable
}

function note(ctx: RequestContext, short: readonly Claim[], deps: DecideDeps): void {
  const { endpointId, blocks } = deps
  const { principal, clientIp: ipAddress } = ctx
  for (const { limit } of short) {
    const { name, mode } = limit
    const block = { endpointId, limit: name, mode, consumer: principal?.id, ipAddress }
    blocks.note(block, ctx.waitUntil)
  }
}

function logged({ log, endpointId }: DecideDeps): (error: unknown) => void {
  return (error) => log('a lease could not be fetched or handed back', { endpointId, error })
}

function isEnforced({ limit }: Pick<Claim, 'limit'>): boolean {
  return limit.mode === 'enforce'
}
