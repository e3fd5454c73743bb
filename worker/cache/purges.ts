import { Generation } from '../lib/generation.ts'
import { hashParts } from '../lib/hash-parts.ts'
import type { Purges } from './types.ts'
import type { WaitUntil } from '../lib/wait-until.ts'

/** A purge that could not be written is tried again after these; all of it ends well within the 30 s of waitUntil. */
const retryAfterMs: readonly number[] = [500, 1_500, 4_000]
/** A purge under way for longer belongs to a request that is gone. */
const longestPurgeMs = 30_000

/** What one look at the purges of all isolates tells. */
export interface PurgeState {
  /** The number of the newest purge: all up to it are told. */
  readonly generation: number
  /** What was stored before this number counts as purged: older purges are forgotten. */
  readonly floor: number
  /** Hashes of tags and the number of their newest purge. */
  readonly purged: Iterable<readonly [tagHash: string, generation: number]>
}

/** The purges of all isolates. The adapter over D1 is db/cache-purges.ts. */
export interface PurgeSource {
  /** What was purged after this number. */
  since(generation: number): Promise<PurgeState>
  /** Gives these tags the next number. May be repeated. */
  add(tagHashes: readonly string[]): Promise<void>
}

export interface PurgeDeps {
  readonly source: PurgeSource
  readonly now: () => number
  readonly wait: (ms: number) => Promise<void>
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}

interface Pending {
  readonly endsAt: number
}

/** How a tag is called where purges are kept. Two tags with the same hash would only be forgotten together. */
export function tagHash(tag: string): string {
  return hashParts(tag).slice(0, 32)
}

/**
 * What was purged, in this isolate's memory. Exact without any clock that isolates share: an answer carries the
 * number its isolate knew before its request was sent, so a purge it cannot have seen has a higher one.
 */
export class PurgeLog implements Purges {
  readonly #deps: PurgeDeps
  readonly #generation: Generation
  /** Every purge up to this number is in `#purged`, or below the floor. */
  #learnt = 0
  #floor = 0
  #newest = 0
  readonly #purged = new Map<string, number>()
  /** Purges whose number is not known here yet: whatever is stored under these tags counts as older. */
  readonly #pending = new Map<string, Pending>()

  constructor(deps: PurgeDeps) {
    this.#deps = deps
    this.#generation = new Generation({
      read: () => this.#read(),
      now: deps.now,
      failed: (error) => deps.log('the purges of the cache could not be read', { error }),
    })
  }

  current(waitUntil: WaitUntil): number | undefined | Promise<number | undefined> {
    return this.#generation.known(waitUntil) ?? this.#generation.current(waitUntil)
  }

  isPurged(tags: readonly string[], generation: number): boolean {
    // Whoever asked `current` may have waited for a tier since: too old to say no is purged.
    if (!this.#generation.isKnown() || generation < this.#floor) return true
    if (generation >= this.#newest && this.#pending.size === 0) return false
    return hashesOf(tags).some(
      (hash) => this.#isPending(hash) || (this.#purged.get(hash) ?? 0) > generation,
    )
  }

  purge(tags: readonly string[]): Promise<void> {
    return this.during(tags, (hashes) => this.#write(hashes))
  }

  /**
   * A purge written by `write` as a part of something larger, in effect here from now on. Rejects as `write`
   * does; it may have been written all the same, so it then stays in effect here.
   */
  async during<Result>(
    tags: readonly string[],
    write: (tagHashes: readonly string[]) => Promise<Result>,
  ): Promise<Result> {
    const hashes = [...new Set(hashesOf(tags))]
    const pending = { endsAt: this.#deps.now() + longestPurgeMs }
    for (const hash of hashes) {
      this.#pending.set(hash, pending)
      // Whatever becomes of it: nothing this isolate has stored so far is used again.
      this.#note(hash, this.#learnt + 0.5)
    }
    const result = await write(hashes)
    // Without its number, only the end of its time tells older answers from newer ones.
    if (await this.#generation.renew())
      for (const hash of hashes) if (this.#pending.get(hash) === pending) this.#pending.delete(hash)
    return result
  }

  /** Learns now what others have purged. */
  async renew(): Promise<void> {
    await this.#generation.renew()
  }

  async #write(hashes: readonly string[]): Promise<void> {
    if (hashes.length === 0) return
    for (let attempt = 0; ; attempt += 1)
      try {
        // oxlint-disable-next-line no-await-in-loop -- one attempt after the other
        await this.#deps.source.add(hashes)
        return
      } catch (error) {
        const delayMs = retryAfterMs[attempt]
        if (delayMs === undefined) {
          const message =
            'a purge was not written: other isolates may go on answering what it forgets'
          this.#deps.log(message, { tags: hashes.length, error })
          throw error
        }
        // oxlint-disable-next-line no-await-in-loop -- as above
        await this.#deps.wait(delayMs)
      }
  }

  async #read(): Promise<number> {
    const { generation, floor, purged } = await this.#deps.source.since(this.#learnt)
    for (const [hash, number] of purged) this.#note(hash, number)
    // Reads may overlap: the number never goes back.
    this.#learnt = Math.max(this.#learnt, generation)
    if (floor > this.#floor) {
      this.#floor = floor
      for (const [hash, number] of this.#purged) if (number <= floor) this.#purged.delete(hash)
    }
    return this.#learnt
  }

  #note(hash: string, number: number): void {
    if (number <= (this.#purged.get(hash) ?? 0)) return
    this.#purged.set(hash, number)
    if (number > this.#newest) this.#newest = number
  }

  #isPending(hash: string): boolean {
    const pending = this.#pending.get(hash)
    if (pending === undefined) return false
    if (this.#deps.now() <= pending.endsAt) return true
    this.#pending.delete(hash)
    return false
  }
}

/** Answers in memory are asked about again and again, with the same list. */
const hashes = new WeakMap<readonly string[], readonly string[]>()

function hashesOf(tags: readonly string[]): readonly string[] {
  let known = hashes.get(tags)
  if (known === undefined) {
    known = tags.map(tagHash)
    hashes.set(tags, known)
  }
  return known
}
