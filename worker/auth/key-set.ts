import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose'

import type { Jwk } from './key-material.ts'
import type { SecretReader } from './types.ts'
import type { WaitUntil } from '../lib/wait-until.ts'

/** Finds the key for the header of a token. Rejects when there is none, or more than one. */
export type FindKey = JWTVerifyGetKey

/** Keys that signatures are verified with, by one way of getting them. */
export interface KeySet {
  /** Where they come from, for the trace. */
  readonly source: string
  /**
   * The keys if they may be used now without waiting. The same function as long as nothing has changed, so
   * that what was verified by it can be remembered.
   */
  known(waitUntil: WaitUntil): FindKey | undefined
  /** The keys, asked for when they must be. Undefined: nobody can tell. */
  load(waitUntil: WaitUntil): Promise<FindKey | undefined>
  /** Asks again because a token names a key that is not there. */
  renew(waitUntil: WaitUntil): Promise<FindKey | undefined>
  /** Why there are no keys, for the trace. */
  fault(): string | undefined
}

/** The one key of the configuration. Which key a token names does not matter: its signature decides. */
export function staticKey(jwk: Jwk): KeySet {
  const only = createLocalJWKSet({ keys: [{ ...jwk, kty: String(jwk['kty']), kid: 'only' }] })
  const find: FindKey = (header) => only({ ...header, kid: 'only' })
  return {
    source: 'configuration',
    known: () => find,
    load: () => Promise.resolve(find),
    renew: () => Promise.resolve(find),
    fault: () => undefined,
  }
}

/** RFC 7518 3.2: a key as long as the hash at least. Unit: bytes. */
const leastBytes: ReadonlyMap<string, number> = new Map([
  ['HS256', 32],
  ['HS384', 48],
  ['HS512', 64],
])

/** The shared secret of this name, for HMAC. */
export class SecretKeySet implements KeySet {
  readonly source: string
  readonly #name: string
  readonly #secrets: SecretReader
  readonly #leastBytes: number
  #value: string | undefined
  #find: FindKey | undefined
  #fault: string | undefined

  constructor(name: string, algorithms: readonly string[], secrets: SecretReader) {
    this.source = `secret ${name}`
    this.#name = name
    this.#secrets = secrets
    this.#leastBytes = Math.max(...algorithms.map((name) => leastBytes.get(name) ?? 0))
  }

  known(waitUntil: WaitUntil): FindKey | undefined {
    return this.#of(this.#secrets.recall(this.#name, waitUntil))
  }

  async load(waitUntil: WaitUntil): Promise<FindKey | undefined> {
    const read = await this.#secrets.read(this.#name, waitUntil)
    if (typeof read === 'object') return this.#of(read.value)
    this.#fault = `The secret ${this.#name} is ${read}`
    return undefined
  }

  renew(waitUntil: WaitUntil): Promise<FindKey | undefined> {
    return this.load(waitUntil)
  }

  fault(): string | undefined {
    return this.#fault
  }

  #of(value: string | undefined): FindKey | undefined {
    if (value === undefined) return undefined
    if (value === this.#value) return this.#find
    const bytes = new TextEncoder().encode(value)
    const isLongEnough = bytes.length >= this.#leastBytes
    this.#value = value
    this.#find = isLongEnough ? () => Promise.resolve(bytes) : undefined
    this.#fault = isLongEnough
      ? undefined
      : `The secret ${this.#name} needs at least ${this.#leastBytes} bytes`
    return this.#find
  }
}
