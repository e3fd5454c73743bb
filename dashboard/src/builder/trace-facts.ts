import { failureReasons } from '#contract/failure-reason.ts'
import type { Issue } from '#contract/problem.ts'
import type { TraceSpan } from '#contract/trace.ts'

import type { Translate } from '../i18n/index.ts'
import { cacheWords } from './trace-cache.ts'
import { findingsOf, limitLines, limitVerdict } from './trace-limits.ts'

/** What a stage of a test decided. */
export interface SpanFacts {
  /** In words; undefined where the outcome says it all. */
  readonly verdict: string | undefined
  /** What it decided by, with names in the reader's language where they are known. */
  readonly details: readonly SpanDetail[]
  readonly issues: readonly Issue[]
  /** The issues are of the answer, and so are their pointers. */
  readonly isOfAnswer: boolean
  /** Worth reading though the request went on. */
  readonly isNotable: boolean
}

export interface SpanDetail {
  readonly key: string
  readonly name: string
  readonly value: string
  /** The value is a sentence, not something to copy. */
  readonly isWords?: boolean
}

/** Said by the verdict or drawn as a list. */
const told = new Set(['issues', 'limits', 'replayed', 'decision'])
/** Said by the words of the cache. */
const toldOfCache = new Set(
  'verdict why tier stored ageSeconds ttlSeconds key tags expiresAt'.split(' '),
)

export function factsOf(t: Translate, span: TraceSpan): SpanFacts {
  // The name of a route is a whole template, too long for its line.
  const route = span.stage === 'route' ? { route: span.name } : {}
  const shown: Detail = { ...route, ...span.detail }
  const details = Object.keys(shown)
    .filter((key) => !isTold(span, key) && isSomething(shown[key]))
    .map((key) => ({
      key,
      name: known(t(`builder.trace.names.${key}`)) ?? key,
      value: valueOf(t, key, shown),
    }))
  const limits = limitLines(t, span).map((line) => ({ key: 'limit', isWords: true, ...line }))
  return {
    verdict: verdictOf(t, span),
    details: [...limits, ...cacheLines(t, span), ...details],
    issues: issuesOf(span),
    isOfAnswer: isOfAnswer(span),
    isNotable: isNotable(span),
  }
}

const isTold = ({ stage }: TraceSpan, key: string): boolean =>
  told.has(key) || (stage === 'cache' && toldOfCache.has(key))

const cacheLines = (t: Translate, span: TraceSpan): readonly SpanDetail[] =>
  span.stage === 'cache' ? cacheWords(t, span).lines : []

/** What the request schemas found wrong, with pointers such as `/body/items/0`. */
export function requestIssues(spans: readonly TraceSpan[]): Issue[] {
  return spans
    .filter((span) => span.stage === 'validate' && !isOfAnswer(span))
    .flatMap((span) => issuesOf(span))
}

const isOfAnswer = (span: TraceSpan): boolean =>
  span.stage === 'validate' && span.name === 'response'

function issuesOf({ detail }: TraceSpan): Issue[] {
  const issues: unknown = detail['issues']
  return Array.isArray(issues) ? (issues as Issue[]) : []
}

function verdictOf(t: Translate, span: TraceSpan): string | undefined {
  const count = issuesOf(span).length
  if (isOfAnswer(span) && span.outcome === 'ok')
    return count === 0 ? t('builder.trace.answerFits') : t('builder.trace.reported', { count })
  if (count > 0)
    return t(isOfAnswer(span) ? 'builder.trace.answerProblems' : 'builder.trace.problems', {
      count,
    })
  const limits = limitVerdict(t, span)
  if (limits !== undefined) return limits
  if (span.outcome === 'refused')
    return credentialRefusal(t, span.detail) ?? codeWords(t, span.detail)
  if (span.stage === 'cache') return cacheWords(t, span).verdict
  return replay(t, span.detail) ?? (span.outcome === 'ok' ? acceptance(t, span.detail) : undefined)
}

/** Who the caller was found to be, or a limit that would have refused it. */
const isNotable = (span: TraceSpan): boolean =>
  span.stage === 'authenticate' || findingsOf(span).some(({ isRefused }) => isRefused)

type Detail = TraceSpan['detail']

/** Whether an answer was there already. */
function replay(t: Translate, { replayed }: Detail): string | undefined {
  if (typeof replayed !== 'boolean') return undefined
  return t(replayed ? 'builder.trace.replayed' : 'builder.trace.executed')
}

function acceptance(t: Translate, { key, subject }: Detail): string | undefined {
  if (isSomething(subject)) return t('builder.trace.acceptedToken')
  return isSomething(key) ? t('builder.trace.acceptedKey') : undefined
}

/** What of a credential is not accepted; undefined where the code says it all. */
function credentialRefusal(t: Translate, { refusedFor, claim }: Detail): string | undefined {
  const code = failureReasons.find((one) => one === refusedFor)
  if (code === undefined) return undefined
  const reason = t(`refused.reasons.${code}`)
  return isSomething(claim)
    ? t('builder.trace.reasonOfClaim', { reason, claim: textOf(claim) })
    : reason
}

function codeWords(t: Translate, { code, detail }: Detail): string | undefined {
  const words = known(t(`builder.trace.refused.${textOf(code)}`))
  return words ?? (isSomething(detail) ? textOf(detail) : undefined)
}

const timeClaims = new Set<unknown>(['exp', 'nbf', 'iat'])

/** Times of a token are seconds since the epoch (RFC 7519 section 2), which nobody reads. */
function valueOf(t: Translate, key: string, detail: Detail): string {
  const value = detail[key]
  if (key === 'how') return known(t(`builder.trace.how.${textOf(value)}`)) ?? textOf(value)
  const isTime = key === 'issuedAt' || (key === 'found' && timeClaims.has(detail['claim']))
  const date = new Date(isTime ? Number(value) * 1_000 : Number.NaN)
  return Number.isNaN(date.getTime()) ? textOf(value) : date.toISOString()
}

const isSomething = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && !isEmpty(value)

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  return JSON.stringify(value) ?? ''
}

const known = (text: unknown): string | undefined => (typeof text === 'string' ? text : undefined)
