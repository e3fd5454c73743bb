import type { RequestContext } from '../context.ts'
import { isRejection, reject, type Rejection } from '../rejection.ts'
import { connectionHeaders } from './forward-headers.ts'
import { repeats, withoutText } from './answer-headers.ts'
import { type Upstream, UpstreamForbidden } from './types.ts'

/** One call, ready to be sent. */
export interface Outgoing {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  readonly body: BodyInit | null
  readonly signal: AbortSignal | undefined
  /** True when it changes nothing, although its method does not say so. */
  readonly isSafe?: boolean | undefined
  /** A credential in the URL, which services repeat in headers such as Location and Link. */
  readonly hidden?: string
  /** The same call with another credential, after a 401; undefined: there is none. */
  readonly renew?: () => Promise<Outgoing | Rejection | undefined>
}

export interface SendPolicy {
  readonly upstream: Upstream
  /** Redirects to follow; 0 hands the first one to the caller. */
  readonly redirects: number
  /** Calls that one request may make. */
  readonly subrequests: number
  /** Headers that must not reach another origin than the configured one. */
  readonly boundHeaders: readonly string[]
}

/** Sends, following the allowed redirects. Tries twice only when the first credential had run out. */
export async function send(
  outgoing: Outgoing,
  policy: SendPolicy,
  ctx: Sender,
): Promise<Response | Rejection> {
  const response = await sendRenewed(outgoing, policy, ctx)
  if (isRejection(response) || outgoing.hidden === undefined) return response
  return withoutText(response, outgoing.hidden)
}

async function sendRenewed(
  outgoing: Outgoing,
  policy: SendPolicy,
  ctx: Sender,
): Promise<Response | Rejection> {
  const first = await follow(outgoing, policy, ctx)
  if (isRejection(first) || first.status !== 401 || !mayRepeat(outgoing)) return first
  const renewed = await outgoing.renew?.()
  if (renewed === undefined) return first
  await first.body?.cancel()
  return isRejection(renewed) ? renewed : follow(renewed, policy, ctx)
}

/** What had no effect the first time has none the second time (RFC 9110 9.2.2), and can be sent again. */
function mayRepeat({ method, body, isSafe }: Outgoing): boolean {
  const isIdempotent = isSafe === true || (method !== 'POST' && method !== 'PATCH')
  return isIdempotent && !(body instanceof ReadableStream)
}

async function follow(
  outgoing: Outgoing,
  policy: SendPolicy,
  ctx: Sender,
): Promise<Response | Rejection> {
  let next = outgoing
  for (let followed = 0; ; followed += 1) {
    if (ctx.subrequests >= policy.subrequests) return spent
    ctx.subrequests += 1
    let response: Response
    try {
      response = await fetchOnce(next, policy.upstream)
    } catch (error) {
      return failure(error, next.signal)
    }
    if (!isRedirect(response)) return response
    const hop = nextHop(next, response, policy)
    if ('rejected' in hop) {
      await response.body?.cancel()
      return hop
    }
    if (policy.redirects === 0) return response
    await response.body?.cancel()
    if (followed >= policy.redirects) {
      return reject('upstream_redirect', { detail: `More than ${policy.redirects} redirects` })
    }
    next = hop
  }
}

/** Counts the calls of one request. */
type Sender = Pick<RequestContext, 'subrequests'>

const spent = Object.freeze(reject('subrequest_limit'))

/** What went wrong, as the caller may know it. */
export function failure(error: unknown, signal: AbortSignal | undefined): Rejection {
  if (error instanceof UpstreamForbidden) {
    return reject('upstream_forbidden', { internal: error.message })
  }
  const reason: unknown = signal?.aborted === true ? signal.reason : error
  if (reason instanceof Error && reason.name === 'TimeoutError') return reject('upstream_timeout')
  return reject('upstream_unreachable', { internal: error })
}

function fetchOnce(outgoing: Outgoing, upstream: Upstream): Promise<Response> {
  const { method, headers, body, signal = null } = outgoing
  return upstream.fetch(outgoing.url, { method, headers, body, signal, redirect: 'manual' })
}

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

function isRedirect(response: Response): boolean {
  return redirectStatuses.has(response.status) && response.headers.has('location')
}

/** The request a redirect asks for (RFC 9110 15.4), or why it is not made. */
function nextHop(from: Outgoing, response: Response, policy: SendPolicy): Outgoing | Rejection {
  const location = response.headers.get('location') ?? ''
  if (!URL.canParse(location, from.url)) return reject('upstream_redirect')
  const url = new URL(location, from.url)
  const why = policy.upstream.refusal(url)
  if (why !== undefined) return reject('upstream_redirect', { internal: why })
  if (policy.redirects === 0) return from

  const headers = new Headers(from.headers)
  if (url.origin !== new URL(from.url).origin) {
    if (from.hidden !== undefined && repeats(url.href, from.hidden))
      return reject('upstream_redirect', { detail: 'The redirect repeats the credential' })
    for (const name of policy.boundHeaders) headers.delete(name)
  }
  return becomesGet(response.status, from.method)
    ? asGet({ ...from, url: url.href, headers })
    : again({ ...from, url: url.href, headers })
}

/** 303 always, 301 and 302 after a POST, as every client does. */
function becomesGet(status: number, method: string): boolean {
  return status === 303 ? method !== 'HEAD' : status < 303 && method === 'POST'
}

function asGet(outgoing: Outgoing): Outgoing {
  for (const name of bodyHeaders) outgoing.headers.delete(name)
  return { ...outgoing, method: 'GET', body: null }
}

function again(outgoing: Outgoing): Outgoing | Rejection {
  return outgoing.body instanceof ReadableStream
    ? reject('upstream_redirect', { detail: 'A streamed body cannot be sent a second time' })
    : outgoing
}

const bodyHeaders = ['content-type', 'content-encoding', 'content-language', 'content-location']

/** Headers of the caller that are meant for the configured origin only. */
export const credentialHeaders: readonly string[] = [
  'authorization',
  'cookie',
  ...connectionHeaders,
]
