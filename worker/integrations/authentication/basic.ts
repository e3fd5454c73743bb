import type { AuthenticationOf } from '#contract/integration-authentication.ts'

import { basicCredentials } from '../../lib/basic-credentials.ts'
import { headerCredential } from './header-credential.ts'
import type { AuthenticationDeps, Authenticator } from './types.ts'

/** User name and password (RFC 7617). */
export function basic(
  { username, password }: AuthenticationOf<'basic'>,
  deps: AuthenticationDeps,
): Authenticator {
  const toValue = (secret: string) => basicCredentials(username, secret)
  return headerCredential({ header: 'authorization', secret: password, toValue }, deps)
}
