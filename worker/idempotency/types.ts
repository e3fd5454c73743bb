import type { Attempt } from '#durable-objects/idempotency-policy.ts'
import type { Outcome, Verdict } from '#durable-objects/idempotency.ts'

/** Whose key it is. Both are digests: they reveal nothing and cannot collide. */
export interface KeyName {
  /** The caller at the endpoint. */
  readonly scope: string
  /** The key, among those of the scope. */
  readonly key: string
}

/** The memory of requests, exact for all isolates. Every method rejects when it cannot be reached. */
export interface IdempotencyStore {
  begin(name: KeyName, attempt: Attempt): Promise<Verdict>
  /** False: another execution of the same request counts. */
  finish(name: KeyName, owner: string, outcome: Outcome): Promise<boolean>
  abandon(name: KeyName, owner: string, isSent: boolean): Promise<void>
}

export interface IdempotencyPorts {
  readonly store: IdempotencyStore
  /** Keys of test runs are others than those of callers. */
  readonly space: 'live' | 'test'
  /** A name that no other execution has. */
  readonly newOwner: () => string
  /** Where failures go that callers must not see. */
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}
