/**
 * A WWW-Authenticate challenge (RFC 9110 11.6.1). Values are quoted strings: quotes, backslashes and everything
 * outside printable ASCII are left out (RFC 6750 3).
 */
export function challenge(
  scheme: 'Bearer' | 'ApiKey',
  parameters: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const written = Object.entries({ realm: 'ecluse', ...parameters }).map(
    ([name, value]) => `${name}="${value.replaceAll(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, '')}"`,
  )
  return { 'www-authenticate': `${scheme} ${written.join(', ')}` }
}
