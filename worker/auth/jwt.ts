import * as z from 'zod'

import { type JwtSettings, jwtSettings, roles } from '#contract/authentication.ts'
import type { Issue } from '#contract/problem.ts'

import type { Kind } from '../kind.ts'
import type { Guard } from '../pipeline.ts'
import { Problem } from '../problem.ts'
import { JwtVerifier } from './jwt-verifier.ts'
import { algorithmsOf, type Jwk, jwkOfPem, weaknessOf } from './key-material.ts'
import { type KeySet, SecretKeySet, staticKey } from './key-set.ts'
import { tokenGuard } from './token-check.ts'
import type { AuthDeps } from './types.ts'
import { urlIssue } from './url-issue.ts'

const config = z.looseObject({ type: z.literal('jwt'), settings: jwtSettings, roles })

/** Callers with a JSON Web Token of an issuer whose keys are known (RFC 7519). */
export const jwt = {
  type: 'jwt',
  title: 'JWT',
  config,
  compile({ settings }, deps) {
    const issues: Issue[] = []
    const keys = keySetOf(settings, deps, issues)
    if (keys === undefined || issues.length > 0)
      throw new Problem('invalid_configuration', { issues })
    return tokenGuard('jwt', new JwtVerifier(settings, settings, keys), settings, deps)
  },
} satisfies Kind<typeof config, AuthDeps, Guard | undefined>

/** The keys, or undefined with everything that is wrong in `issues`. */
function keySetOf(settings: JwtSettings, deps: AuthDeps, issues: Issue[]): KeySet | undefined {
  const { keys, algorithms } = settings
  const pointer = `${deps.pointer}/settings/keys`
  const symmetric = algorithms.map((name) => name.startsWith('HS'))
  issues.push(...misplaced(symmetric, keys.source === 'secret', deps.pointer))
  switch (keys.source) {
    case 'secret':
      return new SecretKeySet(keys.secret, algorithms, deps.secrets)
    case 'jwks':
      issues.push(...urlIssue(keys.url, `${pointer}/url`, deps))
      return deps.issuers.keysAt(keys.url)
    case 'jwk':
      return checkedKey(keys.jwk, `${pointer}/jwk`, settings, issues)
    case 'pem':
      return checkedKey(jwkOfPem(keys.pem), `${pointer}/pem`, settings, issues)
  }
}

/** An algorithm of the other family would let a public key pass as a shared secret. */
function misplaced(symmetric: readonly boolean[], isSecret: boolean, section: string): Issue[] {
  return symmetric.flatMap((isSymmetric, at) =>
    isSymmetric === isSecret
      ? []
      : [
          {
            pointer: `${section}/settings/algorithms/${at}`,
            code: 'algorithm_not_for_key',
            message: isSecret
              ? 'A shared secret signs with HS256, HS384 or HS512 only'
              : 'HS256, HS384 and HS512 need a shared secret; public keys verify the others',
          },
        ],
  )
}

function checkedKey(
  jwk: Jwk | undefined,
  pointer: string,
  { algorithms }: JwtSettings,
  issues: Issue[],
): KeySet | undefined {
  const weakness = jwk === undefined ? 'Write a public key or a certificate' : weaknessOf(jwk)
  if (jwk === undefined || weakness !== undefined) {
    issues.push({ pointer, code: 'unusable_key', message: weakness ?? '' })
    return undefined
  }
  const fitting = algorithmsOf(jwk)
  if (!algorithms.some((name) => fitting.includes(name))) {
    const message = `The key verifies ${fitting.join(', ')}; add one of them to the algorithms`
    issues.push({ pointer, code: 'algorithm_not_for_key', message })
  }
  return staticKey(jwk)
}
