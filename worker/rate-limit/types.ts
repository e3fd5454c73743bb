import type { Ask, Grant } from '#durable-objects/rate-limit-buckets.ts'
import type { Policy } from '#durable-objects/rate-limit-strategies/types.ts'

import type { RequestContext } from '../context.ts'
import type { Holdings } from './holdings.ts'
import type { WaitUntil } from '../lib/wait-until.ts'

export type { Ask, Grant, Policy }

/** Who counts for all isolates. */
export interface Limiter {
  /** Decides about the limits of one request; answers in their order. Rejects when it cannot be asked in time. */
  take(asks: readonly Ask[]): Promise<readonly Grant[]>
}

/** A request that a limit refused, or in shadow mode would have. */
export interface Block {
  readonly endpointId: string
  readonly limit: string
  readonly mode: 'enforce' | 'shadow'
  /** Undefined: an anonymous caller. */
  readonly consumer: string | undefined
  readonly ipAddress: string
}

export interface BlockLog {
  note(block: Block, waitUntil: WaitUntil): void
}

/** What limits need from the platform. One per isolate. */
export interface RateLimitPorts {
  readonly limiter: Limiter
  readonly holdings: Holdings
  readonly blocks: BlockLog
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}

export interface RateLimitDeps extends RateLimitPorts {
  /** JSON Pointer of the section, for issues. */
  readonly pointer: string
  readonly endpointId: string
}

/** What applies to one caller: the numbers, and the constant parts of the headers that tell them. */
export interface Terms {
  readonly policy: Policy
  /** Item of RateLimit-Policy. */
  readonly policyItem: string
  /** Item of RateLimit, up to the number that is left. */
  readonly leftItem: string
}

/** One limit, ready to count. */
export interface CompiledLimit {
  readonly name: string
  readonly mode: 'enforce' | 'shadow'
  readonly countBy: 'consumer' | 'ip' | 'expression'
  /** Which bucket the request counts in. A promise only where an expression has to be awaited. */
  keyOf(ctx: RequestContext): string | Promise<string>
  termsOf(ctx: RequestContext): Terms
  /** Undefined: every request counts as one. */
  readonly costOf: ((ctx: RequestContext) => number | Promise<number>) | undefined
}
