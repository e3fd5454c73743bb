import type { AuthenticationOf } from '#contract/integration-authentication.ts'

import { isRejection } from '../../rejection.ts'
import { headerCredential } from './header-credential.ts'
import { secretValue } from './secret-value.ts'
import type { AuthenticationDeps, Authenticator } from './types.ts'

/** A key in a header, or in the query for services that take it nowhere else. */
export function apiKey(
  config: AuthenticationOf<'api-key'>,
  deps: AuthenticationDeps,
): Authenticator {
  return config.in === 'header'
    ? headerCredential(
        { header: config.name, secret: config.key, toValue: (secret) => secret },
        deps,
      )
    : queryCredential(config, deps)
}

function queryCredential(
  { name, key }: AuthenticationOf<'api-key'>,
  deps: AuthenticationDeps,
): Authenticator {
  return {
    headers: [],
    parameter: name,
    async apply(outgoing, ctx) {
      const found = await secretValue(key, ctx, deps)
      if (isRejection(found)) return found
      const url = withParameter(outgoing.url, name, found.value)
      return { ...outgoing, url, hidden: found.value }
    },
  }
}

/** In place of every parameter of this name, which the caller may have sent. The others stay as they are. */
function withParameter(url: string, name: string, value: string): string {
  const [base = '', ...query] = url.split('?')
  const pairs = query.join('?').split('&')
  const kept = pairs.filter((pair) => pair !== '' && parameterName(pair) !== name)
  return `${base}?${[...kept, `${name}=${encodeURIComponent(value)}`].join('&')}`
}

/** As servers read it, whatever its case: some do not tell them apart. */
export function parameterName(pair: string): string {
  const [name = ''] = new URLSearchParams(pair).keys()
  return name.toLowerCase()
}
