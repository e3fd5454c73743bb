import { type RequestContext, valueOf } from '../context.ts'
import type { Answer, CacheStage, Respond } from '../pipeline.ts'
import { reject } from '../rejection.ts'
import {
  type CacheCall,
  type CachePlan,
  choose,
  type Forwarding,
  isAlive,
  type Outcome,
  useOf,
} from './call.ts'
import type { Entry } from './entry.ts'
import { ageOf, forward, spread } from './forward.ts'
import { passOn } from './pass-on.ts'
import { reply } from './reply.ts'
import { detour, hasCredentials, requestTerms } from './request-terms.ts'
import { forwardedStatus, hitStatus } from './status.ts'
import { tell } from './tell.ts'
import type { StoredAnswers } from './types.ts'

/** An HTTP cache (RFC 9111) before everything that answers. Where the memory tier has the answer, nothing awaits. */
export function compileStage(plan: CachePlan): CacheStage {
  return function cached(ctx, produce) {
    const why = detour(ctx)
    if (why !== undefined) return bypass({ plan, ctx, produce }, 'bypass', why)
    const key = plan.keyOf(ctx)
    return key instanceof Promise
      ? key.then((made) => withKey(plan, made, ctx, produce))
      : withKey(plan, key, ctx, produce)
  }
}

function withKey(
  plan: CachePlan,
  key: string | undefined,
  ctx: RequestContext,
  produce: Respond,
  // oxlint-disable-next-line max-params -- one flat call on the hot path
): Answer | Promise<Answer> {
  if (key === undefined) return bypass({ plan, ctx, produce }, 'bypass', 'anonymous')
  const request = requestTerms(ctx, plan.honours)
  if (request.noStore) return bypass({ plan, ctx, produce }, 'request', 'no-store')
  const begin = (generation: number | undefined) => {
    if (generation === undefined) return bypass({ plan, ctx, produce }, 'bypass', 'purges-unknown')
    const credentials = hasCredentials(ctx)
    return lookUp({ plan, key, ctx, produce, request, hasCredentials: credentials, generation })
  }
  const generation = plan.ports.purges.current(ctx.waitUntil)
  return generation instanceof Promise ? generation.then(begin) : begin(generation)
}

/** The answer of the service for this caller alone: nothing stored is used, nothing is stored. */
async function bypass(
  { plan, ctx, produce }: Pick<CacheCall, 'plan' | 'ctx' | 'produce'>,
  fwd: Forwarding,
  why: string,
): Promise<Answer> {
  plan.note('bypass', ctx)
  tell(ctx, { verdict: 'bypass', why })
  return passOn(await produce(ctx), forwardedStatus(fwd, { detail: why }))
}

function lookUp(call: CacheCall): Answer | Promise<Answer> {
  const known = call.plan.tiers.memory.get(call.key)
  return known instanceof Promise
    ? known.then((answers) => withKnown(call, answers))
    : withKnown(call, known)
}

function withKnown(call: CacheCall, known: StoredAnswers | undefined): Answer | Promise<Answer> {
  const found = choose(call, known)
  return given(call, { known, found, tier: 'memory' }) ?? together(call, { known, found })
}

/** What the tiers have for a request. */
interface Known {
  readonly known: StoredAnswers | undefined
  readonly found: Entry | undefined
  readonly tier?: string
}

/** The stored answer, if it may be given as it is. */
function given(call: CacheCall, { known, found, tier = 'memory' }: Known): Answer | undefined {
  if (found === undefined || known === undefined) return undefined
  const { ctx, request } = call
  const now = ctx.now()
  const use = useOf(found, request, now)
  if (use === 'ask') return undefined
  spread(call, known, found)
  if (use === 'renew') renewBehind(call, { known, found })
  const why = use === 'fresh' ? undefined : whyStale[use]
  call.plan.note(why === undefined ? 'hit' : 'stale', ctx)
  tell(
    ctx,
    { verdict: why === undefined ? 'hit' : 'stale', why: why ?? 'fresh', tier },
    { call, entry: found },
  )
  const status = hitStatus(found.terms, now, why)
  return reply(found, ctx, { status, age: ageOf(found, now) })
}

const whyStale = { renew: 'stale-while-revalidate', accepted: 'max-stale' } as const

/** Renews a stale answer after it has left. One request of this isolate does. */
function renewBehind(call: CacheCall, { known, found }: Known): void {
  const { plan, key, ctx } = call
  const now = ctx.now()
  if (plan.renewals.join(key, now) !== undefined) return
  const behind = { ...call, ctx: ctx.again() }
  const work = forward(behind, { fwd: 'stale', stale: found, known }).then(({ answers }) => answers)
  plan.renewals.lead(key, work, now)
  ctx.waitUntil(
    work.catch((error: unknown) =>
      plan.ports.log('a stored answer could not be renewed', { requestId: ctx.requestId, error }),
    ),
  )
}

/**
 * Asks the service, or waits for the request that is asking for the same right now. What comes of that is shared
 * only if it was stored and this request selects it; else everyone asks for themselves.
 */
function together(call: CacheCall, known: Known): Promise<Answer> {
  const { plan, key, ctx, request } = call
  const isAlone =
    call.hasCredentials || request.noCache || valueOf(ctx.headers, 'range') !== undefined
  if (isAlone) return resolved(resolve(call, known))
  const now = ctx.now()
  const flight = plan.flights.join(key, now)
  if (flight !== undefined) return follow(call, known, flight)
  const work = resolve(call, known)
  plan.flights.lead(
    key,
    work.then(({ answers }) => answers),
    now,
  )
  // Others wait for it: it outlives a caller that goes away.
  ctx.waitUntil(work.catch(() => undefined))
  return resolved(work)
}

async function resolved(work: Promise<Outcome>): Promise<Answer> {
  return (await work).answer
}

async function follow(
  call: CacheCall,
  known: Known,
  flight: Promise<StoredAnswers | undefined>,
): Promise<Answer> {
  const answers = await flight
  const { plan, ctx } = call
  const found = choose(call, answers)
  if (found === undefined || useOf(found, call.request, ctx.now()) !== 'fresh')
    return resolved(ask(call, known))
  plan.note('hit', ctx)
  tell(ctx, { verdict: 'hit', why: 'collapsed', tier: 'memory' }, { call, entry: found })
  const status = forwardedStatus(reasonOf(call, known), { isCollapsed: true })
  return reply(found, ctx, { status, age: ageOf(found, ctx.now()) })
}

/** Looks beyond this isolate, then asks. */
async function resolve(call: CacheCall, known: Known): Promise<Outcome> {
  const { plan, key, ctx } = call
  const recalled = plan.tiers.isLayered ? await plan.tiers.recall(key, ctx) : undefined
  if (recalled === undefined) return ask(call, known)
  const beyond = {
    known: recalled.answers,
    found: choose(call, recalled.answers),
    tier: recalled.tier,
  }
  const answer = given(call, beyond)
  return answer === undefined ? ask(call, beyond) : { answer, answers: recalled.answers }
}

async function ask(call: CacheCall, known: Known): Promise<Outcome> {
  const { plan, ctx, request, produce } = call
  const fwd = reasonOf(call, known)
  if (request.onlyIfCached) return { answer: notCached(fwd), answers: undefined }
  if (valueOf(ctx.headers, 'range') !== undefined)
    return { answer: await bypass({ plan, ctx, produce }, fwd, 'range'), answers: undefined }
  plan.note('miss', ctx)
  tell(ctx, { verdict: 'miss', why: fwd }, { call, entry: known.found })
  return forward(call, { fwd, stale: known.found, known: known.known })
}

/** RFC 9111 5.2.1.7. */
function notCached(fwd: Forwarding): Answer {
  const status = forwardedStatus(fwd, { detail: 'only-if-cached' })
  return passOn(reject('not_cached'), status)
}

function reasonOf(call: CacheCall, { known, found }: Known): Forwarding {
  if (call.request.noCache) return 'request'
  if (found !== undefined) return 'stale'
  return known?.some((other) => isAlive(call, other)) === true ? 'vary-miss' : 'uri-miss'
}
