/** Tokens → JSON Pointer (RFC 6901 section 4): `pointerTo('a/b', 0)` is `/a~1b/0`. No tokens: the whole document. */
export function pointerTo(...tokens: readonly PropertyKey[]): string {
  return tokens
    .map((token) => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
}
