/** Pure: (entry, attempt, now) → what it stands for. No I/O, no clock. */

/** A request that wants to be the first with its key. */
export interface Attempt {
  /** Digest of what is asked: another one under the same key is another request. */
  readonly fingerprint: string
  /** Names this execution: nobody else may record its answer. */
  readonly owner: string
  /** From when on the owner counts as gone when it has recorded nothing. */
  readonly leaseMs: number
  /** How long the key stands for this request, from now on. */
  readonly ttlMs: number
  /** The upstream knows the key too: what may have happened is asked for again. */
  readonly resends: boolean
}

/** What is known of the first request with a key, its answer apart. */
export interface Entry {
  readonly fingerprint: string
  readonly owner: string
  readonly leaseUntil: number
  readonly expiresAt: number
  /** Executions so far: above 1, an earlier one may have had an effect that nobody recorded. */
  readonly attempts: number
  readonly outcome: 'open' | 'kept' | 'too-large'
}

export type Standing = 'started' | 'in-flight' | 'mismatch' | 'unknown' | 'replay' | 'too-large'

/** Where an attempt stands against what is known; `entry` is what is true from now on. */
export function begin(
  known: Entry | undefined,
  attempt: Attempt,
  now: number,
): { readonly standing: Standing; readonly entry: Entry } {
  if (known === undefined || now >= known.expiresAt) {
    return { standing: 'started', entry: leased(attempt, now, { expiresAt: 0, attempts: 0 }) }
  }
  if (known.fingerprint !== attempt.fingerprint) return { standing: 'mismatch', entry: known }
  if (known.outcome !== 'open') {
    return { standing: known.outcome === 'kept' ? 'replay' : 'too-large', entry: known }
  }
  // The answer to its begin got lost on the way: it asks again.
  if (known.owner === attempt.owner) return { standing: 'started', entry: known }
  if (now < known.leaseUntil) return { standing: 'in-flight', entry: known }
  return attempt.resends
    ? { standing: 'started', entry: leased(attempt, now, known) }
    : { standing: 'unknown', entry: known }
}

/**
 * What stays when an execution ends without an answer to record; undefined: the key is free again.
 * `isSent`: something may have reached the upstream.
 */
export function abandoned(entry: Entry, isSent: boolean): Entry | undefined {
  return isSent || entry.attempts > 1 ? { ...entry, leaseUntil: 0 } : undefined
}

function leased(
  { fingerprint, owner, leaseMs, ttlMs }: Attempt,
  now: number,
  before: Pick<Entry, 'expiresAt' | 'attempts'>,
): Entry {
  const leaseUntil = now + leaseMs
  const expiresAt = before.attempts === 0 ? now + ttlMs : before.expiresAt
  return {
    fingerprint,
    owner,
    leaseUntil,
    // Not forgotten while it runs, however short the time it is remembered.
    expiresAt: Math.max(expiresAt, leaseUntil),
    attempts: before.attempts + 1,
    outcome: 'open',
  }
}
