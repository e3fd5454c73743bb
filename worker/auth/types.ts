import type { FailureReason } from '#contract/failure-reason.ts'

import type { Principal } from '../context.ts'
import type { IpNetwork } from '../lib/ip-network.ts'
import type { Fetch } from '../lib/fetch-text.ts'
import type { Issuers } from './issuers.ts'
import type { TokenMemo } from './token-memo.ts'
import type { WaitUntil } from '../lib/wait-until.ts'

/** An API key as it is stored, with what its consumer may do. Times in milliseconds since the epoch. */
export interface KnownKey {
  readonly keyId: string
  /** The public part: safe to log. */
  readonly prefix: string
  /** SHA-256 of the whole key, hex. */
  readonly hash: string
  readonly notBefore: number | undefined
  readonly expiresAt: number | undefined
  readonly isRevoked: boolean
  /** Empty: everywhere. */
  readonly allowedNetworks: readonly IpNetwork[]
  /** Endpoint ids; empty: all. */
  readonly endpoints: readonly string[]
  readonly isConsumerActive: boolean
  /** The consumer; its roles are already reduced to the key's own when the key has some. */
  readonly principal: Principal
}

/** Where keys come from. Rejects when storage cannot be asked. */
export interface KeySource {
  /** Changes whenever any key, consumer or secret changes. */
  generation(): Promise<number>
  find(prefix: string): Promise<KnownKey | undefined>
}

/** The keys of all consumers, as they were at most 5 seconds ago: what it cannot stand behind is `unavailable`. */
export interface KeyDirectory {
  /** The key with this text if it was verified before and nothing has changed since. */
  recall(text: string, waitUntil: WaitUntil): KnownKey | undefined
  /** Looks the key up. `unknown`: there is no such key, or its secret part is another one. */
  verify(text: string, waitUntil: WaitUntil): Promise<KnownKey | 'unknown' | 'unavailable'>
}

/** Where secrets come from. Rejects when storage cannot be asked or what it holds cannot be opened. */
export interface SecretSource {
  find(name: string): Promise<KnownSecret | undefined>
}

export interface KnownSecret {
  readonly value: string
  /** Where it may be sent. null: set before there were origins; it goes on where it went. */
  readonly allowedOrigins: readonly string[] | null
}

/** The secrets that configurations name, as they were at most 5 seconds ago. */
export interface SecretReader {
  /** The value if it was read before and no credential has changed since. */
  recall(name: string, waitUntil: WaitUntil): string | undefined
  /** Reads it. `missing`: there is none. */
  read(name: string, waitUntil: WaitUntil): Promise<KnownSecret | 'missing' | 'unavailable'>
}

/** Counts uses of keys; written in batches, later. */
export interface KeyUsage {
  note(keyId: string, wasRefused: boolean, waitUntil: WaitUntil): void
}

/** One refused credential. Never holds the credential. */
export interface AuthFailure {
  readonly endpointId: string
  /** The kind of authentication: `api-key`, `jwt`, `oauth2`. */
  readonly kind: string
  readonly reason: FailureReason
  readonly keyPrefix?: string | undefined
  readonly ipAddress: string
  /** True when the caller may be guessing: only such failures slow an address down. */
  readonly mayBeGuess: boolean
}

/** Records refused credentials and slows down whoever guesses. */
export interface FailureLog {
  /** Milliseconds before another unknown credential of this address is looked at; 0: none. */
  waitMs(ipAddress: string): number
  note(failure: AuthFailure, waitUntil: WaitUntil): void
}

/** What authentication kinds need from the platform. One per isolate. */
export interface AuthPorts {
  readonly keys: KeyDirectory
  readonly usage: KeyUsage
  readonly failures: FailureLog
  readonly secrets: SecretReader
  readonly issuers: Issuers
  /** Verdicts on tokens seen before. */
  readonly tokens: TokenMemo
  readonly fetch: Fetch
  /** Undefined when the URL may be called, else why not, in words for the author. */
  refusal(url: URL): string | undefined
}

export interface AuthDeps extends AuthPorts {
  /** JSON Pointer of the section, for issues. */
  readonly pointer: string
  readonly endpointId: string
}
