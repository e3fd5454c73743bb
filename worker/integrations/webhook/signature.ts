import { Buffer } from 'node:buffer'

import { hmac } from '../authentication/digest.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** A secret, ready to sign: `v1` HMAC-SHA256, or `v1a` Ed25519 (Standard Webhooks, Signature scheme). */
export interface SigningKey {
  readonly version: 'v1' | 'v1a'
  readonly bytes: Bytes
}

/** Undefined when the text is no signing secret: `whsec_` and 24 to 64 bytes, or `whsk_` and 32 or 64, in base64. */
export function readSigningKey(text: string): SigningKey | undefined {
  const [, prefix, base64 = ''] = /^(whsec_|whsk_)([\w+/-]+={0,2})$/.exec(text.trim()) ?? []
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'))
  const { byteLength } = bytes
  if (prefix === 'whsec_' && byteLength >= 24 && byteLength <= 64) return { version: 'v1', bytes }
  if (prefix === 'whsk_' && (byteLength === 32 || byteLength === 64))
    return { version: 'v1a', bytes }
  return undefined
}

/** What is signed: a receiver can tell neither another message nor another time for it. `timestamp`: seconds. */
export interface Signed {
  readonly id: string
  readonly timestamp: number
  readonly payload: Bytes
}

/** The `webhook-signature`: one of each key, in the order of the keys, separated by blanks. */
export async function signatures(keys: readonly SigningKey[], signed: Signed): Promise<string> {
  const { id, timestamp, payload } = signed
  const content = new Uint8Array(Buffer.concat([Buffer.from(`${id}.${timestamp}.`), payload]))
  const all = keys.map(async (key) => {
    const made = key.version === 'v1' ? hmac('SHA-256', key.bytes, content) : ed25519(key, content)
    return `${key.version},${Buffer.from(await made).toString('base64')}`
  })
  return (await Promise.all(all)).join(' ')
}

/** RFC 8032. 64 bytes are the seed and the public key that follows from it. */
async function ed25519({ bytes }: SigningKey, content: Bytes): Promise<Bytes> {
  const pkcs8 = new Uint8Array(Buffer.concat([ed25519Pkcs8, bytes.subarray(0, 32)]))
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('Ed25519', key, content))
}

/** What stands before the seed in the DER form WebCrypto takes private keys in (RFC 8410 7). */
const ed25519Pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')
