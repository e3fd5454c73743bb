import type { EndpointConfigInput, EndpointMethod } from '#contract/endpoint.ts'
import { endpointMethods } from '#contract/endpoint.ts'
import { httpMethods } from '#contract/integration.ts'

import type { CurlRequest } from './curl.ts'

type HttpInput = Extract<NonNullable<EndpointConfigInput['integrations']>[number], { type: 'http' }>
type BodyInput = NonNullable<HttpInput['body']>

const LONGEST_TIMEOUT_MS = 30_000
/** Set by the gateway for every call. */
const OWN_HEADERS = new Set(['host', 'content-length', 'connection', 'accept-encoding'])

/** An endpoint that makes the call a curl command makes, at the same path. */
export function configFromCurl(request: CurlRequest): EndpointConfigInput {
  const url = new URL(request.url)
  const path = pathOf(url)
  return {
    name: `${url.hostname}${path}`.slice(0, 120),
    path,
    method: endpointMethod(request.method),
    integrations: [integrationOf(request, url)],
  }
}

function integrationOf(request: CurlRequest, url: URL): HttpInput {
  const query = queryOf(url)
  const method = httpMethods.find((name) => name === request.method)
  return {
    id: 'upstream',
    type: 'http',
    endpoint: literal(query === undefined ? url.href : `${url.origin}${url.pathname}`),
    ...(method === undefined || method === endpointMethod(request.method) ? {} : { method }),
    ...(query === undefined ? {} : { query }),
    headers: headersOf(request),
    ...(request.body === undefined ? {} : { body: bodyOf(request, request.body) }),
    ...(request.timeoutMs === undefined
      ? {}
      : { timeout: Math.min(request.timeoutMs, LONGEST_TIMEOUT_MS) }),
    ...(request.followsRedirects ? { redirects: 3 } : {}),
  }
}

/** A body of a known kind is made editable; anything else is sent as the text it is. */
function bodyOf(request: CurlRequest, body: string): BodyInput {
  const contentType = headerValue(request, 'content-type') ?? 'text/plain; charset=utf-8'
  if (/[/+]json\b/i.test(contentType) && isJson(body)) return { type: 'json', expression: body }
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    const pairs = [...new URLSearchParams(body)]
    if (new Set(pairs.map(([name]) => name)).size === pairs.length) {
      return { type: 'form', fields: literals(pairs) }
    }
  }
  return { type: 'raw', contentType, template: literal(body) }
}

/** Names are unique in a configuration, so repeated ones stay in the URL. */
function queryOf(url: URL): Record<string, string> | undefined {
  const pairs = [...url.searchParams]
  const names = new Set(pairs.map(([name]) => name))
  return pairs.length === 0 || names.size < pairs.length ? undefined : literals(pairs)
}

function headersOf(request: CurlRequest): Record<string, string> {
  const hasTypedBody = request.body !== undefined
  return literals(
    request.headers
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => !OWN_HEADERS.has(name) && !(hasTypedBody && name === 'content-type')),
  )
}

function pathOf(url: URL): string {
  const path = decodeURI(url.pathname).replace(/\/+$/, '')
  const isPlain = /^(\/[^/{}*?#\s]+)+$/.test(path)
  return isPlain ? path : `/${url.hostname.replaceAll('.', '-')}`
}

const endpointMethod = (method: string): EndpointMethod =>
  endpointMethods.find((name) => name === method) ?? 'GET'

const headerValue = (request: CurlRequest, name: string): string | undefined =>
  request.headers.find(([other]) => other.toLowerCase() === name)?.[1]

const literals = (pairs: readonly (readonly [string, string])[]): Record<string, string> =>
  Object.fromEntries(pairs.map(([name, value]) => [name, literal(value)]))

/** Text that must not be read as a template. */
const literal = (text: string): string => text.replaceAll('{{', '{{ "{{" }}')

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
