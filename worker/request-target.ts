import type { HeaderEntry } from './context.ts'
import { reject, type Rejection } from './rejection.ts'
import { normalisePath } from './route/normalise-path.ts'

const maxUrlLength = 8_192
const maxHeaders = 100
/** Names and values, without the `: ` and line ends of HTTP/1.1. */
const maxHeaderCharacters = 16_384

const uriTooLong = Object.freeze(
  reject('uri_too_long', { detail: `The URL is longer than ${maxUrlLength} characters` }),
)
const headersTooLarge = Object.freeze(
  reject('headers_too_large', {
    detail: `The request has more than ${maxHeaders} headers or ${maxHeaderCharacters} characters of them`,
  }),
)
const outside = Object.freeze(reject('route_not_found'))

/** Where a request wants to go. */
export interface RequestTarget {
  /** Scheme, host and port as called, without a slash at the end. */
  readonly origin: string
  /** Normalised path below the base path; starts with `/`. */
  readonly path: string
  /** Query string with its `?`, or empty, exactly as received. */
  readonly search: string
  /** Names in lower case and values: read once, since crossing into the runtime for each costs more than all checks. */
  readonly headers: readonly HeaderEntry[]
}

/** Reads the target of a request, refusing oversized URLs and headers and paths with two meanings. */
export function readTarget(request: Request, basePath: string): RequestTarget | Rejection {
  const { url } = request
  if (url.length > maxUrlLength) return uriTooLong
  const headers = headersOf(request)
  if (headers === undefined) return headersTooLarge
  const start = pathStart(url)
  const end = pathEnd(url, start)
  const belowAt = start + basePath.length
  const isBelow = url.startsWith(basePath, start) && (belowAt === end || url[belowAt] === '/')
  if (!isBelow) return outside
  const path = normalisePath(url.slice(belowAt, end) || '/')
  if (typeof path !== 'string') return path
  return { origin: url.slice(0, start), path, search: searchOf(url, end), headers }
}

/** Path of a URL as received, for `instance` of a problem: never the query, which may hold secrets. */
export function instanceOf(url: string): string {
  const start = pathStart(url)
  return url.slice(start, Math.min(pathEnd(url, start), start + 1_024))
}

/** Where the path of an absolute URL begins. Scanned by hand: parsing the URL costs twice as much as matching the route. */
export function pathStart(url: string): number {
  const at = url.indexOf('/', url.indexOf('://') + 3)
  return at === -1 ? url.length : at
}

function pathEnd(url: string, start: number): number {
  const queryAt = url.indexOf('?', start)
  const end = queryAt === -1 ? url.length : queryAt
  const fragmentAt = url.indexOf('#', start)
  return fragmentAt === -1 ? end : Math.min(end, fragmentAt)
}

function searchOf(url: string, from: number): string {
  if (url[from] !== '?') return ''
  const fragmentAt = url.indexOf('#', from)
  return fragmentAt === -1 ? url.slice(from) : url.slice(from, fragmentAt)
}

/** Undefined when they are too large. */
function headersOf(request: Request): readonly HeaderEntry[] | undefined {
  const headers: HeaderEntry[] = []
  let characters = 0
  // forEach: a third cheaper than an iterator, which crosses into the runtime twice per header.
  request.headers.forEach((value, name) => {
    characters += name.length + value.length
    headers.push([name, value])
  })
  return headers.length > maxHeaders || characters > maxHeaderCharacters ? undefined : headers
}
