import type { RequestContext } from '../../context.ts'
import type { Rejection } from '../../rejection.ts'
import type { Outgoing } from '../send.ts'
import type { CallOptions } from '../types.ts'

/** What is known of an integration whose calls are shared. */
export interface Sharing {
  readonly id: string
  /** Digest of the integration's name. */
  readonly name: string
  /** The request as it would be sent, but for the credential of the integration. */
  readonly prepare: (ctx: RequestContext, options: CallOptions) => Promise<Outgoing | Rejection>
  /** The most anybody waits for somebody else's call. */
  readonly waitMs: number
}

/** Tells the author, where a trace was asked for. */
export function noteSharing(ctx: RequestContext, id: string, note: object): void {
  if (ctx.trace === undefined) return
  ctx.callNotes = { ...ctx.callNotes, [id]: { ...ctx.callNotes?.[id], ...note } }
}
