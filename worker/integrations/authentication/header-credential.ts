import { isRejection } from '../../rejection.ts'
import { secretValue, unauthenticated } from './secret-value.ts'
import type { AuthenticationDeps, Authenticator } from './types.ts'

interface HeaderCredential {
  readonly header: string
  /** Name of the secret. */
  readonly secret: string
  readonly toValue: (secret: string) => string
}

/** One header with a secret in it. */
export function headerCredential(
  { header, secret, toValue }: HeaderCredential,
  deps: AuthenticationDeps,
): Authenticator {
  return {
    headers: [header],
    async apply(outgoing, ctx) {
      const found = await secretValue(secret, ctx, deps)
      if (isRejection(found)) return found
      const value = toValue(found.value)
      // The runtime would throw an error that repeats the value.
      if (!isHeaderValue(value))
        return unauthenticated(deps, 'a secret is no header value', `see the secret ${secret}`)
      outgoing.headers.set(header, value)
      return outgoing
    },
  }
}

function isHeaderValue(value: string): boolean {
  return /^[\x20-\x7e]*$/.test(value)
}
