import { type RequestContext, valueOf } from '../context.ts'
import { withoutSession } from '../dashboard-session.ts'
import { type Directives, parseDirectives, secondsOf } from './directives.ts'

/** What the Cache-Control of a request asks for (RFC 9111 5.2.1). Milliseconds. */
export interface RequestTerms {
  readonly noStore: boolean
  readonly noCache: boolean
  readonly onlyIfCached: boolean
  readonly maxAgeMs: number
  readonly minFreshMs: number
  readonly maxStaleMs: number
}

/** What a request asks for whose directives are ignored. */
const nothing: RequestTerms = Object.freeze({
  noStore: false,
  noCache: false,
  onlyIfCached: false,
  maxAgeMs: Infinity,
  minFreshMs: 0,
  maxStaleMs: 0,
})

export function requestTerms(ctx: RequestContext, isHonoured: boolean): RequestTerms {
  if (!isHonoured) return nothing
  const text = valueOf(ctx.headers, 'cache-control')
  if (text === undefined) {
    const pragma = valueOf(ctx.headers, 'pragma')
    return pragma?.toLowerCase() === 'no-cache' ? { ...nothing, noCache: true } : nothing
  }
  const directives = parseDirectives(text)
  return {
    noStore: directives.has('no-store'),
    noCache: directives.has('no-cache'),
    onlyIfCached: directives.has('only-if-cached'),
    maxAgeMs: milliseconds(directives, 'max-age') ?? Infinity,
    minFreshMs: milliseconds(directives, 'min-fresh') ?? 0,
    maxStaleMs:
      directives.get('max-stale') === true
        ? Infinity
        : (milliseconds(directives, 'max-stale') ?? 0),
  }
}

/** A credential that goes to the service: what this caller gets may be for nobody else (RFC 9111 3.5). */
export function hasCredentials({ headers, hiddenHeader }: RequestContext): boolean {
  for (const [name, value] of headers) {
    if (name === hiddenHeader) continue
    if (name === 'authorization') return true
    if (name === 'cookie' && withoutSession(value) !== '') return true
  }
  return false
}

/** Why a request goes past the cache, as `detail` of Cache-Status; undefined: it does not. */
export function detour(ctx: RequestContext): string | undefined {
  for (const [name, value] of ctx.headers) {
    if (name === 'transfer-encoding' || (name === 'content-length' && value !== '0')) return 'body'
    if (name === 'if-match' || name === 'if-unmodified-since') return 'precondition'
  }
  return ctx.request.body === null ? undefined : 'body'
}

function milliseconds(directives: Directives, name: string): number | undefined {
  const seconds = secondsOf(directives.get(name))
  return seconds === undefined ? undefined : seconds * 1_000
}
