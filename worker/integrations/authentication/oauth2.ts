import type { AuthenticationOf } from '#contract/integration-authentication.ts'
import type { Issue } from '#contract/problem.ts'

import { isConfidential } from '../../lib/confidential-url.ts'
import { Problem } from '../../problem.ts'
import { isRejection } from '../../rejection.ts'
import { AccessTokens } from './access-tokens.ts'
import { secretValue, unauthenticated } from './secret-value.ts'
import type { AuthenticationDeps, Authenticator } from './types.ts'

type Config = AuthenticationOf<'oauth2'>

/** An access token for the gateway itself (RFC 6749 4.4), asked for when one is needed and kept while it lasts. */
export function oauth2(config: Config, deps: AuthenticationDeps): Authenticator {
  const issues = tokenUrlIssues(config.tokenUrl, deps)
  if (issues.length > 0) throw new Problem('invalid_configuration', { issues })
  const tokens = new AccessTokens(config, deps.upstream)
  // The token opens what the secret opens, so the secret must be allowed at both ends.
  const origins = [new URL(config.tokenUrl).origin, deps.origin]
  const apply: Authenticator['apply'] = async (outgoing, ctx) => {
    const secret = await secretValue(config.clientSecret, ctx, deps, origins)
    if (isRejection(secret)) return secret
    const got = await tokens.get(secret.value, ctx)
    if ('fault' in got) return unauthenticated(deps, 'it got no access token', got.fault)
    outgoing.headers.set('authorization', `Bearer ${got.token}`)
    return {
      ...outgoing,
      renew: () =>
        tokens.forget(got.token, ctx.now()) ? apply(outgoing, ctx) : Promise.resolve(undefined),
    }
  }
  return { headers: ['authorization'], apply }
}

function tokenUrlIssues(text: string, { upstream, pointer }: AuthenticationDeps): Issue[] {
  const at = `${pointer}/tokenUrl`
  // What the URL parser would drop or turn is refused: what is read is what is called.
  if (!/^https?:\/\/[^\s\\#{}]+$/i.test(text) || !URL.canParse(text)) {
    const message = 'Write an absolute URL such as https://login.example.com/token, without {{ }}'
    return [{ pointer: at, code: 'invalid_url', message }]
  }
  const why = upstream.refusal(new URL(text))
  if (why !== undefined) return [{ pointer: at, code: 'upstream_forbidden', message: why }]
  const message = 'Write https: whoever can read on the way would have the client secret'
  return isConfidential(text) ? [] : [{ pointer: at, code: 'insecure_url', message }]
}
