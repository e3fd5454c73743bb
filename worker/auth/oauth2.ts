import * as z from 'zod'

import { type Oauth2Settings, oauth2Settings, roles } from '#contract/authentication.ts'
import type { Issue } from '#contract/problem.ts'

import type { Kind } from '../kind.ts'
import type { Guard } from '../pipeline.ts'
import { Problem } from '../problem.ts'
import { DiscoveredKeys } from './discovered-keys.ts'
import { Introspection } from './introspection.ts'
import { JwtVerifier } from './jwt-verifier.ts'
import { tokenGuard } from './token-check.ts'
import type { TokenVerifier } from './token-verdict.ts'
import type { AuthDeps } from './types.ts'
import { urlIssue } from './url-issue.ts'

const config = z.looseObject({ type: z.literal('oauth2'), settings: oauth2Settings, roles })

/** Callers with an access token of an authorisation server, known by its metadata (RFC 6749, RFC 8414). */
export const oauth2 = {
  type: 'oauth2',
  title: 'OAuth 2',
  config,
  compile({ settings }, deps) {
    const issues = addressIssues(settings, deps)
    if (issues.length > 0) throw new Problem('invalid_configuration', { issues })
    return tokenGuard('oauth2', verifierOf(settings, deps), settings, deps)
  },
} satisfies Kind<typeof config, AuthDeps, Guard | undefined>

function verifierOf(settings: Oauth2Settings, deps: AuthDeps): TokenVerifier {
  const { introspection, issuer } = settings
  if (settings.token === 'opaque' && introspection !== undefined)
    return new Introspection({ ...settings, introspection }, deps)
  const rules = { ...settings, issuer: [issuer], requireExp: true, requiredClaims: {} }
  return new JwtVerifier(rules, settings, new DiscoveredKeys(issuer, deps.issuers))
}

function addressIssues(settings: Oauth2Settings, deps: AuthDeps): Issue[] {
  const { issuer, token, introspection } = settings
  const pointer = `${deps.pointer}/settings`
  const missing = {
    pointer: `${pointer}/introspection`,
    code: 'required',
    message: 'Opaque tokens are asked of the issuer; write clientId and clientSecret',
  }
  return [
    ...urlIssue(issuer, `${pointer}/issuer`, deps),
    ...(introspection?.url === undefined
      ? []
      : urlIssue(introspection.url, `${pointer}/introspection/url`, deps)),
    ...(token === 'opaque' && introspection === undefined ? [missing] : []),
  ]
}
