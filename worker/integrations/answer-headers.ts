import { sessionCookieName } from '../dashboard-session.ts'
import { maxUpstreamHeaderBytes, maxUpstreamHeaders } from '../limits.ts'
import { reject, type Rejection } from '../rejection.ts'

/** What the gateway must know of the headers of an upstream, read in one pass. */
export interface AnswerHead {
  /** Bytes of the body as declared; undefined without content-length. */
  readonly contentLength: number | undefined
  readonly contentType: string | undefined
  /** Compressed: the body is longer than declared. */
  readonly isEncoded: boolean
  /** Nothing is to be removed, which is the rule: then the answer can be handed on without being rebuilt. */
  readonly isClean: boolean
}

/** Refuses more header fields than a caller should have to take. */
export function readHead(headers: Headers): AnswerHead | Rejection {
  let count = 0
  let bytes = 0
  let isClean = true
  let contentLength: number | undefined
  let contentType: string | undefined
  let isEncoded = false
  headers.forEach((value, name) => {
    count += 1
    bytes += name.length + value.length
    if (name === 'content-length') contentLength = Number(value)
    else if (name === 'content-type') contentType = value
    else if (name === 'content-encoding') isEncoded = true
    else if (isUnwanted(name, value)) isClean = false
  })
  if (count > maxUpstreamHeaders || bytes > maxUpstreamHeaderBytes) return tooManyHeaders
  return { contentLength, contentType, isEncoded, isClean }
}

const tooManyHeaders = Object.freeze(
  reject('upstream_invalid_response', { detail: 'The answer has too many header fields' }),
)

/** Of one connection (RFC 9110 7.6.1), or about the whole host or the request id, which are the gateway's and not the upstream's. */
const unwanted: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'alt-svc',
  'clear-site-data',
  'service-worker-allowed',
  'strict-transport-security',
  'x-request-id',
])

/** The runtime writes these two itself, so the plain ones that most servers send need no copy of the headers. */
function isUnwanted(name: string, value: string): boolean {
  if (name === 'connection') return value !== 'keep-alive' && value !== 'close'
  if (name === 'keep-alive') return false
  return unwanted.has(name) || isOwnCookie(name, value)
}

function isOwnCookie(name: string, value: string): boolean {
  return name === 'set-cookie' && value.trimStart().startsWith(sessionCookieName)
}

/** Whether a value holds this text, as it is or percent-encoded. */
export function repeats(value: string, text: string): boolean {
  const lower = value.toLowerCase()
  return [text, encodeURIComponent(text)].some((form) => lower.includes(form.toLowerCase()))
}

/** The answer without the headers that repeat this text, as it is or percent-encoded. */
export function withoutText(response: Response, text: string): Response {
  const { status, statusText } = response
  const kept = [...response.headers].filter(([, value]) => !repeats(value, text))
  // No answer can be built with a status such as 101; such a one is refused later.
  if (kept.length === [...response.headers].length || status < 200 || status > 599) return response
  return new Response(response.body, { status, statusText, headers: kept })
}

/**
 * The headers of an upstream as the caller may see them: without what belongs to one connection and without
 * what would act on this gateway's own host.
 */
export function cleaned(headers: Headers): Headers {
  const named = headers.get('connection')?.toLowerCase().split(',') ?? []
  const dropped = new Set(named.map((name) => name.trim()))
  const kept = new Headers()
  for (const [name, value] of headers) {
    if (unwanted.has(name) || dropped.has(name) || isOwnCookie(name, value)) continue
    kept.append(name, value)
  }
  return kept
}
