import { identityOf, type RequestContext } from '../../context.ts'
import { hashParts } from '../../lib/hash-parts.ts'
import type { Outgoing } from '../send.ts'
import { isSafe } from './retry.ts'
import type { KeptAnswer } from './types.ts'

/** The largest answer that is kept. */
export const maxKeptBytes = 256 * 1024

/**
 * What a kept answer belongs to: this caller asking this of that integration. Every header the upstream gets
 * counts but those that say nothing about what is asked, so what was for one identity is never for another.
 * Undefined: what this request does must not be answered from memory.
 */
export function lastGoodKey(
  name: string,
  ctx: Pick<RequestContext, 'principal'>,
  outgoing: Outgoing,
): string | undefined {
  const content = outgoing.body ?? ''
  if (!isSafe(outgoing) || typeof content !== 'string') return undefined
  return callKey(name, ctx, outgoing, content)
}

/** What this caller asks of that integration, the body apart; `more` counts too. */
export function callKey(
  name: string,
  { principal }: Pick<RequestContext, 'principal'>,
  { method, url, headers }: Omit<Outgoing, 'body'>,
  more = '',
  // oxlint-disable-next-line max-params -- one flat question
): string {
  const caller = principal === undefined ? [] : identityOf(principal)
  const sent = [...headers].filter(([header]) => !isIndifferent(header)).flat()
  return hashParts(name, method, url, more, String(caller.length), ...caller, ...sent)
}

/** The answer as it is kept; undefined where it must not be (RFC 9111 3). The body is still to come. */
export function keepable(
  status: number,
  headers: readonly (readonly [name: string, value: string])[],
  outgoing: Outgoing,
  { principal, now }: Pick<RequestContext, 'principal' | 'now'>,
): Omit<KeptAnswer, 'body'> | undefined {
  const isWhole = status >= 200 && status <= 299 && status !== 206
  const values = new Map(headers)
  const directives = values.get('cache-control')?.toLowerCase() ?? ''
  const isForOthers = principal === undefined && /\bprivate\b/.test(directives)
  const varies = variesBy(values.get('vary') ?? '')
  const isForbidden = isForOthers || /\bno-store\b/.test(directives) || values.has('set-cookie')
  if (!isWhole || isForbidden || varies.includes('*')) return undefined
  return {
    status,
    headers: headers.filter(([name]) => !ofTheMessage.has(name)),
    at: now(),
    vary: varies.map((name) => [name, outgoing.headers.get(name)] as const),
  }
}

/** Names in Vary; the coding apart, because bodies are kept decoded. */
function variesBy(value: string): string[] {
  return value
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'accept-encoding')
}

/** Whether a kept answer may stand in for this request. */
export function isUsable(
  kept: KeptAnswer,
  { headers }: Pick<Outgoing, 'headers'>,
  now: number,
  maxAgeMs: number,
  // oxlint-disable-next-line max-params -- one flat question
): boolean {
  return (
    now - kept.at <= maxAgeMs && kept.vary.every(([name, value]) => headers.get(name) === value)
  )
}

/** Of one connection, or about the form in which a body was sent. */
export const ofTheMessage: ReadonlySet<string> = new Set([
  'age',
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
])

/** Different with every request or client, and about neither caller nor answer. */
function isIndifferent(header: string): boolean {
  return indifferent.has(header) || header.startsWith('sec-') || header.startsWith('cf-')
}

const indifferent: ReadonlySet<string> = new Set([
  'accept-encoding',
  'baggage',
  'cache-control',
  'cdn-loop',
  'dnt',
  'if-modified-since',
  'if-none-match',
  'host',
  'pragma',
  'priority',
  'referer',
  'traceparent',
  'tracestate',
  'user-agent',
  'x-forwarded-for',
  'x-request-id',
])
