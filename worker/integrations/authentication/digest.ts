import { Buffer } from 'node:buffer'

import type { Outgoing } from '../send.ts'

type Bytes = Uint8Array<ArrayBuffer>
type Algorithm = 'SHA-256' | 'SHA-512'

/** The body of a call, whatever it was built as. Not for a stream: worker/validate keeps the bytes of those. */
export async function bodyBytes({ body }: Outgoing): Promise<Bytes> {
  return new Uint8Array(await new Response(body).arrayBuffer())
}

export async function digestHex(algorithm: Algorithm, bytes: Bytes): Promise<string> {
  return Buffer.from(await crypto.subtle.digest(algorithm, bytes)).toString('hex')
}

/** RFC 2104. */
export async function hmac(algorithm: Algorithm, key: Bytes, content: Bytes): Promise<Bytes> {
  const parameters = { name: 'HMAC', hash: algorithm }
  const imported = await crypto.subtle.importKey('raw', key, parameters, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, content))
}
