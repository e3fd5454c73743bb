import { isRecord } from '#contract/is-record.ts'
import { maxRecordedBytes, type RecordedScope } from '#contract/recorded-requests.ts'

import { parsedBody } from '../body.ts'
import type { IntegrationResult, RequestContext } from '../context.ts'
import { headersOf, paramsOf, queryOf } from '../expression/scope.ts'
import { formsOf, isConfidentialName, redacted, withoutForms } from '../lib/redact.ts'
import { stringifyJson } from '../lib/stringify-json.ts'
import { maxJsonDepth } from '../limits.ts'
import { isRejection } from '../rejection.ts'
import { hasBody } from '../validate/request-limits.ts'

/** What services answered, by integration; `isUnread`: there was more than can be kept. */
export type Answered = Readonly<
  Record<string, RequestContext['integrations'][string] & { readonly isUnread?: boolean }>
>

/** Kept as a whole or not at all; undefined: it was there, and cannot be kept. */
type Parts = readonly (readonly [place: string, value: unknown])[]

/** What rules saw of a request: in at most 64 KB, and without `credentials` and what is named like one, wherever it is repeated. */
export function recordedScope(
  ctx: RequestContext,
  answered: Answered,
  credentials: readonly string[],
): RecordedScope {
  const request = { method: ctx.request.method, path: ctx.path, params: paramsOf(ctx) }
  const parts = [...partsOfRequest(ctx), ...partsOfAnswers(answered)].map(
    ([place, value]) => [place, isSmall(value) ? value : undefined] as const,
  )
  const named = [request, ...parts.map(([, value]) => value)].flatMap(confidentialValues)
  const forms = new Set([...credentials, ...named].flatMap(formsOf))
  const scope = { request: scrubbed(request, forms), integrations: {} }
  const omitted: string[] = []
  let room = maxRecordedBytes - bytesOf(scope)
  for (const [place, value] of parts) {
    const kept = scrubbed(value, forms)
    // Its name is written either way.
    const bytes = place.length + (kept === undefined ? 0 : bytesOf(kept))
    if (kept === undefined || bytes > room) omitted.push(place)
    else {
      room -= bytes
      put(scope, place.split('.'), kept)
    }
  }
  return { ...scope, omitted } as RecordedScope
}

function partsOfRequest(ctx: RequestContext): Parts {
  const { principal, variables } = ctx
  return [
    ['request.query', queryOf(ctx)],
    ['request.headers', withoutConfidential(headersOf(ctx))],
    ...(principal === undefined ? [] : [['principal', principal] as const]),
    ...(Object.keys(variables).length === 0 ? [] : [['variables', variables] as const]),
    ...(hasBody(ctx) ? [['request.body', bodyOf(ctx)] as const] : []),
  ]
}

/** Undefined: what nobody reads is streamed, and what is neither JSON nor text has no value. */
function bodyOf(ctx: RequestContext): unknown {
  const body = parsedBody(ctx)
  return isRejection(body) ? undefined : body.value
}

function partsOfAnswers(answered: Answered): Parts {
  return Object.entries(answered).flatMap(([id, answer]): Parts => {
    const place = `integrations.${id}`
    const head = 'error' in answer ? { error: answer.error } : headOf(answer)
    const isLeft = answer.body !== undefined || answer.isUnread === true || isStreamed(answer)
    return [[place, head], ...(isLeft ? [[`${place}.body`, answer.body] as const] : [])]
  })
}

/** Records that are transformed one by one. */
const isStreamed = (answer: object) => 'records' in answer && answer.records !== undefined

const headOf = ({ status, headers, errors }: Omit<IntegrationResult, 'body'>) => ({
  status,
  headers: withoutConfidential(headers),
  ...(errors !== undefined && { errors }),
})

function withoutConfidential(headers: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !isConfidentialName(name)))
}

/** Texts under confidential names: a short number would be found everywhere. */
function confidentialValues(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) =>
    typeof member === 'string' && isConfidentialName(name) ? [member] : confidentialValues(member),
  )
}

/** Without the values of confidential members, and without the forms of known credentials. */
function scrubbed(value: unknown, forms: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return withoutForms(value, forms)
  if (typeof value === 'number') return forms.has(String(value)) ? redacted : value
  if (Array.isArray(value)) return value.map((item) => scrubbed(item, forms))
  if (!isRecord(value)) return value
  const members = Object.entries(value).map(([name, member]) => [
    withoutForms(name, forms),
    isConfidentialName(name) ? redacted : scrubbed(member, forms),
  ])
  return Object.fromEntries(members) as unknown
}

/** Counts before it writes: an answer may have megabytes. */
const isSmall = (value: unknown): boolean =>
  value !== undefined &&
  stringifyJson(value, {
    maxChars: maxRecordedBytes,
    maxNodes: maxRecordedBytes,
    maxDepth: maxJsonDepth,
  }) !== undefined

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '')

/** `place` names only what is above it, and that was put before or is new. */
function put(target: object, [name = '', ...below]: readonly string[], value: unknown): void {
  const members = target as Record<string, unknown>
  if (below.length === 0) members[name] = value
  else put(isRecord(members[name]) ? members[name] : (members[name] = {}), below, value)
}
