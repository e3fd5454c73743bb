import type {
  BreakerConfig,
  BreakerEvent,
  BreakerState,
} from '#durable-objects/circuit-breaker-policy.ts'
import type { Standing, Transition } from '#durable-objects/circuit-breaker-types.ts'

import type { IntegrationResult, RequestContext } from '../../context.ts'
import type { Rejection } from '../../rejection.ts'
import type { Outgoing } from '../send.ts'
import type { CallOptions } from '../types.ts'
import type { IsolateMemory } from './memory.ts'

export type { BreakerConfig, BreakerEvent, BreakerState, Standing, Transition }

/** The breaker of an integration as all isolates share it. Rejects when it cannot be reached in time. */
export interface BreakerObjects {
  /** `name`: a digest. */
  tell(name: string, event: BreakerEvent, config: BreakerConfig): Promise<Standing>
}

/** An answer as it is kept for bad times. */
export interface KeptAnswer {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Uint8Array<ArrayBuffer> | string
  /** Milliseconds since the epoch. */
  readonly at: number
  /** Request headers its Vary names, with their values (RFC 9111 4.1); null: absent. */
  readonly vary: readonly (readonly [name: string, value: string | null])[]
}

/** Where last good answers are kept. It may lose what it was given. `key`: a digest. */
export interface LastGood {
  get(key: string): KeptAnswer | undefined | Promise<KeptAnswer | undefined>
  put(key: string, answer: KeptAnswer): void | Promise<void>
}

/** What resilience needs from the platform. One per isolate. */
export interface ResiliencePorts {
  readonly breakers: BreakerObjects
  readonly lastGood: LastGood
  /** What the isolate knows of each integration, whatever version of its endpoint runs. */
  readonly memory: IsolateMemory
  /** Test runs have breakers and answers of their own. */
  readonly space: 'live' | 'test'
  readonly wait: (ms: number) => Promise<void>
  /** In [0, 1). */
  readonly random: () => number
  /** A name that no other probe has. */
  readonly newOwner: () => string
  /** Called once for each transition, by the isolate whose message caused it. */
  readonly changed: (subject: BreakerSubject, transition: Transition) => Promise<void>
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}

export interface BreakerSubject {
  readonly endpointId: string
  readonly integrationId: string
  /** Of a use of a shared integration, whose breaker it is. */
  readonly sharedId?: string | undefined
}

/** An answer in one of the two forms of a call: to be handed on, or read. */
export type Answered = Response | IntegrationResult

/** How an integration calls, in one of the two forms. */
export interface Form<T extends Answered> {
  /** One attempt, given up after `limitMs`. Never rejects. */
  attempt(outgoing: Outgoing, limits: Limits): Promise<T | Rejection>
  /** An answer that was kept or made here, in this form. */
  of(answer: Pick<KeptAnswer, 'status' | 'headers' | 'body'>): Promise<T | Rejection>
  /** What to hand on in its place, so that `keep` gets a copy of its body once it is complete. */
  copied(answer: T, maxBytes: number, keep: (body: KeptAnswer['body']) => void): T
  /** Asks another integration in this form. */
  askOther(id: string): Promise<T | Rejection>
}

export interface Limits {
  readonly limitMs: number
  readonly signal: AbortSignal | undefined
  /** No other attempt follows: the request ends with this one. */
  readonly isOnly?: true
}

/** One call on its way. */
export interface Call<T extends Answered> {
  readonly ctx: RequestContext
  readonly outgoing: Outgoing
  readonly options: CallOptions
  readonly form: Form<T>
  readonly notes: CallNotes
}

/** What happened to a call, as its span and the list of recent calls tell it. */
export interface CallNotes {
  readonly attempts: AttemptNote[]
  breaker?: BreakerState
  /** Why there was no usable answer, whatever stood in. */
  code?: string
  /** Retries the budget would still allow. */
  budgetLeft?: number
  fallback?: string
  fallbackFailed?: Record<string, string>
  /** Calls that were made together in one request. */
  batch?: number
  /** The answer of another call that was under way. */
  shared?: true
  /** What became of an event that was queued. */
  delivery?: object
}

export interface AttemptNote {
  status?: number
  failure?: string
  durationMs: number
  /** Why it was followed by another. */
  retried?: string
  /** Why it was the last although it failed. */
  gaveUp?: string
  delayMs?: number
  isHedge?: true
  isProbe?: true
}
