import type { Settlement } from '#durable-objects/rate-limit-strategies/types.ts'

import type { Ask, Grant, Policy } from './types.ts'

/** A lease lasts a busy caller about so long; of windows with a burst limit less, where a second counts. */
const aimMs = 250
const burstAimMs = 100
/** The same of a lease from a bucket that is far from its limit, and how many tokens are asked of it at first. */
const longAimMs = 20_000
const firstLong = 10
const largestLong = 500
const largestLease = 100
/** A lease is at most this part of the limit. */
const limitShare = 20
/** Whoever spends so few can wait for the next: what is fetched ahead and not spent is lost. */
const smallLease = 8
/** An object is asked again after so long, in case others have handed something back. */
const longestBlockMs = 1_000
/** A question that was not answered by then never will be: its request was cut off. */
const lostAfterMs = 1_000
const mostSettlements = 8

/** Tokens that the object has counted as spent already. Times by the clock of this isolate. */
interface Lease {
  left: number
  readonly size: number
  /** When it was asked for: a clock that shows less has gone back. */
  readonly since: number
  readonly endsAt: number
  /** Names it at the object. */
  readonly leaseEnd: number
}

const noLease: Lease = { left: 0, size: 0, since: 0, endsAt: 0, leaseEnd: 0 }

/** What this isolate holds and knows of one bucket. */
export class Holding {
  policy: Policy
  lease: Lease = noLease
  /** Left for everybody, when the object last said so; and when that will have grown. */
  remaining = 0
  resetAt = 0
  /** When there will be enough for who was refused. */
  retryAt = 0
  #spares: Lease[] = []
  #settled: Settlement[] = []
  #blockedUntil = 0
  #blockedCost = Infinity
  #askedAt = 0
  #spentSince = 0
  #lastSize = 1
  #askingUntil = 0

  constructor(policy: Policy) {
    this.policy = policy
  }

  /** Other numbers: what was leased and refused by the old ones no longer counts. */
  change(policy: Policy): void {
    this.policy = policy
    this.lease = noLease
    this.#spares = []
    this.#blockedUntil = 0
    this.#lastSize = 1
  }

  has(cost: number, now: number): boolean {
    const { lease } = this
    return (lease.left >= cost && now < lease.endsAt && now >= lease.since) || this.#turn(cost, now)
  }

  /** Only what `has`. */
  spend(cost: number): Lease {
    this.lease.left -= cost
    this.#spentSince += cost
    return this.lease
  }

  /** Tokens in hand. */
  get left(): number {
    return this.lease.left
  }

  isBlocked(cost: number, now: number): boolean {
    return now < this.#blockedUntil && cost >= this.#blockedCost
  }

  /** True when it is time to ask for the next lease, so that nobody waits for it. */
  runsLow(now: number): boolean {
    const { left, size } = this.lease
    return (
      size >= smallLease && left * 2 < size && this.#spares.length === 0 && now >= this.#askingUntil
    )
  }

  /** The question for `cost` tokens and, of a busy caller, a lease. */
  ask(key: string, cost: number, now: number): Ask {
    const { policy } = this
    const isFirst = now >= this.#askingUntil
    const lease = isFirst ? this.#leaseSizes(cost, now) : undefined
    if (isFirst) this.#askingUntil = now + lostAfterMs
    if (cost > 0) this.#close(now)
    const settled = this.#settled
    this.#settled = []
    if (lease === undefined) return { key, policy, cost, want: cost, settled }
    const beside = Math.max(0, cost - 1)
    return { key, policy, cost, want: beside + lease.short, wantLong: beside + lease.long, settled }
  }

  /** What the object answered to a question that was asked at `since`. */
  receive(grant: Grant, cost: number, since: number, now: number): void {
    this.#askingUntil = 0
    this.remaining = grant.remaining
    this.resetAt = now + grant.resetMs
    if (grant.retryAfterMs > 0) {
      this.retryAt = now + grant.retryAfterMs
      // From the asking, which was before the object looked at its clock: never longer than true.
      this.#blockedUntil = since + Math.min(grant.retryAfterMs, longestBlockMs)
      this.#blockedCost = cost
      return
    }
    if (grant.granted > 0) this.#blockedUntil = 0
    this.#spentSince += grant.granted > 0 ? cost : 0
    if (grant.leaseMs === 0) return
    const { granted, leaseEnd, leaseMs } = grant
    const lease = { left: granted - cost, size: granted, since, endsAt: since + leaseMs, leaseEnd }
    this.#spares.push(lease)
    this.has(1, now)
  }

  /** Takes the next lease into hand; answers whether it is enough. */
  #turn(cost: number, now: number): boolean {
    for (;;) {
      const next = this.#spares.shift()
      if (next === undefined) return false
      this.#close(now)
      this.lease = next
      if (next.left >= cost && now < next.endsAt && now >= next.since) return true
    }
  }

  /** The object need not count until the end of the lease what was spent before. */
  #close(now: number): void {
    const { left, size, endsAt, leaseEnd } = this.lease
    this.lease = noLease
    if (now >= endsAt) return
    if (this.#settled.length >= mostSettlements) this.#settled.shift()
    this.#settled.push({ leaseEnd, granted: size, unused: left })
  }

  /** What was spent lately, for as long as a lease should last; of short ones twice the last one at most. */
  #leaseSizes(cost: number, now: number): { readonly short: number; readonly long: number } {
    const { strategy, limit, burst } = this.policy
    const forMs = burst !== undefined && strategy !== 'token-bucket' ? burstAimMs : aimMs
    const perMs = (this.#spentSince + cost) / Math.max(1, now - this.#askedAt)
    const most = Math.min(largestLease, Math.floor(Math.min(limit, burst ?? limit) / limitShare))
    this.#lastSize = Math.max(1, Math.floor(Math.min(perMs * forMs, this.#lastSize * 2, most)))
    const long = this.#askedAt === 0 ? firstLong : Math.ceil(perMs * longAimMs)
    this.#askedAt = now
    this.#spentSince = 0
    return { short: this.#lastSize, long: Math.min(long, largestLong) }
  }
}
