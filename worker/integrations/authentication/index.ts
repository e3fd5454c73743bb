import type { IntegrationAuthentication } from '#contract/integration-authentication.ts'
import { pointerTo } from '#contract/json-pointer.ts'
import type { Issue } from '#contract/problem.ts'

import type { RequestContext } from '../../context.ts'
import { isConfidential } from '../../lib/confidential-url.ts'
import { Problem } from '../../problem.ts'
import { reject, type Rejection } from '../../rejection.ts'
import { connectionHeaders } from '../forward-headers.ts'
import type { Outgoing } from '../send.ts'
import { apiKey, parameterName } from './api-key.ts'
import { awsSigV4 } from './aws-sigv4.ts'
import { basic } from './basic.ts'
import { bearer } from './bearer.ts'
import { hmac } from './hmac.ts'
import { oauth2 } from './oauth2.ts'
import type { AuthenticationDeps, Authenticator } from './types.ts'

/** A new kind is its import, its line here and its shape in contract/integration-authentication.ts. */
function authenticatorOf(
  config: IntegrationAuthentication,
  deps: AuthenticationDeps,
): Authenticator | undefined {
  switch (config.type) {
    case 'none':
      return undefined
    case 'basic':
      return basic(config, deps)
    case 'bearer':
      return bearer(config, deps)
    case 'api-key':
      return apiKey(config, deps)
    case 'oauth2':
      return oauth2(config, deps)
    case 'hmac':
      return hmac(config, deps)
    case 'aws-sigv4':
      return awsSigV4(config, deps)
  }
}

/** What an integration's author wrote beside the authentication. */
export interface Configured {
  /** Header names in lower case. */
  readonly headers: readonly string[]
  /** URL with its holes. */
  readonly endpoint: string
  readonly query: Readonly<Record<string, string>> | undefined
  /** JSON Pointer of the integration. */
  readonly pointer: string
}

/** Puts the credential into a call that is otherwise complete. */
export interface Authentication {
  readonly headers: readonly string[]
  readonly readsBody: boolean
  apply(outgoing: Outgoing, ctx: RequestContext): Promise<Outgoing | Rejection>
}

/**
 * Undefined: calls go out as they are. Throws Problem invalid_configuration: insecure_url, reserved_header,
 * reserved_parameter, unsupported_redirects and what the kind finds.
 */
export function compileAuthentication(
  config: IntegrationAuthentication,
  deps: AuthenticationDeps,
  configured: Configured,
): Authentication | undefined {
  const authenticator = authenticatorOf(config, deps)
  if (authenticator === undefined) return undefined
  const issues = [
    ...reservedIssues(authenticator, configured),
    ...addressIssues(config, deps, configured),
  ]
  if (issues.length > 0) throw new Problem('invalid_configuration', { issues })
  const isForeign = foreignHeader(config, configured.headers)
  return {
    headers: authenticator.headers,
    readsBody: authenticator.readsBody === true,
    apply(outgoing, ctx) {
      const foreign = [...outgoing.headers.keys()].filter(isForeign)
      for (const name of foreign) outgoing.headers.delete(name)
      if (outgoing.body instanceof ReadableStream && authenticator.readsBody === true)
        return Promise.resolve(reject('internal_error', { internal: 'a body was not kept' }))
      return authenticator.apply(outgoing, ctx)
    },
  }
}

/**
 * Credentials of the caller are for the gateway, not for whom it calls in its own name; and what a signature
 * covers would have the gateway's word for it: x-amz-copy-source, say.
 */
function foreignHeader(
  { type }: IntegrationAuthentication,
  configured: readonly string[],
): (name: string) => boolean {
  const own = new Set(configured)
  return (name) =>
    !own.has(name) &&
    (name === 'authorization' || (type === 'aws-sigv4' && name.startsWith('x-amz-')))
}

function reservedIssues(
  { headers, parameter }: Authenticator,
  { headers: configured, endpoint, query, pointer }: Configured,
): Issue[] {
  const message = 'Remove it: the authentication of this integration writes it'
  const [, search = ''] = endpoint.split('?', 2)
  const unusable = headers.filter(
    (name, at) => connectionHeaders.includes(name) || headers.indexOf(name) !== at,
  )
  const names = Object.keys(query ?? {}).filter((name) => name.toLowerCase() === parameter)
  return [
    ...unusable.map((name) => ({
      pointer: `${pointer}/authentication`,
      code: 'forbidden_header',
      message: `Write another header than ${name}: it is used already, or set by the gateway itself`,
    })),
    ...configured
      .filter((name) => headers.includes(name))
      .map((name) => `${pointer}/headers${pointerTo(name)}`)
      .map((at) => ({ pointer: at, code: 'reserved_header', message })),
    ...names
      .map((name) => `${pointer}/query${pointerTo(name)}`)
      .map((at) => ({ pointer: at, code: 'reserved_parameter', message })),
    ...(search.split('&').some((pair) => parameterName(pair) === parameter)
      ? [{ pointer: `${pointer}/endpoint`, code: 'reserved_parameter', message }]
      : []),
  ]
}

function addressIssues(
  { type }: IntegrationAuthentication,
  { origin, redirects }: AuthenticationDeps,
  { pointer }: Configured,
): Issue[] {
  const insecure = {
    pointer: `${pointer}/endpoint`,
    code: 'insecure_url',
    message: 'Write https: whoever can read on the way would have the credentials',
  }
  const signed = {
    pointer: `${pointer}/redirects`,
    code: 'unsupported_redirects',
    message: 'Use 0: a signature is for one URL',
  }
  const isSigned = type === 'hmac' || type === 'aws-sigv4'
  return [
    ...(isConfidential(origin) ? [] : [insecure]),
    ...(isSigned && redirects > 0 ? [signed] : []),
  ]
}
