import { reject, type Rejection } from '../rejection.ts'

export const keyHeader = 'idempotency-key'
export const maxKeyLength = 255

/**
 * The key in a header: a String of Structured Fields (RFC 9651 3.3.3) as the draft asks for, or the same
 * characters bare, as most clients send it. Both forms name the same key. A second header is a comma, which
 * a bare key cannot hold.
 */
export function readKey(value: string): string | Rejection {
  const key = quoted.test(value)
    ? value.slice(1, -1).replaceAll(/\\(["\\])/g, '$1')
    : bare.test(value)
      ? value
      : ''
  if (key === '') return malformed
  return key.length > maxKeyLength ? tooLong : key
}

/** Visible ASCII and spaces; a quote or a backslash stands behind a backslash. */
const quoted = /^"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"$/
/** Visible ASCII but `"`, `\`, `,` and `;`. */
const bare = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/

const malformed: Rejection = Object.freeze(
  reject('malformed_idempotency_key', {
    detail:
      'Send one Idempotency-Key: a quoted string, or letters, digits and signs without quotes',
  }),
)
const tooLong: Rejection = Object.freeze(
  reject('malformed_idempotency_key', {
    detail: `Send a key of at most ${maxKeyLength} characters`,
  }),
)
