import type { AuthenticationOf } from '#contract/integration-authentication.ts'

import { headerCredential } from './header-credential.ts'
import type { AuthenticationDeps, Authenticator } from './types.ts'

/** A token that does not change by itself (RFC 6750 2.1). */
export function bearer(
  { token }: AuthenticationOf<'bearer'>,
  deps: AuthenticationDeps,
): Authenticator {
  const toValue = (secret: string) => `Bearer ${secret}`
  return headerCredential({ header: 'authorization', secret: token, toValue }, deps)
}
