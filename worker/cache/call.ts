import type { RequestContext } from '../context.ts'
import type { Answer, Respond } from '../pipeline.ts'
import { type Entry, selectAnswer } from './entry.ts'
import type { Flights } from './flights.ts'
import type { KeyOf } from './key.ts'
import type { RequestTerms } from './request-terms.ts'
import type { Share } from './share.ts'
import type { Tiers } from './tiers.ts'
import type { CachePorts, CacheVerdict, StoredAnswer, StoredAnswers } from './types.ts'

/** Everything about an endpoint's cache that is known before a request. */
export interface CachePlan {
  readonly ports: Pick<CachePorts, 'purges' | 'log'>
  readonly tiers: Tiers
  readonly flights: Flights
  /** Keys that are being renewed behind an answer. */
  readonly renewals: Flights
  readonly keyOf: KeyOf
  readonly share: Share
  readonly entryOf: (stored: StoredAnswer) => Entry
  readonly tagsOf: (ctx: RequestContext) => readonly string[]
  /** Counts what became of a request. */
  note(verdict: CacheVerdict, ctx: RequestContext): void
  readonly honours: boolean
  /** Services can be asked whether a stored answer is still good. */
  readonly revalidates: boolean
  /** For the trace: no values of the request. */
  readonly partition: 'consumer' | 'shared'
}

/** One request on its way through the cache. */
export interface CacheCall {
  readonly plan: CachePlan
  readonly key: string
  readonly ctx: RequestContext
  readonly produce: Respond
  readonly request: RequestTerms
  readonly hasCredentials: boolean
  /** The newest purge known when the request came. */
  readonly generation: number
}

/** How a request came to be forwarded: `fwd` of Cache-Status (RFC 9211 2.2). */
export type Forwarding = 'uri-miss' | 'vary-miss' | 'stale' | 'request' | 'bypass' | 'method'

/** What forwarding came to, and what is stored since. */
export interface Outcome {
  readonly answer: Answer
  readonly answers: StoredAnswers | undefined
}

/** The answer among these that this request may be given in some way. */
export function choose(call: CacheCall, answers: StoredAnswers | undefined): Entry | undefined {
  if (answers === undefined) return undefined
  const stored = selectAnswer(answers, call.ctx, (one) => isAlive(call, one))
  const entry = stored && call.plan.entryOf(stored)
  // RFC 9111 3.5 the other way round: who comes with a credential may be owed another answer.
  return call.hasCredentials && entry?.terms.isPublic === false ? undefined : entry
}

/** Not over, and not purged since it was asked for. */
export function isAlive({ plan, ctx }: CacheCall, { expiresAt, tags, generation }: StoredAnswer) {
  return expiresAt > ctx.now() && !plan.ports.purges.isPurged(tags, generation)
}

export type Use = 'fresh' | 'renew' | 'accepted' | 'ask'

/** In which way (RFC 9111 section 4.2). */
export function useOf({ terms }: Entry, request: RequestTerms, now: number): Use {
  const { bornAt, freshUntil, renewUntil, mustAsk, forbidsStale } = terms
  if (request.noCache || mustAsk || now - bornAt > request.maxAgeMs) return 'ask'
  const leftMs = freshUntil - now
  if (leftMs > 0 && leftMs >= request.minFreshMs) return 'fresh'
  if (request.minFreshMs > 0) return 'ask'
  if (now < renewUntil) return 'renew'
  return !forbidsStale && -leftMs < request.maxStaleMs ? 'accepted' : 'ask'
}
