import type { WaitUntil } from '../lib/wait-until.ts'

/** An answer as it is stored. Immutable, and the same in every tier. Times in milliseconds since the epoch. */
export interface StoredAnswer {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Uint8Array<ArrayBuffer>
  /** When the request that led to it was sent, and when its head arrived (RFC 9111 4.2.3). */
  readonly requestedAt: number
  readonly receivedAt: number
  /** Request headers that select it, by the Vary of the answer (RFC 9111 4.1); null: absent. */
  readonly vary: readonly (readonly [name: string, value: string | null])[]
  /** What it is forgotten by. */
  readonly tags: readonly string[]
  /** The newest purge that was known when its request was sent: a later one of its tags forgets it. */
  readonly generation: number
  /** From then on nobody may use it in any way. */
  readonly expiresAt: number
}

/** All answers of one key, newest first: they differ in what their Vary selects by. */
export type StoredAnswers = readonly StoredAnswer[]

/** Where answers are kept. A tier may lose what it was given; what it returns is what it was given. */
export interface CacheTier {
  /** `key`: hexadecimal digits of a hash. */
  get(key: string): StoredAnswers | undefined | Promise<StoredAnswers | undefined>
  put(key: string, answers: StoredAnswers): void | Promise<void>
  delete(key: string): void | Promise<void>
}

/** Which tags were purged, and when, counted by one number that grows with every purge anywhere. */
export interface Purges {
  /**
   * The number of the newest purge this isolate knows, at most 5 s old. A promise where it has to be read;
   * undefined: nobody can tell, so nothing that is stored may be used.
   */
  current(waitUntil: WaitUntil): number | undefined | Promise<number | undefined>
  /** Whether one of these tags was purged after that generation. Only after `current` gave a number. */
  isPurged(tags: readonly string[], generation: number): boolean
  /** Takes effect in this isolate before it returns, everywhere within 5 s of when its promise resolves. */
  purge(tags: readonly string[]): Promise<void>
}

/** What became of a request at the cache: stored answer, stale stored answer, asked for, none of its business. */
export type CacheVerdict = 'hit' | 'stale' | 'miss' | 'bypass'

/** Counts what the cache did, per endpoint and day. */
export interface CacheUsage {
  note(endpointId: string, verdict: CacheVerdict, waitUntil: WaitUntil): void
}

/** What the cache needs from the platform. One per isolate. */
export interface CachePorts {
  readonly memory: CacheTier
  readonly kv: CacheTier
  readonly database: CacheTier
  readonly purges: Purges
  readonly usage: CacheUsage
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}

export interface CacheDeps {
  readonly ports: CachePorts
  readonly endpointId: string
  /** Answers of tests are apart from those of callers. */
  readonly space: 'live' | 'test'
  /** JSON Pointer of the section, for issues. */
  readonly pointer: string
}
