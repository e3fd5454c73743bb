import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const prefixDigits = 10
/** 62^43 is a little more than 2^256. */
const secretDigits = 43
const checksumDigits = 6
const shape = /^eck_[\dA-Za-z]{10}_[\dA-Za-z]{49}$/

/**
 * A new API key `eck_<10 digits>_<43 digits><6 digits>` in base 62: what it is known by, 256 random bits, and a
 * CRC-32 of all before it. Scanners recognise it, and a mistyped one is refused without a lookup.
 */
export function newApiKey(): { readonly key: string; readonly prefix: string } {
  const prefix = `eck_${randomDigits(prefixDigits)}`
  const body = `${prefix}_${randomDigits(secretDigits)}`
  return { key: body + checksum(body), prefix }
}

/** The public part of a key, or undefined when the text cannot be one: nothing is trimmed or folded. */
export function prefixOfApiKey(text: string): string | undefined {
  if (!shape.test(text)) return undefined
  const body = text.slice(0, -checksumDigits)
  return text.endsWith(checksum(body)) ? text.slice(0, 4 + prefixDigits) : undefined
}

function checksum(text: string): string {
  let value = crc32(text)
  let written = ''
  for (let at = 0; at < checksumDigits; at++) {
    written = digits.charAt(value % 62) + written
    value = Math.floor(value / 62)
  }
  return written
}

/** Bytes above 247 are thrown away: 256 is no multiple of 62, and some digits would come up more often. */
function randomDigits(count: number): string {
  let written = ''
  while (written.length < count)
    for (const byte of randomBytes(count))
      if (byte < 248 && written.length < count) written += digits.charAt(byte % 62)
  return written
}
