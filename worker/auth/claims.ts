import { isRecord } from '#contract/is-record.ts'

import type { Principal } from '../context.ts'

export type Claims = Readonly<Record<string, unknown>>

/** Which claims say who calls and what they may do. */
export interface ClaimNames {
  readonly subjectClaim: string
  readonly rolesClaim: string
  readonly scopesClaim: string
}

/**
 * The value of a claim: a member of this very name (`https://shop.example/roles`), else the path its dots
 * describe (`realm_access.roles`). Undefined when there is none.
 */
export function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name]
  let value: unknown = claims
  for (const part of name.split('.')) {
    if (!isRecord(value) || !Object.hasOwn(value, part)) return undefined
    value = value[part]
  }
  return value
}

/** The caller a token speaks of. Undefined: the claim that should say who it is, is no text. */
export function principalOf(
  claims: Claims,
  names: ClaimNames,
  isOneIssuer: boolean,
): Principal | undefined {
  const subject = claimAt(claims, names.subjectClaim)
  if (typeof subject !== 'string' || subject === '') return undefined
  return {
    // A subject is unique at its issuer only (RFC 7519 4.1.2).
    id: isOneIssuer ? subject : `${String(claims['iss'])}|${subject}`,
    roles: wordsOf(claimAt(claims, names.rolesClaim)),
    scopes: wordsOf(claimAt(claims, names.scopesClaim)),
    claims,
  }
}

/** A list of texts, or words in one text (RFC 8693 4.2). */
function wordsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.split(' ').filter((word) => word !== '')
  return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : []
}
