import type { HeaderEntry, RequestContext } from '../context.ts'
import { field, type LifetimeRules, type Terms, termsOf } from './freshness.ts'
import { ReadyHeaders } from './ready-headers.ts'
import { headersTelling } from './reply.ts'
import type { StoredAnswer, StoredAnswers } from './types.ts'
import { selects } from './vary.ts'

/** A stored answer as an endpoint uses it: read once per isolate. */
export interface Entry {
  readonly stored: StoredAnswer
  readonly terms: Terms
  /** As they leave, but Age and the gateway's part of Cache-Status. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly ready: ReadyHeaders
  /** Cache-Status of the caches behind, with what separates it from the next; or empty. */
  readonly statusBefore: string
  /** What asks the service whether it is still good (RFC 9110 13.1). */
  readonly validators: readonly HeaderEntry[]
}

/** Reads entries, each once. */
export function entryReader(rules: LifetimeRules): (stored: StoredAnswer) => Entry {
  const known = new WeakMap<StoredAnswer, Entry>()
  return (stored) => {
    let entry = known.get(stored)
    if (entry === undefined) {
      entry = readEntry(stored, rules)
      known.set(stored, entry)
    }
    return entry
  }
}

/** The newest answer that this request selects, not yet over (RFC 9111 section 4). */
export function selectAnswer(
  answers: StoredAnswers,
  ctx: RequestContext,
  isUsable: (stored: StoredAnswer) => boolean,
): StoredAnswer | undefined {
  for (const stored of answers) if (selects(stored.vary, ctx) && isUsable(stored)) return stored
  return undefined
}

/** From then on only a validator can bring it back. */
export function usableUntil({ freshUntil, renewUntil, standInUntil, mustAsk }: Terms): number {
  return mustAsk ? 0 : Math.max(freshUntil, renewUntil, standInUntil)
}

/** If-None-Match and If-Modified-Since for these headers. */
export function validatorsOf(headers: StoredAnswer['headers']): HeaderEntry[] {
  const etag = field(headers, 'etag')
  const modified = field(headers, 'last-modified')
  return [
    ...(etag === undefined ? [] : [['if-none-match', etag] as const]),
    ...(modified === undefined ? [] : [['if-modified-since', modified] as const]),
  ]
}

function readEntry(stored: StoredAnswer, rules: LifetimeRules): Entry {
  const before = field(stored.headers, 'cache-status')
  const headers = stored.headers.filter(([name]) => name !== 'age' && name !== 'cache-status')
  const statusBefore = before === undefined ? '' : `${before}, `
  return {
    stored,
    terms: termsOf(stored, rules),
    headers,
    ready: new ReadyHeaders((told) => headersTelling({ headers, statusBefore }, told)),
    statusBefore,
    validators: validatorsOf(stored.headers),
  }
}
