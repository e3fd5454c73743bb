import { type HeaderEntry, type RequestContext, type SharedCall, valueOf } from '../context.ts'
import { sessionCookieName, withoutSession } from '../dashboard-session.ts'
import { maxGatewayHops } from '../limits.ts'
import { reject, type Rejection } from '../rejection.ts'

/**
 * The caller's headers as an upstream may see them: without what belongs to one connection (RFC 9110 7.6.1),
 * to this gateway's own session, or says who the caller is; with what this gateway knows instead.
 * `carriesBody` false leaves out what describes a body. A shared call sends what it is made of instead.
 */
export function forwardHeaders(ctx: RequestContext, carriesBody: boolean): Headers | Rejection {
  const named = connectionOptions(ctx.headers)
  // Copied by the runtime, then corrected: a list built here costs twice as much to hand over.
  const outgoing = new Headers(
    ctx.shared === undefined ? ctx.request.headers : sharedHeaders(ctx.shared),
  )
  let loop = loopToken
  for (const [name, value] of ctx.headers) {
    const isGone = name === ctx.hiddenHeader || named?.has(name)
    const rule = isGone ? 'drop' : ruleOf(name, carriesBody)
    if (rule === 'loop') {
      if (hops(value) >= maxGatewayHops) return loops
      loop = `${value}, ${loopToken}`
    } else if (rule === 'drop') {
      outgoing.delete(name)
    } else if (rule === 'cookie' && value.includes(sessionCookieName)) {
      replaceCookie(outgoing, withoutSession(value))
    }
  }
  outgoing.set('cdn-loop', loop)
  describeCaller(outgoing, ctx)
  return outgoing
}

/** Some services refuse a call that does not say what made it. */
const agent = 'ecluse'

function sharedHeaders({ headers }: SharedCall): [string, string][] {
  const list = headers.map(([name, value]): [string, string] => [name, value])
  return valueOf(headers, 'user-agent') === undefined ? [...list, ['user-agent', agent]] : list
}

/** What this gateway knows of the caller, in place of what the caller claims, which is gone already. */
function describeCaller(
  outgoing: Headers,
  { clientIp, origin, principal, requestId, shared }: RequestContext,
): void {
  const schemeEnd = origin.indexOf(':')
  // An answer for all must not depend on who asks first.
  if (clientIp !== '' && shared === undefined) outgoing.set('x-forwarded-for', clientIp)
  outgoing.set('x-forwarded-proto', origin.slice(0, schemeEnd))
  outgoing.set('x-forwarded-host', origin.slice(schemeEnd + 3))
  outgoing.set('x-request-id', requestId)
  if (principal !== undefined && shared?.tellsConsumer !== false)
    outgoing.set('x-consumer-id', headerText(principal.id))
}

/** A name of the caller's world as a header value: percent-encoded where it has more than visible ASCII. */
function headerText(value: string): string {
  return /^[\x21-\x7e]*$/.test(value) ? value : encodeURIComponent(value.toWellFormed())
}

/** Header names an upstream never gets from a caller; the same names cannot be configured. */
export const connectionHeaders: readonly string[] = [
  'connection',
  'content-length',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

/** What describes a body and leaves with it. */
export const bodyHeaders: readonly string[] = [
  'content-type',
  'content-encoding',
  'content-language',
]

const loopToken = 'ecluse'
const loops = Object.freeze(reject('gateway_loop'))

type Rule = 'pass' | 'drop' | 'body' | 'cookie' | 'loop'

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...connectionHeaders.map((name) => [name, 'drop'] as const),
  ...bodyHeaders.map((name) => [name, 'body'] as const),
  // Set by the edge for the Worker, or claimed by a caller: nobody behind can tell which.
  ...['cf-connecting-ip', 'cf-connecting-ipv6', 'cf-pseudo-ipv4', 'true-client-ip'].map(
    (name) => [name, 'drop'] as const,
  ),
  ['expect', 'drop'],
  // The runtime writes Host from the URL, whatever stands here: taking it out would be work for nothing.
  ['host', 'pass'],
  ['forwarded', 'drop'],
  ['cookie', 'cookie'],
  ['cdn-loop', 'loop'],
])

function ruleOf(name: string, carriesBody: boolean): Rule {
  const rule = rules.get(name)
  if (rule === undefined) return isIdentity(name) ? 'drop' : 'pass'
  return rule === 'body' && !carriesBody ? 'drop' : rule
}

/** Headers that tell an upstream who calls. An underscore is read as a hyphen by many servers: X_User_Id. */
function isIdentity(name: string): boolean {
  if (name.includes('_')) return true
  if (!name.startsWith('x-')) return false
  return (
    name.startsWith('x-forwarded') ||
    name.startsWith('x-user') ||
    name.startsWith('x-consumer') ||
    identity.has(name)
  )
}

const identity: ReadonlySet<string> = new Set([
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-original-url',
  'x-rewrite-url',
  'x-original-host',
  'x-host',
  'x-request-id',
])

/** Names listed in Connection, or undefined when it lists none. */
function connectionOptions(headers: readonly HeaderEntry[]): ReadonlySet<string> | undefined {
  const value = valueOf(headers, 'connection')
  if (value === undefined || value === 'keep-alive' || value === 'close') return undefined
  return new Set(
    value
      .toLowerCase()
      .split(',')
      .map((name) => name.trim()),
  )
}

function replaceCookie(outgoing: Headers, kept: string): void {
  if (kept === '') outgoing.delete('cookie')
  else outgoing.set('cookie', kept)
}

function hops(value: string): number {
  return value.split(',').filter((token) => token.trim().split(';', 1)[0] === loopToken).length
}
