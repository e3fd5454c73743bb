import { type CurlArguments, readArguments } from './curl-arguments.ts'
import { shellWords } from './shell-words.ts'

/** The request that a curl command sends. */
export interface CurlRequest {
  readonly url: string
  readonly method: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string | undefined
  readonly followsRedirects: boolean
  readonly timeoutMs: number | undefined
  /** Things the author should know; texts are under `builder.curl.warning`. */
  readonly warnings: readonly CurlWarning[]
}

export type CurlWarning = 'secret' | 'file' | 'multipart' | 'insecure' | 'ignored'
export type CurlError = 'notCurl' | 'openQuote' | 'noUrl' | 'badUrl'

export type CurlResult =
  | { readonly ok: true; readonly request: CurlRequest }
  | { readonly ok: false; readonly error: CurlError }

/** Reads a curl command as copied from a terminal, a browser's developer tools or a documentation page. */
export function parseCurl(command: string): CurlResult {
  const words = shellWords(command.trim().replace(/^\$\s+/, ''))
  if (words === undefined) return { ok: false, error: 'openQuote' }
  const [program, ...rest] = words
  if (program === undefined || !/(^|\/)curl(\.exe)?$/.test(program)) {
    return { ok: false, error: 'notCurl' }
  }
  const given = readArguments(rest)
  if (given.url === undefined) return { ok: false, error: 'noUrl' }
  const url = completeUrl(given)
  return url === undefined
    ? { ok: false, error: 'badUrl' }
    : { ok: true, request: requestOf(given, url) }
}

/** Header names whose value is a credential. */
export const isSecretHeader = (name: string): boolean =>
  /^(authorization|proxy-authorization|cookie)$|api[-_]?key|token|secret/i.test(name)

function requestOf(given: CurlArguments, url: string): CurlRequest {
  const hasBody = given.data.length > 0 && !given.isGet
  const headers = withDefaults(given, hasBody)
  const warnings = new Set(given.warnings)
  if (headers.some(([name]) => isSecretHeader(name))) warnings.add('secret')
  return {
    url,
    method: given.method?.toUpperCase() ?? (given.isHead ? 'HEAD' : hasBody ? 'POST' : 'GET'),
    headers,
    body: hasBody ? given.data.join(given.isJson ? '' : '&') : undefined,
    followsRedirects: given.followsRedirects,
    timeoutMs: given.timeoutMs,
    warnings: [...warnings],
  }
}

function withDefaults(given: CurlArguments, hasBody: boolean): [string, string][] {
  const headers: [string, string][] = [...given.headers]
  const add = (name: string, value: string): void => {
    if (!headers.some(([other]) => other.toLowerCase() === name)) headers.push([name, value])
  }
  if (given.user !== undefined) add('authorization', `Basic ${base64(given.user)}`)
  if (given.isJson) {
    add('content-type', 'application/json')
    add('accept', 'application/json')
  } else if (hasBody) add('content-type', 'application/x-www-form-urlencoded')
  return headers
}

/** Adds the scheme and, with -G, the data to the query. */
function completeUrl(given: CurlArguments): string | undefined {
  const written = given.url ?? ''
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(written) ? written : `http://${written}`
  if (!URL.canParse(withScheme) || !/^https?:/i.test(withScheme)) return undefined
  if (!given.isGet || given.data.length === 0) return withScheme
  const [base, fragment] = withScheme.split('#', 2)
  const glue = base?.includes('?') === true ? '&' : '?'
  return `${base}${glue}${given.data.join('&')}${fragment === undefined ? '' : `#${fragment}`}`
}

function base64(text: string): string {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(text)))
}
