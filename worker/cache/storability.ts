import { type Directives, fieldsOf, listOf } from './directives.ts'
import { directivesOf, field, isPublic } from './freshness.ts'
import { understoodStatuses } from './statuses.ts'
import type { StoredAnswer } from './types.ts'

type Headers = StoredAnswer['headers']

/** Why an answer is not stored (RFC 9111 section 3), as `detail` of Cache-Status; undefined: it may be. */
export function obstacle(
  status: number,
  headers: Headers,
  hasCredentials: boolean,
): string | undefined {
  const { directives } = directivesOf({ headers })
  if (status < 200 || status === 206 || status === 304) return 'partial'
  const forbidden = prohibition(status, directives)
  if (forbidden !== undefined) return forbidden
  if (hasCredentials && !isPublic(directives)) return 'credentials'
  if (listOf(field(headers, 'vary') ?? '').includes('*')) return 'vary'
  if (/^text\/event-stream\b/i.test(field(headers, 'content-type') ?? '')) return 'stream'
  return storable(headers).some(([name]) => name === 'set-cookie') ? 'set-cookie' : undefined
}

/** What the directives forbid. With must-understand, a status that is known makes up for no-store (RFC 9111 5.2.2.3). */
function prohibition(status: number, directives: Directives): string | undefined {
  const mustUnderstand = directives.has('must-understand')
  if (mustUnderstand && !understoodStatuses.has(status)) return 'must-understand'
  if (directives.has('no-store') && !mustUnderstand) return 'no-store'
  return directives.get('private') === true ? 'private' : undefined
}

/** The headers that are stored: without those of one message, and those an answer itself excepts. */
export function storable(headers: Headers): Headers {
  const { directives } = directivesOf({ headers })
  const excepted = new Set([
    ...fieldsOf(directives.get('no-cache')),
    ...fieldsOf(directives.get('private')),
    ...listOf((field(headers, 'connection') ?? '').toLowerCase()),
  ])
  return headers.filter(
    ([name, value]) =>
      !ofTheMessage.has(name) &&
      !excepted.has(name) &&
      !(name === 'content-encoding' && decoded.has(value.toLowerCase())),
  )
}

/** What the runtime decodes while it is read: stored is the plain body, which every caller may have. */
const decoded: ReadonlySet<string> = new Set(['gzip', 'br'])

/** Of one connection (RFC 9111 3.1), written by the runtime, or about one caller. */
const ofTheMessage: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'idempotency-replayed',
  'ratelimit',
  'ratelimit-policy',
  'x-request-id',
])
