import type { ProblemBody } from '#contract/problem-body.ts'
import type { RouteName } from '#contract/routes.ts'

import { paths } from './paths.ts'
import { ProblemError } from './problem-error.ts'
import type { Answer, CallArguments, CallOptions, Output } from './types.ts'

const apiBase = '/api/v1'

/** The request did not reach the API or its answer was cut off. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError'
}

/**
 * Calls one route of the management API with the session cookie.
 * Throws ProblemError for every error answer and NetworkError when there is no answer.
 */
export async function call<Name extends RouteName>(
  name: Name,
  ...[options]: CallArguments<Name>
): Promise<Answer<Output<Name>>> {
  return request(paths[name], options as LooseOptions | undefined)
}

/** The same for a route given by its method and path. */
export async function request<Data>(
  [method, template]: readonly [method: string, template: string],
  options: LooseOptions = {},
): Promise<Answer<Data>> {
  const response = await send(urlTo(template, options), {
    method,
    credentials: 'same-origin',
    headers: headersOf(options),
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  })
  const text = await response.text()
  if (!response.ok) throw new ProblemError(problemOf(response, text))
  return {
    data: (text === '' ? undefined : JSON.parse(text)) as Data,
    etag: response.headers.get('etag'),
  }
}

/** Path and query of a call below the origin, as it is sent; also shown to the user as curl. */
export function urlOf(name: RouteName, options: LooseOptions = {}): string {
  return urlTo(paths[name][1], options)
}

function urlTo(template: string, options: LooseOptions): string {
  const path = template.replaceAll(/\{(\w+)\}/g, (_, param: string) =>
    encodeURIComponent(String(options.params?.[param])),
  )
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(options.query ?? {})) {
    if (value !== undefined && value !== '') query.set(key, String(value))
  }
  return `${apiBase}${path}${query.size === 0 ? '' : `?${query}`}`
}

type LooseOptions = Partial<
  Pick<CallOptions<RouteName>, 'ifMatch' | 'signal'> & {
    params: Readonly<Record<string, string | number>> | undefined
    query: Readonly<Record<string, unknown>> | undefined
    body: unknown
  }
>

function headersOf(options: LooseOptions): Headers {
  const headers = new Headers({ accept: 'application/json' })
  if (options.body !== undefined) headers.set('content-type', 'application/json')
  if (options.ifMatch !== undefined) headers.set('if-match', options.ifMatch)
  return headers
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (cause) {
    if (init.signal?.aborted === true) throw cause
    throw new NetworkError('The server could not be reached', { cause })
  }
}

function problemOf(response: Response, text: string): ProblemBody {
  try {
    const body = JSON.parse(text) as Partial<ProblemBody>
    if (typeof body.code === 'string' && typeof body.message === 'string') {
      return body as ProblemBody
    }
  } catch {
    // Not JSON: something between the browser and the API answered.
  }
  return {
    type: 'about:blank',
    title: response.statusText,
    status: response.status,
    instance: response.url,
    errorType: 'SYSTEM_ERROR',
    code: 'unexpected_answer',
    message: `The server answered ${response.status} without an explanation`,
    timestamp: '',
    requestId: response.headers.get('x-request-id') ?? '',
  }
}
