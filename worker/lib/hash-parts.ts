import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'

/** SHA-256 of a list, hex. Every part goes with its length, so `a`, `bc` never equals `ab`, `c`. */
export function hashParts(...parts: readonly (string | ArrayBuffer)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : new Uint8Array(part)
    hash.update(`${bytes.byteLength}:`).update(bytes)
  }
  return hash.digest('hex')
}
