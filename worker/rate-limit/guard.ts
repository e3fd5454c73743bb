import type { RequestContext } from '../context.ts'
import { ExpressionError } from '../expression/index.ts'
import type { Guard } from '../pipeline.ts'
import { reject, type Rejection } from '../rejection.ts'
import { type Claim, decide, type DecideDeps, prefetch } from './decide.ts'
import { leftOf } from './headers.ts'
import type { CompiledLimit } from './types.ts'

/** All limits of an endpoint as one guard: all that are enforced must admit. */
export function compileGuard(limits: readonly CompiledLimit[], deps: DecideDeps): Guard {
  const [only] = limits
  const isSimple = only !== undefined && limits.length === 1 && only.mode === 'enforce'
  return isSimple && only.costOf === undefined ? oneLimit(only, deps) : manyLimits(limits, deps)
}

/** The common case, with a lease in hand: two look-ups, a subtraction and a short string. */
function oneLimit(limit: CompiledLimit, deps: DecideDeps): Guard {
  const { holdings } = deps
  const many = manyLimits([limit], deps)
  return function limitRequests(ctx) {
    // What an expression makes may have to be awaited, and a trace wants to be told.
    if (limit.countBy === 'expression' || ctx.trace !== undefined) return many(ctx)
    const key = limit.keyOf(ctx) as string
    const now = ctx.now()
    const terms = limit.termsOf(ctx)
    const holding = holdings.of(key, terms.policy)
    if (!holding.has(1, now)) return decide(ctx, [{ limit, key, terms, holding, cost: 1 }], deps)
    holding.spend(1)
    if (holding.runsLow(now)) prefetch({ key, holding }, ctx, deps)
    ctx.rateLimitPolicy = terms.policyItem
    ctx.rateLimit = leftOf(terms, holding, now)
    return undefined
  }
}

function manyLimits(limits: readonly CompiledLimit[], deps: DecideDeps): Guard {
  return function limitRequests(ctx) {
    const made = limits.map((limit) => claimOf(ctx, limit, deps))
    const claims = made.filter((claim): claim is Claim => !(claim instanceof Promise))
    return claims.length === made.length ? decide(ctx, claims, deps) : decideLater(ctx, made, deps)
  }
}

function claimOf(
  ctx: RequestContext,
  limit: CompiledLimit,
  { holdings }: DecideDeps,
): Claim | Promise<Claim> {
  const terms = limit.termsOf(ctx)
  const claim = (key: string, cost: number): Claim => {
    const holding = holdings.of(key, terms.policy)
    return { limit, key, cost, terms, holding }
  }
  const key = limit.keyOf(ctx)
  const cost = limit.costOf === undefined ? 1 : limit.costOf(ctx)
  if (typeof key === 'string' && typeof cost === 'number') return claim(key, cost)
  return Promise.all([key, cost]).then(([madeKey, madeCost]) => claim(madeKey, madeCost))
}

/** An expression that fails lets nobody pass: a caller may have made it fail. */
async function decideLater(
  ctx: RequestContext,
  made: readonly (Claim | Promise<Claim>)[],
  deps: DecideDeps,
): Promise<Rejection | undefined> {
  let claims: readonly Claim[]
  try {
    claims = await Promise.all(made)
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    return reject('expression_failed', { detail: error.message, internal: error })
  }
  return decide(ctx, claims, deps)
}
