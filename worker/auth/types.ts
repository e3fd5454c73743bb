import type { Credential } from '../context.ts'
import type { Guard } from '../pipeline.ts'

/** An API key as the directory knows it, with what its consumer may do. Times in milliseconds since the epoch. */
export interface KnownKey {
  readonly keyId: string
  /** The public part: safe to log. */
  readonly prefix: string
  /** SHA-256 of the whole key, hex. */
  readonly hash: string
  readonly notBefore: number | undefined
  readonly expiresAt: number | undefined
  readonly revokedAt: number | undefined
  /** Addresses or CIDR; empty: everywhere. */
  readonly allowedIps: readonly string[]
  /** Endpoint ids; empty: all. */
  readonly endpoints: readonly string[]
  readonly consumer: {
    readonly id: string
    readonly name: string
    readonly isActive: boolean
    /** Already reduced to the key's own roles when it has some. */
    readonly roles: readonly string[]
    readonly scopes: readonly string[]
    readonly metadata: Readonly<Record<string, string | number | boolean>>
  }
}

/** What the directory says of a prefix: a key, that there is none, or that nobody can tell now. */
export type KeyLookup = KnownKey | 'unknown' | 'unavailable'

/** The keys of all consumers, never older than 5 seconds: an answer it cannot stand behind is `unavailable`. */
export interface KeyDirectory {
  find(
    prefix: string,
    waitUntil: (work: Promise<unknown>) => void,
  ): KeyLookup | Promise<KeyLookup>
  /** Changes whenever any key or consumer changed: what was derived from an older one is void. */
  readonly generation: number
  /** Counts a use; written in batches, later. */
  noteUse(keyId: string, wasRefused: boolean, waitUntil: (work: Promise<unknown>) => void): void
}

/** One refused credential. Never holds the credential. */
export interface AuthFailure {
  readonly endpointId: string
  readonly kind: string
  /** Stable reason such as `unknown_key` or `bad_signature`. */
  readonly reason: string
  readonly keyPrefix: string | undefined
  readonly ipAddress: string
}

/** Records refused credentials and slows down whoever guesses. */
export interface FailureLog {
  /** Milliseconds this address still has to wait before another unknown credential of it is looked at; 0: none. */
  waitMs(ipAddress: string): number
  note(failure: AuthFailure, waitUntil: (work: Promise<unknown>) => void): void
}

/** Text of a document of an identity provider, fetched under bounds: no redirects, size and time capped. */
export type FetchText = (
  url: string,
  init: { readonly method?: string; readonly headers?: HeadersInit; readonly body?: string },
  bounds: { readonly maxBytes: number; readonly timeoutMs: number },
) => Promise<{ readonly status: number; readonly contentType: string; readonly text: string }>

/** What authentication kinds need from the platform. */
export interface AuthDeps {
  /** JSON Pointer of the section, for issues. */
  readonly pointer: string
  readonly endpointId: string
  readonly now: () => number
  readonly keys: KeyDirectory
  readonly failures: FailureLog
  readonly fetchText: FetchText
  /** Value of a secret by name; undefined when there is none. Rejects when it cannot be read. */
  readonly secret: (name: string) => Promise<string | undefined>
}

export interface CompiledAuth {
  /** Sets `ctx.principal` or refuses. */
  readonly authenticate: Guard
  /** What must reach neither the upstream nor an expression; undefined when it is to be forwarded. */
  readonly credential: Credential | undefined
}
