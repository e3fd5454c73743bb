import {
  capacityOf,
  type Policy,
  type Settlement,
  type State,
  strategyOf,
} from './rate-limit-strategies/index.ts'
import {
  add,
  countedAt,
  emptyLedger,
  type Ledger,
  shortened,
  takeOut,
  total,
} from './rate-limit-strategies/ledger.ts'

/** How long an isolate may spend a lease. */
const leaseMs = 1_000
/** The same of a bucket that is far from its limit: callers who come now and then cost few questions. */
const longLeaseMs = 30_000
/** Only of buckets this large, while so much of them is left … */
const longFrom = 1_000
const longWhileLeft = 0.75
/** … and at most this part of them at a time: so much, if nobody spends it, others cannot have. */
const longShare = 40
/** So much longer it counts here: clocks stand still while code runs, and answers take their time. */
const graceMs = 250
/** How long a reservation may be issued from. */
const reservationMs = 10_000
/** A lease leaves the others at least this many times as much as it takes. */
const leaseShare = 8
/** A reservation is at most this part of the limit: so much is lost when the object is killed. */
const reservedShare = 20
const mostReserved = 5_000
/** Of a bucket that lends for long: so many of its leases in a row, for so long, cost one write. */
const longReservationMs = 120_000
const reservedLeases = 8
/** Whoever uses a reservation up in this time gets one twice as large. */
const busyMs = 1_000
/** Entries of a ledger in a row. */
const longestStored = 64
const mostInMemory = 50_000

/** What an isolate asks of one bucket. Fields are only ever added: two versions of the Worker talk to each other. */
export interface Ask {
  readonly key: string
  readonly policy: Policy
  /** Tokens to spend at once: all or none. 0: nothing to spend, only a lease is wanted. */
  readonly cost: number
  /** Tokens in all: what is above the cost is a lease, as far as there is enough. */
  readonly want: number
  /** Tokens in all, where the bucket is far from its limit. */
  readonly wantLong?: number
  /** Refused without consequence for the asks beside it. */
  readonly isShadow?: boolean
  /** The cost may be handed back within the lease. */
  readonly isHeld?: boolean
  readonly settled?: readonly Settlement[]
}

export interface Grant {
  /** 0: refused, or something beside it was. Else the cost and what was leased. */
  readonly granted: number
  /** How long, from the asking, what was granted may be spent beyond this request. */
  readonly leaseMs: number
  /** Names the lease in a settlement. */
  readonly leaseEnd: number
  /** Tokens left for everybody. */
  readonly remaining: number
  /** Until there is more left; Infinity: never. */
  readonly resetMs: number
  /** Above 0: refused, and how long there will not be enough; Infinity: never enough. */
  readonly retryAfterMs: number
}

/** A bucket as it is stored: what was issued, and what may have been issued since. */
export interface StoredBucket {
  readonly policy: Policy
  readonly state: State
  readonly reserved: number
  /** The reservation is issued from before this time. */
  readonly reservedUntil: number
  /** From then on the bucket need not be remembered. */
  readonly idleAt: number
}

export interface BucketStore {
  read(key: string): StoredBucket | undefined
  write(key: string, bucket: StoredBucket): void
}

/**
 * The buckets of one object. In memory, with a reservation written ahead: that it may issue the next N tokens of a
 * bucket is stored before the first of them is issued, and a bucket that is read back counts all of them as issued.
 */
export class Buckets {
  readonly #store: BucketStore
  readonly #buckets = new Map<string, Bucket>()

  constructor(store: BucketStore) {
    this.#store = store
  }

  /** Decides about all limits of one request: all that are enforced give, or none. */
  take(asks: readonly Ask[], now: number): Grant[] {
    const asked = asks.map((ask) => ({ ask, bucket: this.#bucketFor(ask, now) }))
    const isRefused = asked.some((one) => one.ask.isShadow !== true && isShort(one))
    return asked.map(({ ask, bucket }) => {
      if (isShort({ ask, bucket }))
        return grantOf(bucket, now, { retryAfterMs: readyIn(bucket, ask.cost, now) })
      return isRefused ? grantOf(bucket, now, {}) : this.#issue(bucket, ask, now)
    })
  }

  /** Forgets what need not be remembered. */
  sweep(now: number): void {
    for (const [key, { idleAt }] of this.#buckets) if (idleAt <= now) this.#buckets.delete(key)
  }

  #bucketFor({ key, policy, settled = [] }: Ask, now: number): Bucket {
    let bucket = this.#buckets.get(key)
    if (bucket === undefined) {
      bucket = loaded(this.#store.read(key), policy, now)
      this.#remember(key, bucket)
    }
    if (!isSame(bucket.policy, policy)) changePolicy(bucket, policy, now)
    const { advance, settle } = strategyOf(policy)
    bucket.state = advance(bucket.state, now, policy)
    bucket.long = countedAt(bucket.long, bucket.state.at)
    for (const lease of settled) {
      bucket.state = settle(bucket.state, lease, policy)
      bucket.long = takeOut(bucket.long, lease.leaseEnd, lease.granted).ledger
    }
    return bucket
  }

  /** What goes is read back, as after a restart, when it is asked for again. */
  #remember(key: string, bucket: Bucket): void {
    const [oldest] = this.#buckets.size >= mostInMemory ? this.#buckets.keys() : []
    if (oldest !== undefined) this.#buckets.delete(oldest)
    this.#buckets.set(key, bucket)
  }

  #issue(bucket: Bucket, ask: Ask, now: number): Grant {
    const { policy, state } = bucket
    const { leased, lastsMs, isLong } = leaseOf(bucket, ask)
    const granted = ask.cost + leased
    if (granted === 0) return grantOf(bucket, now, {})
    const isLease = lastsMs > 0 && (leased > 0 || ask.isHeld === true)
    const leaseEnd = state.at + (isLease ? lastsMs + graceMs : 0)
    bucket.state = strategyOf(policy).issue(state, granted, leaseEnd, policy)
    if (isLong && isLease) bucket.long = add(bucket.long, leaseEnd, granted)
    this.#reserve(ask.key, bucket, granted)
    return grantOf(bucket, now, { granted, leaseEnd, leaseMs: isLease ? lastsMs : 0 })
  }

  /** A busy bucket reserves more each time, so that few of its tokens cost a write; a quiet one loses none. */
  #reserve(key: string, bucket: Bucket, granted: number): void {
    const { state, policy } = bucket
    if (state.at < bucket.reservedUntil && granted <= bucket.reserved) {
      bucket.reserved -= granted
      return
    }
    const most = Math.min(mostReserved, Math.floor(capacityOf(policy) / reservedShare))
    const quietMs = state.at - bucket.reservedAt
    const size = quietMs < busyMs ? bucket.size * 2 : quietMs < reservationMs ? bucket.size : 1
    const isLarge = lendsLong(policy)
    const least = isLarge ? granted * reservedLeases : 1
    bucket.size = Math.max(1, Math.min(Math.max(size, least), most))
    bucket.reserved = bucket.size - 1
    bucket.reservedAt = state.at
    const lastsMs = isLarge ? longReservationMs : reservationMs
    bucket.reservedUntil = Math.min(state.at + lastsMs, strategyOf(policy).leaseLimit(state))
    const { reserved, reservedUntil } = bucket
    const ahead = { policy, state, reserved, reservedUntil }
    bucket.idleAt = strategyOf(policy).idleAt(recovered(ahead, reservedUntil), policy)
    this.#store.write(key, { ...ahead, state: coarse(state), idleAt: bucket.idleAt })
  }
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }
type Bucket = Mutable<StoredBucket> & {
  reservedAt: number
  size: number
  /** Long leases that are out. Not stored: a restart may lend as much again, once. */
  long: Ledger
}

/** What may be lent beside the cost: for long where the bucket is far from its limit and that is no less. */
function leaseOf(bucket: Bucket, { cost, want, wantLong = 0 }: Ask) {
  const { policy, state } = bucket
  const { free, leaseLimit } = strategyOf(policy)
  const spare = Math.floor((free(state, policy) - cost) / leaseShare)
  const short = Math.min(want - cost, spare)
  const long = Math.min(wantLong - cost, longRoom(bucket))
  const isLong = long >= Math.max(1, short)
  const longestMs = leaseLimit(state) - state.at - graceMs
  const lastsMs = Math.min(isLong ? longLeaseMs : leaseMs, longestMs)
  return { leased: lastsMs > 0 ? Math.max(0, isLong ? long : short) : 0, lastsMs, isLong }
}

/** Whether it ever lends for long. */
function lendsLong(policy: Policy): boolean {
  return capacityOf(policy) >= longFrom
}

/** How much may be lent for long now. */
function longRoom({ policy, state, long }: Bucket): number {
  const capacity = capacityOf(policy)
  if (!lendsLong(policy)) return 0
  if (strategyOf(policy).free(state, policy) < capacity * longWhileLeft) return 0
  return Math.floor(capacity / longShare) - total(long)
}

function isShort({ ask, bucket }: { ask: Ask; bucket: Bucket }): boolean {
  return ask.cost > 0 && strategyOf(bucket.policy).free(bucket.state, bucket.policy) < ask.cost
}

function readyIn({ policy, state }: Bucket, count: number, now: number): number {
  return Math.max(1, strategyOf(policy).readyAt(state, count, policy) - now)
}

function grantOf(bucket: Bucket, now: number, given: Partial<Grant>): Grant {
  const remaining = Math.max(0, strategyOf(bucket.policy).free(bucket.state, bucket.policy))
  const resetMs = readyIn(bucket, remaining + 1, now)
  return { granted: 0, leaseMs: 0, leaseEnd: 0, retryAfterMs: 0, remaining, resetMs, ...given }
}

function loaded(stored: StoredBucket | undefined, policy: Policy, now: number): Bucket {
  const unreserved = { reserved: 0, reservedUntil: 0, reservedAt: 0, size: 1, long: emptyLedger }
  if (stored === undefined)
    return { policy, state: strategyOf(policy).start(now, policy), idleAt: now, ...unreserved }
  return { ...stored, state: recovered(stored, now), ...unreserved }
}

/** All that was reserved counts as issued, and lent, at the last moment at which it can have been. */
function recovered(stored: Omit<StoredBucket, 'idleAt'>, now: number): State {
  const { policy, reserved, reservedUntil } = stored
  if (reserved === 0) return stored.state
  const { advance, issue, leaseLimit } = strategyOf(policy)
  const state = advance(stored.state, Math.min(now, reservedUntil - 1), policy)
  const longest = lendsLong(policy) ? longLeaseMs : leaseMs
  return issue(state, reserved, Math.min(state.at + longest + graceMs, leaseLimit(state)), policy)
}

/** The new numbers hold at once. Another strategy starts with what was spent by the old one. */
function changePolicy(bucket: Bucket, policy: Policy, now: number): void {
  const { policy: old, state } = bucket
  if (old.strategy !== policy.strategy) {
    const { advance, free } = strategyOf(old)
    const size = old.strategy === 'token-bucket' ? capacityOf(old) : old.limit
    const at = Math.max(now, state.at)
    const spent = Math.max(0, size - free(advance(state, at, old), old))
    const { start, issue, leaseLimit } = strategyOf(policy)
    const next = start(at, policy)
    const leaseEnd = Math.min(at + leaseMs + graceMs, leaseLimit(next))
    bucket.state = spent === 0 ? next : issue(next, spent, leaseEnd, policy)
  }
  bucket.policy = policy
  bucket.reserved = 0
}

function isSame(a: Policy, b: Policy): boolean {
  return (
    a.strategy === b.strategy && a.limit === b.limit && a.period === b.period && a.burst === b.burst
  )
}

/** A state as it is stored: its ledgers shortened, on the side that admits less. */
function coarse(state: State): State {
  const entries = Object.entries(state).map(([name, value]: [string, number | Ledger]) => [
    name,
    typeof value === 'number' ? value : shortened(value, longestStored),
  ])
  return Object.fromEntries(entries) as State
}
