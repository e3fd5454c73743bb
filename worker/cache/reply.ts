import { type RequestContext, valueOf } from '../context.ts'
import { hasNullBody } from '../lib/null-body-status.ts'
import { isKnown, rangeApplies } from './conditions.ts'
import type { Entry } from './entry.ts'
import { type ByteRange, readRange } from './range.ts'

/** What is told about an answer beside its own headers. */
export interface Told {
  /** The gateway's part of Cache-Status (RFC 9211). */
  readonly status: string
  /** Seconds; undefined for an answer that comes from the service right now. */
  readonly age: number | undefined
}

/** A stored answer for this caller: whole, a part of it, or 304 when they have it already. */
export function reply(entry: Entry, ctx: RequestContext, told: Told): Response {
  const { stored } = entry
  const { status, body } = stored
  if (status === 200) {
    if (isKnown(stored.headers, stored.receivedAt, ctx)) return unchanged(entry, told)
    const range = valueOf(ctx.headers, 'range')
    if (range !== undefined && rangeApplies(stored.headers, ctx)) {
      const part = readRange(range, body.byteLength)
      if (part !== undefined) return partial(entry, part, told)
    }
  }
  const headers = entry.ready.telling(told)
  ctx.isProtected = true
  return new Response(hasNullBody(status) ? null : body, { status, headers })
}

/** What a 304 tells: everything about the answer but its content (RFC 9110 15.4.5). */
export function withoutContent(
  headers: readonly (readonly [name: string, value: string])[],
): [string, string][] {
  return headers
    .filter(([name]) => !name.startsWith('content-') || name === 'content-location')
    .map(([name, value]) => [name, value])
}

function unchanged(entry: Entry, told: Told): Response {
  return new Response(null, { status: 304, headers: withoutContent(headersTelling(entry, told)) })
}

function partial(entry: Entry, part: ByteRange | 'unsatisfiable', told: Told): Response {
  const { body } = entry.stored
  const headers = new Headers(headersTelling(entry, told))
  if (part === 'unsatisfiable') {
    headers.delete('content-type')
    headers.set('content-range', `bytes */${body.byteLength}`)
    return new Response(null, { status: 416, headers })
  }
  headers.set('content-range', `bytes ${part.first}-${part.last}/${body.byteLength}`)
  return new Response(body.subarray(part.first, part.last + 1), { status: 206, headers })
}

/** As they leave. */
export function headersTelling(
  { headers, statusBefore }: Pick<Entry, 'headers' | 'statusBefore'>,
  told: Told,
): [string, string][] {
  const list = headers.map(([name, value]): [string, string] => [name, value])
  if (told.age !== undefined) list.push(['age', String(told.age)])
  list.push(['cache-status', statusBefore + told.status])
  return list
}
