import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { headerOf, type SuiteRequest } from './suite.ts'

/** A request as it reached the origin. */
export interface Seen {
  /** The request of the case that led to it, from 1. */
  readonly number: number
  readonly method: string
  readonly headers: IncomingMessage['headers']
  /** Headers of its answer that the client must see, by their name as written. */
  readonly answered: ReadonlyMap<string, string>
}

/** The server behind the cache: answers each request as its case says, and keeps what it saw. */
export interface SuiteOrigin {
  readonly url: string
  /** Cases under way, by the token in their URLs. */
  readonly cases: Map<string, { readonly requests: readonly SuiteRequest[]; readonly seen: Seen[] }>
  stop(): Promise<void>
}

export async function startSuiteOrigin(): Promise<SuiteOrigin> {
  const cases: SuiteOrigin['cases'] = new Map()
  const server = createServer((request, response) => {
    response.on('error', () => response.destroy())
    void serve(cases, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cases,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function serve(
  cases: SuiteOrigin['cases'],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const token = (request.url ?? '').split(/[/?]/)[2] ?? ''
  const running = cases.get(token)
  const asked = Number(request.headers['req-num'])
  const config = running?.requests[asked - 1]
  if (running === undefined || config === undefined) {
    response.writeHead(409).end('no such case')
    return
  }
  await wait((config.response_pause ?? 0) * 1_000)
  writeInterim(config, response)
  const [status, text] = statusOf(config, running.requests[asked - 2], request)
  const answered = writeHeaders(config, request, response)
  const method = request.method ?? ''
  running.seen.push({ number: asked, method, headers: request.headers, answered })
  response.setHeader('Server-Request-Count', running.seen.length)
  response.setHeader('Client-Request-Count', asked)
  response.setHeader('Request-Numbers', running.seen.map(({ number }) => number).join(' '))
  response.statusCode = status
  response.statusMessage = text
  if (config.disconnect === true) response.socket?.destroy()
  else response.end(hasNoBody(status) ? undefined : (config.response_body ?? token))
}

function hasNoBody(status: number): boolean {
  return status === 204 || status === 304
}

function wait(ms: number): Promise<void> | undefined {
  return ms === 0 ? undefined : new Promise((resolve) => setTimeout(resolve, ms))
}

function writeInterim({ interim_responses: list = [] }: SuiteRequest, response: ServerResponse) {
  for (const [status, headers = []] of list) {
    if (status === 102) response.writeProcessing()
    else response.writeEarlyHints(Object.fromEntries(headers))
  }
}

/** 304 to a request with the validator of the answer before it, where one is due; 999 where it has none. */
function statusOf(
  config: SuiteRequest,
  before: SuiteRequest | undefined,
  request: IncomingMessage,
): readonly [number, string] {
  if (config.expected_type?.endsWith('validated') !== true)
    return config.response_status ?? [200, 'OK']
  const was = (name: string) =>
    before?.response_headers?.findLast(([other]) => other.toLowerCase() === name)?.[1]
  const modified = was('last-modified')
  const etag = was('etag')
  const isKnown =
    (modified !== undefined && request.headers['if-modified-since'] === sentDates.get(before)) ||
    (etag !== undefined && request.headers['if-none-match'] === etag)
  return isKnown ? [304, 'Not Modified'] : [599, '304 Not Generated']
}

/** Last-Modified as it was sent with a request of a case. */
const sentDates = new WeakMap<SuiteRequest, string>() as Pick<
  WeakMap<SuiteRequest, string>,
  'set'
> & { get(key: SuiteRequest | undefined): string | undefined }

function writeHeaders(
  config: SuiteRequest,
  request: IncomingMessage,
  response: ServerResponse,
): ReadonlyMap<string, string> {
  const base = { now: Date.now(), url: request.url ?? '' }
  const lines = new Map<string, string[]>()
  const checked = new Map<string, string>()
  response.setHeader('Server-Base-Url', base.url)
  response.setHeader('Server-Now', base.now)
  for (const header of config.response_headers ?? []) {
    const [name, value] = headerOf(header, config, base)
    const before = lines.get(name) ?? []
    before.push(value)
    lines.set(name, before)
    response.setHeader(name, before.length === 1 ? value : before)
    if (header[2] !== false) checked.set(name, before.join(', '))
    if (name.toLowerCase() === 'last-modified') sentDates.set(config, value)
  }
  if (!response.hasHeader('content-type')) response.setHeader('Content-Type', 'text/plain')
  return checked
}
