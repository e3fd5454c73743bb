import type { RequestContext } from '../../context.ts'
import { reject, type Rejection } from '../../rejection.ts'
import type { AuthenticationDeps } from './types.ts'

/** A call that cannot be authenticated is not made. `internal` is for logs. */
export function unauthenticated(
  { integrationId }: Pick<AuthenticationDeps, 'integrationId'>,
  why: string,
  internal: string,
): Rejection {
  const detail = `Integration ${integrationId} could not authenticate: ${why}`
  return reject('upstream_authentication_failed', { detail, internal })
}

/**
 * The value of a secret, if it may be sent to every one of `origins` (the integration's own unless told): checked
 * when a configuration is saved, and here again, because both may have changed since.
 */
export async function secretValue(
  name: string,
  ctx: RequestContext,
  deps: AuthenticationDeps,
  origins: readonly string[] = [deps.origin],
): Promise<{ readonly value: string } | Rejection> {
  const secret = await deps.secrets.read(name, ctx.waitUntil)
  if (typeof secret === 'string')
    return unauthenticated(deps, 'a secret cannot be read', `the secret ${name} is ${secret}`)
  const { allowedOrigins, value } = secret
  const missing = origins.filter((origin) => allowedOrigins?.includes(origin) !== true)
  return missing.length === 0
    ? { value }
    : unauthenticated(
        deps,
        'a secret may not be sent there',
        `the secret ${name} is not bound to ${missing.join(' and ')}`,
      )
}
