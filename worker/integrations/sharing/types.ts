import type { RequestContext, UsedFallback } from '../../context.ts'
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

/** What a call came to, and what stood in for it: callers who share it are told, too. */
export interface Shared<T> {
  readonly result: T
  readonly fallback: UsedFallback | undefined
}

export function tellFallback({ fallback }: Shared<unknown>, ctx: RequestContext): void {
  if (fallback === undefined) return
  const { strategies = [], ageSeconds } = ctx.fallback ?? {}
  const ages = [ageSeconds, fallback.ageSeconds].filter((age) => age !== undefined)
  ctx.fallback = {
    strategies: [...strategies, ...fallback.strategies],
    ...(ages.length > 0 && { ageSeconds: Math.max(...ages) }),
  }
}
