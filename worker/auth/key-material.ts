import { Buffer } from 'node:buffer'
import { createPublicKey } from 'node:crypto'

/** A JSON Web Key as anybody may have written it (RFC 7517). */
export type Jwk = Readonly<Record<string, unknown>>

const leastRsaBits = 2_048

/**
 * Why signatures must not be verified with this key, as advice to whoever configured it; undefined: they may.
 * RFC 7518 3.3 and 3.5, RFC 8725 3.5.
 */
export function weaknessOf(jwk: Jwk): string | undefined {
  if (jwk['kty'] === 'oct') return 'A shared secret is no public key; keep it as a secret'
  if (jwk['d'] !== undefined) return 'This is a private key; write its public part only'
  if (jwk['use'] !== undefined && jwk['use'] !== 'sig') return 'The key is not for signatures (use)'
  if (algorithmsOf(jwk).length === 0)
    return 'Write a key of kty RSA, EC (P-256, P-384, P-521) or OKP (Ed25519)'
  return jwk['kty'] === 'RSA' ? rsaWeakness(jwk) : undefined
}

/** The algorithms this key verifies; only its own `alg` when it names one. */
export function algorithmsOf(jwk: Jwk): readonly string[] {
  const fitting = algorithmsByType.get(`${jwk['kty']} ${jwk['crv'] ?? ''}`.trim()) ?? []
  const { alg } = jwk
  return alg === undefined ? fitting : fitting.filter((name) => name === alg)
}

const algorithmsByType: ReadonlyMap<string, readonly string[]> = new Map([
  ['RSA', ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']],
  ['EC P-256', ['ES256']],
  ['EC P-384', ['ES384']],
  ['EC P-521', ['ES512']],
  ['OKP Ed25519', ['EdDSA', 'Ed25519']],
])

/** The public key or certificate in a PEM text; undefined when there is none, or a private one. */
export function jwkOfPem(pem: string): Jwk | undefined {
  if (pem.includes('PRIVATE KEY')) return undefined
  try {
    return { ...createPublicKey(pem).export({ format: 'jwk' }) }
  } catch {
    return undefined
  }
}

function rsaWeakness({ n, e }: Jwk): string | undefined {
  if (bitsOf(n) < leastRsaBits) return `An RSA key needs at least ${leastRsaBits} bits`
  const exponent = Buffer.from(String(e), 'base64url')
  const isOdd = ((exponent.at(-1) ?? 0) & 1) === 1
  return isOdd && bitsOf(e) > 1 ? undefined : 'The exponent of an RSA key must be odd and above 1'
}

/** Length of a base64url number without its leading zeros. Unit: bit. */
function bitsOf(value: unknown): number {
  const hex = typeof value === 'string' ? Buffer.from(value, 'base64url').toString('hex') : ''
  const significant = hex.replace(/^0+/, '')
  if (significant === '') return 0
  return significant.length * 4 - Math.clz32(Number.parseInt(significant.slice(0, 1), 16)) + 28
}
