import { parseHttpDate } from '../lib/http-date.ts'
import { answerDirectives, type Directives, lifetimeMs, listOf, secondsOf } from './directives.ts'
import { heuristicStatuses } from './statuses.ts'
import type { StoredAnswer } from './types.ts'

/** What an endpoint says about how long answers last. All in milliseconds. */
export interface LifetimeRules {
  readonly ttlMs: number
  /** Always the time to live, whatever the answer says of its lifetime. */
  readonly overrides: boolean
  readonly negativeTtlMs: number
  readonly staleWhileRevalidateMs: number
  readonly staleIfErrorMs: number
}

/** How an answer may be used. Times in milliseconds since the epoch. */
export interface Terms {
  /** What it could have been old when it arrived, counted back: now minus this is its age (RFC 9111 4.2.3). */
  readonly bornAt: number
  readonly freshUntil: number
  /** Until then it may be given at once and renewed behind it (RFC 5861 3). */
  readonly renewUntil: number
  /** Until then it may stand in for an error (RFC 5861 4). */
  readonly standInUntil: number
  /** Never stale, whatever a caller accepts (must-revalidate, proxy-revalidate, s-maxage). */
  readonly forbidsStale: boolean
  /** Not without asking, fresh or not. */
  readonly mustAsk: boolean
  /** It says how long it lasts, or is of a kind that lasts by itself (RFC 9111 section 3). */
  readonly lasts: boolean
  /** Requests with credentials may lead to it and be answered by it (RFC 9111 3.5). */
  readonly isPublic: boolean
}

type Answered = Pick<StoredAnswer, 'status' | 'headers' | 'requestedAt' | 'receivedAt'>

/** RFC 9111 section 4.2, for a shared cache. */
export function termsOf(answer: Answered, rules: LifetimeRules): Terms {
  const { directives, isTargeted } = directivesOf(answer)
  const { receivedAt } = answer
  const ageMs = initialAgeMs(answer)
  const own = explicitLifetimeMs(answer, directives, isTargeted)
  const freshMs = lifetime({ answer, directives, own, ageMs }, rules)
  const bornAt = receivedAt - ageMs
  const freshUntil = bornAt + freshMs
  const forbids = directives.has('must-revalidate') || directives.has('proxy-revalidate')
  const mustAsk = directives.get('no-cache') === true
  const implied = forbids || mustAsk || directives.has('s-maxage')
  // An error is no better than the error it would stand in for.
  const isFailure = answer.status >= 500
  const windowMs = (name: string, configuredMs: number) =>
    forbids || mustAsk || isFailure
      ? 0
      : (lifetimeMs(directives, name) ?? (implied ? 0 : configuredMs))
  return {
    bornAt,
    freshUntil,
    renewUntil: freshUntil + windowMs('stale-while-revalidate', rules.staleWhileRevalidateMs),
    standInUntil: freshUntil + windowMs('stale-if-error', rules.staleIfErrorMs),
    forbidsStale: implied,
    mustAsk,
    lasts: own !== undefined || isLasting(answer.status, directives),
    isPublic: isPublic(directives),
  }
}

export function directivesOf(answer: Pick<StoredAnswer, 'headers'>) {
  return answerDirectives(
    field(answer.headers, 'cache-control'),
    field(answer.headers, 'cdn-cache-control'),
  )
}

/** Answers to requests with credentials may be shared only when they say so (RFC 9111 3.5). */
export function isPublic(directives: Directives): boolean {
  return directives.has('public') || directives.has('s-maxage') || directives.has('must-revalidate')
}

/** The value of a header, repeated lines joined; undefined when absent. `name` in lower case. */
export function field(headers: StoredAnswer['headers'], name: string): string | undefined {
  const values = headers.flatMap(([other, value]) => (other === name ? [value] : []))
  return values.length === 0 ? undefined : values.join(', ')
}

function isLasting(status: number, directives: Directives): boolean {
  return heuristicStatuses.has(status) || directives.has('public')
}

function lifetime(
  found: {
    readonly answer: Answered
    readonly directives: Directives
    readonly own: number | undefined
    readonly ageMs: number
  },
  rules: LifetimeRules,
): number {
  const { answer, directives, own, ageMs } = found
  const isNegative = answer.status === 404 || answer.status === 410
  const configuredMs = isNegative ? rules.negativeTtlMs : rules.ttlMs
  const isOurs = isLasting(answer.status, directives)
  if (rules.overrides && isOurs && configuredMs > 0) return configuredMs + ageMs
  return own ?? (isOurs ? configuredMs : 0)
}

/** What the answer itself says; undefined when it says nothing. */
function explicitLifetimeMs(
  answer: Answered,
  directives: Directives,
  isTargeted: boolean,
): number | undefined {
  const told = lifetimeMs(directives, 's-maxage') ?? lifetimeMs(directives, 'max-age')
  const expires = field(answer.headers, 'expires')
  if (told !== undefined || isTargeted || expires === undefined) return told
  const expiresAt = parseHttpDate(expires, answer.receivedAt)
  return expiresAt === undefined ? 0 : Math.max(0, expiresAt - dateOf(answer))
}

/** RFC 9111 4.2.3: corrected_initial_age. */
function initialAgeMs(answer: Answered): number {
  const { requestedAt, receivedAt, headers } = answer
  const told = secondsOf(listOf(field(headers, 'age') ?? '')[0]) ?? 0
  const apparentMs = Math.max(0, receivedAt - dateOf(answer))
  // A Date has whole seconds: less than one of difference is none.
  const agedMs = apparentMs < 1_000 ? 0 : apparentMs
  return Math.max(agedMs, told * 1_000 + receivedAt - requestedAt)
}

function dateOf({ headers, receivedAt }: Answered): number {
  return parseHttpDate(field(headers, 'date') ?? '', receivedAt) ?? receivedAt
}
