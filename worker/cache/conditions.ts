import { type RequestContext, valueOf } from '../context.ts'
import { parseHttpDate } from '../lib/http-date.ts'
import { field } from './freshness.ts'
import type { StoredAnswer } from './types.ts'

type Headers = StoredAnswer['headers']

/** Whether the caller already has this answer (RFC 9110 13.2.2): then it gets a 304. */
export function isKnown(headers: Headers, receivedAt: number, ctx: RequestContext): boolean {
  const tags = valueOf(ctx.headers, 'if-none-match')
  if (tags !== undefined) {
    const etag = field(headers, 'etag')
    return tags.trim() === '*' || (etag !== undefined && hasTag(tags, etag))
  }
  const since = parsed(valueOf(ctx.headers, 'if-modified-since'), receivedAt)
  if (since === undefined) return false
  // Without Last-Modified, the answer is as old as its Date (RFC 9111 4.3.2).
  const date = field(headers, 'last-modified') ?? field(headers, 'date')
  const modified = date === undefined ? receivedAt : parsed(date, receivedAt)
  return modified !== undefined && modified <= since
}

/** Whether Range applies to this answer: If-Range names it exactly, or is absent (RFC 9110 13.1.5). */
export function rangeApplies(headers: Headers, ctx: RequestContext): boolean {
  const condition = valueOf(ctx.headers, 'if-range')
  if (condition === undefined) return true
  const etag = field(headers, 'etag')
  if (condition.startsWith('"')) return condition === etag
  return condition === field(headers, 'last-modified')
}

/** The weak comparison (RFC 9110 8.8.3.2). */
export function sameTag(one: string, other: string): boolean {
  return opaque(one) === opaque(other)
}

function hasTag(list: string, etag: string): boolean {
  const tags = list.match(/(?:W\/)?"[^"]*"/g) ?? [list.trim()]
  return tags.some((tag) => sameTag(tag, etag))
}

function opaque(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag
}

function parsed(text: string | undefined, now: number): number | undefined {
  return text === undefined ? undefined : parseHttpDate(text, now)
}
