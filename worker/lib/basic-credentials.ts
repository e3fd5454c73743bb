import { Buffer } from 'node:buffer'

/** Value of Authorization for a user (RFC 7617), in UTF-8. A user name has no colon. */
export function basicCredentials(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

/** Value of Authorization for an OAuth client: both parts form-encoded first (RFC 6749 2.3.1). */
export function clientCredentials(clientId: string, secret: string): string {
  return basicCredentials(formEncoded(clientId), formEncoded(secret))
}

function formEncoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1)
}
