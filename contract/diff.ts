import type { JwtSettings, Oauth2Settings } from './authentication.ts'
import { cachingWarningCodes, cachingWarnings } from './diff-caching.ts'
import { rateLimitChange } from './diff-rate-limit.ts'
import { endpointDraft, type EndpointDraft } from './endpoint.ts'
import type { Integration } from './integration-kinds.ts'
import { isRecord } from './is-record.ts'
import { pointerTo } from './json-pointer.ts'

/** One thing that publishing would change. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed'
  /** JSON Pointer into the new configuration, or into the old one for what is removed. */
  readonly pointer: string
  /** The integration or transformation it belongs to. */
  readonly subject?: { readonly list: 'integrations' | 'transformations'; readonly id: string }
  /** Names from the subject, or from the configuration, down to the value. Empty: the subject itself. */
  readonly field: readonly string[]
  readonly before?: unknown
  readonly after?: unknown
}

export const warningCodes = [
  'path_changed',
  'method_changed',
  'live_replaced',
  'authentication_weakened',
  'authentication_tightened',
  'host_changed',
  'limit_tightened',
  'limit_loosened',
  'answer_status_changed',
  ...cachingWarningCodes,
] as const

/** What callers may notice; `values` fill the sentence. */
export interface Warning {
  readonly code: (typeof warningCodes)[number]
  readonly pointer: string
  readonly values: Readonly<Record<string, string>>
}

/**
 * What differs between two configurations, in words a reader knows: integrations and transformations are
 * matched by id, defaults count as written, order of keys does not count. `before` undefined: all is new.
 */
export function diffConfigs(before: unknown, after: unknown): Change[] {
  if (before === undefined) return []
  const changes: Change[] = []
  walk({ before: normal(before), after: normal(after), pointer: '', field: [] }, changes)
  return changes
}

/** What a publish breaks or loosens for callers. `liveVersion` is the version it replaces. */
export function publishWarnings(
  before: unknown,
  after: unknown,
  liveVersion: number | null,
): Warning[] {
  const old = endpointDraft.safeParse(before)
  const next = endpointDraft.safeParse(after)
  if (!old.success || !next.success || liveVersion === null) return []
  return [
    ...routeWarnings(old.data, next.data),
    ...authWarnings(old.data, next.data),
    ...hostWarnings(old.data, next.data),
    ...limitWarnings(old.data, next.data),
    ...rateLimitWarnings(old.data, next.data),
    ...cachingWarnings(old.data, next.data).map((one) => ({ ...one, values: {} })),
    ...statusWarnings(old.data, next.data),
    { code: 'live_replaced', pointer: '', values: { version: String(liveVersion) } },
  ]
}

interface Pair {
  readonly before: unknown
  readonly after: unknown
  readonly pointer: string
  readonly field: readonly string[]
  readonly subject?: NonNullable<Change['subject']>
}

function walk(pair: Pair, changes: Change[]): void {
  const { before, after } = pair
  if (isRecord(before) && isRecord(after)) return walkRecord(pair, before, after, changes)
  const list = pair.field[0]
  if (
    pair.field.length === 1 &&
    (list === 'integrations' || list === 'transformations') &&
    Array.isArray(before) &&
    Array.isArray(after)
  ) {
    return walkNamed(list, before, after, changes)
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
  changes.push({ kind, ...pair })
}

function walkRecord(
  pair: Pair,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  changes: Change[],
): void {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const next = {
      ...pair,
      before: before[key],
      after: after[key],
      pointer: pair.pointer + pointerTo(key),
      field: [...pair.field, key],
    }
    walk(next, changes)
  }
}

/** Lists whose items have an id: an item that moved is the same item. */
function walkNamed(
  list: 'integrations' | 'transformations',
  before: readonly unknown[],
  after: readonly unknown[],
  changes: Change[],
): void {
  const old = new Map(before.map((item) => [idOf(item), item]))
  for (const [index, item] of after.entries()) {
    const id = idOf(item)
    const subject = { list, id }
    const pointer = `/${list}/${index}`
    const known = old.get(id)
    if (known === undefined)
      changes.push({ kind: 'added', pointer, subject, field: [], after: item })
    else walk({ before: known, after: item, pointer, field: [], subject }, changes)
    old.delete(id)
  }
  for (const [id, item] of old) {
    const pointer = `/${list}/${before.indexOf(item)}`
    changes.push({ kind: 'removed', pointer, subject: { list, id }, field: [], before: item })
  }
}

function routeWarnings(old: EndpointDraft, next: EndpointDraft): Warning[] {
  const values = { before: old.path, after: next.path }
  if (old.path !== next.path) return [{ code: 'path_changed', pointer: '/path', values }]
  if (old.method === next.method) return []
  return [
    {
      code: 'method_changed',
      pointer: '/method',
      values: { before: old.method, after: next.method },
    },
  ]
}

function authWarnings(old: EndpointDraft, next: EndpointDraft): Warning[] {
  const before = needsOf(old)
  const after = needsOf(next)
  const warning = (code: Warning['code']) => ({ code, pointer: '/authentication', values: {} })
  return [
    ...(asksMore(after, before) ? [warning('authentication_weakened')] : []),
    ...(asksMore(before, after) ? [warning('authentication_tightened')] : []),
  ]
}

/** Whether someone who fulfils `from` may not fulfil `to`. */
function asksMore(from: Needs, to: Needs): boolean {
  if (to.kind !== 'none' && to.kind !== from.kind) return true
  if (to.all.some((need) => !from.all.includes(need))) return true
  return Object.entries(to.oneOf).some(([name, allowed]) => {
    const had = from.oneOf[name] ?? []
    return allowed.length > 0 && (had.length === 0 || had.some((one) => !allowed.includes(one)))
  })
}

type Needs = ReturnType<typeof needsOf>

/** What a caller needs: everything in `all`, and of each list in `oneOf` one, unless it is empty. */
function needsOf({ authentication }: EndpointDraft) {
  const { type, roles, settings } = authentication
  const scopes = 'requiredScopes' in settings ? settings.requiredScopes : []
  const claims = 'requiredClaims' in settings ? Object.entries(settings.requiredClaims) : []
  const exp = 'requireExp' in settings && settings.requireExp ? ['exp'] : []
  const takesTokens = authentication.type === 'jwt' || authentication.type === 'oauth2'
  const lists = takesTokens ? trustOf(authentication.settings) : {}
  const oneOf: Readonly<Record<string, readonly string[]>> = { roles, ...lists }
  return {
    kind: type,
    all: [...scopes, ...claims.map((claim) => claim.join(' = ')), ...exp],
    oneOf,
  }
}

/** Whose tokens for whom are accepted: another key or issuer lets others in, and those who had come no more. */
function trustOf(
  settings: JwtSettings | Oauth2Settings,
): Readonly<Record<string, readonly string[]>> {
  const { issuer, audience, algorithms, typ } = settings
  const keys = 'keys' in settings ? settings.keys : [settings.token, settings.introspection?.url]
  return { issuer: [issuer].flat(), audience, algorithms, typ, keys: [JSON.stringify(keys)] }
}

function hostWarnings(old: EndpointDraft, next: EndpointDraft): Warning[] {
  return next.integrations.flatMap((integration, index) => {
    const known = old.integrations.find((other) => other.id === integration.id)
    // Where a shared integration calls is told where it is edited.
    if (integration.type === 'shared' || known?.type === 'shared') return []
    const before = known && destinationOf(known)
    const after = destinationOf(integration)
    if (before === undefined || before === after) return []
    const values = { id: integration.id, before, after }
    const field = 'endpoint' in integration ? 'endpoint' : 'connection'
    return [{ code: 'host_changed' as const, pointer: `/integrations/${index}/${field}`, values }]
  })
}

/** Origin or connection an integration talks to. */
function destinationOf(integration: Integration): string {
  return 'endpoint' in integration ? originOf(integration.endpoint) : integration.connection
}

function limitWarnings(old: EndpointDraft, next: EndpointDraft): Warning[] {
  const isSmaller = next.request.maxBodyBytes < old.request.maxBodyBytes
  const isNarrower =
    next.request.contentTypes.length > 0 &&
    (old.request.contentTypes.length === 0 ||
      old.request.contentTypes.some((type) => !next.request.contentTypes.includes(type)))
  return isSmaller || isNarrower
    ? [{ code: 'limit_tightened', pointer: '/request', values: {} }]
    : []
}

function rateLimitWarnings(old: EndpointDraft, next: EndpointDraft): Warning[] {
  const { isTighter, isLooser } = rateLimitChange(old.rateLimit, next.rateLimit)
  const warning = (code: Warning['code']) => ({ code, pointer: '/rateLimit', values: {} })
  return [
    ...(isTighter ? [warning('limit_tightened')] : []),
    ...(isLooser ? [warning('limit_loosened')] : []),
  ]
}

function statusWarnings(old: EndpointDraft, next: EndpointDraft): Warning[] {
  const { status } = next.response
  if (status === undefined || old.response.status === status) return []
  const values = { after: String(status) }
  return [{ code: 'answer_status_changed', pointer: '/response/status', values }]
}

/** Defaults filled in, so that writing a default out is no change. A configuration with problems is compared as it is. */
function normal(config: unknown): unknown {
  const parsed = endpointDraft.safeParse(config)
  return parsed.success ? parsed.data : config
}

/** Everything before the path of a URL template. */
const originOf = (template: string): string =>
  /^[a-z]+:\/\/(?:\{\{.*?\}\}|[^/?#])*/i.exec(template)?.[0].toLowerCase() ?? template

const idOf = (item: unknown): string => (isRecord(item) ? String(item['id']) : '')
