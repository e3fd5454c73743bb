import { Buffer } from 'node:buffer'

import { isRecord } from '#contract/is-record.ts'

import { decodeUtf8 } from './decode-utf8.ts'

/** Length of a token: far above any issuer's, and verifying costs by the byte. */
const maxTokenLength = 8_192

/** A token in compact serialisation, read but not verified. */
export interface CompactJws {
  readonly header: Readonly<Record<string, unknown>>
  /** Decoded text of both JSON parts. */
  readonly texts: readonly [header: string, payload: string]
}

/**
 * Reads three base64url parts joined by dots (RFC 7515 7.1), the first two of them JSON objects. Undefined
 * when the text is anything else, or could be written in another way: spaces, padding and unused bits are
 * let pass by decoders, so that one token would have many spellings.
 */
export function readCompactJws(token: string): CompactJws | undefined {
  if (token.length > maxTokenLength) return undefined
  const parts = token.split('.')
  if (parts.length !== 3 || !parts.every(isCanonicalBase64url)) return undefined
  const header = decoded(parts[0])
  const payload = decoded(parts[1])
  const members = header === undefined ? undefined : objectOf(header)
  if (header === undefined || payload === undefined || members === undefined) return undefined
  return { header: members, texts: [header, payload] }
}

/** RFC 4648 5 without padding, and no bit set that decodes to nothing (3.5). */
export function isCanonicalBase64url(text: string): boolean {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return false
  const rest = text.length % 4
  if (rest === 0) return true
  return rest !== 1 && (alphabet.indexOf(text.slice(-1)) & (rest === 2 ? 0b1111 : 0b11)) === 0
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

function decoded(part: string | undefined): string | undefined {
  return decodeUtf8(Buffer.from(part ?? '', 'base64url'))
}

function objectOf(text: string): CompactJws['header'] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}
