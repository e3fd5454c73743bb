import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'

/** NIST SP 800-38D 8.2.2: random, 96 bits. */
const ivBytes = 12
const keyBytes = 32

/** A value that only the named key opens. docs/storage.md has the format. */
export interface Sealed {
  /** base64url of IV, ciphertext and 128-bit tag. */
  readonly sealed: string
  readonly keyId: string
}

/** AES-256-GCM over the configured keys: the first one seals, all of them open. */
export interface Vault {
  /** Of the key that seals. */
  readonly keyId: string
  /** Of those that only open. */
  readonly previousKeyIds: readonly string[]
  has(keyId: string): boolean
  /** `name` is authenticated with it: what was sealed under one name does not open under another. */
  seal(name: string, value: string): Promise<Sealed>
  /** Rejects when the key is not configured, or what is stored is not what was sealed. */
  open(name: string, stored: Sealed): Promise<string>
}

/** Why nothing can be sealed or opened, and what to do. Holds no part of a key. */
export interface NoVault {
  readonly fault: string
}

export interface VaultDeps {
  /** 32 bytes, base64 (either alphabet) or hex. */
  readonly masterKey: string | undefined
  /** Keys of the past, which still open what they sealed. */
  readonly previousMasterKeys: readonly string[]
  readonly randomBytes: (count: number) => Uint8Array<ArrayBuffer>
}

export function createVault(deps: VaultDeps): Vault | NoVault {
  const { masterKey, previousMasterKeys, randomBytes } = deps
  if (masterKey === undefined)
    return { fault: `Set MASTER_KEY (npx wrangler secret put MASTER_KEY) to ${keyFormat}` }
  const current = readKey(masterKey)
  if (current === undefined) return { fault: `MASTER_KEY must be ${keyFormat}` }
  const previous = previousMasterKeys.flatMap((text) => readKey(text) ?? [])
  if (previous.length !== previousMasterKeys.length)
    return {
      fault: `Each key of MASTER_KEYS_PREVIOUS must be ${keyFormat}; separate them by commas`,
    }
  const keys = new Map([...previous, current].map((key) => [keyIdOf(key), key]))
  const keyId = keyIdOf(current)
  return {
    keyId,
    previousKeyIds: [...keys.keys()].filter((id) => id !== keyId),
    has: (id) => keys.has(id),
    async seal(name, value) {
      const iv = randomBytes(ivBytes)
      const text = new TextEncoder().encode(value)
      const key = await importKey(current)
      const ciphertext = await crypto.subtle.encrypt(parameters(iv, name), key, text)
      const sealed = Buffer.concat([iv, new Uint8Array(ciphertext)]).toString('base64url')
      return { sealed, keyId }
    },
    async open(name, stored) {
      const key = keys.get(stored.keyId)
      if (key === undefined)
        throw new Error(`sealed with key ${stored.keyId}, which is not configured`)
      const bytes = Buffer.from(stored.sealed, 'base64url')
      const text = await crypto.subtle.decrypt(
        parameters(bytes.subarray(0, ivBytes), name),
        await importKey(key),
        bytes.subarray(ivBytes),
      )
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(text)
    },
  }
}

const keyFormat = `${keyBytes} random bytes as hex or base64url, such as from: openssl rand -hex ${keyBytes}`

/** Undefined when it is not a key. */
function readKey(text: string): Buffer<ArrayBuffer> | undefined {
  if (/^[\da-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  if (/^[\w+/-]{43}=?$/.test(text)) return Buffer.from(text, 'base64')
  return undefined
}

/** Says which key, and nothing about it that could be used. */
function keyIdOf(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8)
}

function importKey(key: Buffer<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

function parameters(iv: Uint8Array, name: string) {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) }
}
