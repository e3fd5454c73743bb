import type { Forwarding } from './call.ts'
import type { Terms } from './freshness.ts'

const name = 'Ecluse'

/** Cache-Status of a stored answer (RFC 9211 2.1). `detail`: how, unless it is just fresh. */
export function hitStatus(terms: Terms, now: number, detail?: string): string {
  return `${name}; hit; ttl=${secondsLeft(terms, now)}${detailOf(detail)}`
}

/** Cache-Status of an answer that a service gave for this request. */
export function forwardedStatus(
  fwd: Forwarding,
  more: {
    readonly status?: number
    /** Seconds left of what is stored now. */
    readonly ttl?: number
    readonly isCollapsed?: boolean
    readonly detail?: string
  } = {},
): string {
  const status = more.status === undefined ? '' : `; fwd-status=${more.status}`
  const stored = more.ttl === undefined ? '' : `; stored; ttl=${more.ttl}`
  const collapsed = more.isCollapsed === true ? '; collapsed' : ''
  return `${name}; fwd=${fwd}${status}${stored}${collapsed}${detailOf(more.detail)}`
}

/** Below zero: how long it has been stale. */
export function secondsLeft({ freshUntil }: Terms, now: number): number {
  return Math.floor((freshUntil - now) / 1_000)
}

function detailOf(detail: string | undefined): string {
  return detail === undefined ? '' : `; detail=${detail}`
}
