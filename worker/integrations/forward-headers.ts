import type { HeaderEntry, RequestContext } from '../context.ts'
import { maxGatewayHops } from '../limits.ts'
import { reject, type Rejection } from '../rejection.ts'

/**
 * The caller's headers as an upstream may see them: without what belongs to one connection (RFC 9110 7.6.1),
 * to this gateway's own session, or says who the caller is; with what this gateway knows instead.
 * `carriesBody` false leaves out what describes a body.
 */
export function forwardHeaders(ctx: RequestContext, carriesBody: boolean): Headers | Rejection {
  const incoming = ctx.headers
  const named = connectionOptions(incoming)
  // A plain list, made into Headers once: every append would cross into the runtime.
  const outgoing: [name: string, value: string][] = []
  let loop = loopToken
  for (const [name, value] of incoming) {
    const rule = rules.get(name) ?? 'pass'
    if (rule === 'pass' ? !isIdentity(name) : rule === 'body' && carriesBody) {
      if (!named?.has(name)) outgoing.push([name, value])
    } else if (rule === 'cookie') {
      const kept = withoutSession(value)
      if (kept !== '') outgoing.push([name, kept])
    } else if (rule === 'loop') {
      if (hops(value) >= maxGatewayHops) return loops
      loop = `${value}, ${loopToken}`
    }
  }
  outgoing.push(...forwarding(ctx), ['x-request-id', ctx.requestId], ['cdn-loop', loop])
  return new Headers(outgoing)
}

/** What this gateway knows of the caller, in place of what the caller claims. */
function forwarding({ request, clientIp }: RequestContext): [name: string, value: string][] {
  const { url } = request
  const hostAt = url.indexOf('//') + 2
  return [
    ['x-forwarded-for', clientIp],
    ['x-forwarded-proto', url.slice(0, hostAt - 3)],
    ['x-forwarded-host', url.slice(hostAt, url.indexOf('/', hostAt))],
  ]
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
  ['forwarded', 'drop'],
  ['cookie', 'cookie'],
  ['cdn-loop', 'loop'],
])

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
  const value = headers.find(([name]) => name === 'connection')?.[1]
  if (value === undefined || value === 'keep-alive' || value === 'close') return undefined
  return new Set(
    value
      .toLowerCase()
      .split(',')
      .map((name) => name.trim()),
  )
}

function withoutSession(cookies: string): string {
  if (!cookies.includes('__Host-ecluse_session')) return cookies
  const kept = cookies.split(';').filter((c) => !c.trim().startsWith('__Host-ecluse_session'))
  return kept.join(';').trim()
}

function hops(value: string): number {
  return value.split(',').filter((token) => token.trim().split(';', 1)[0] === loopToken).length
}
