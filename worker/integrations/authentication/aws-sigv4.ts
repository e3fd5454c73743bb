import type { AuthenticationOf } from '#contract/integration-authentication.ts'

import type { RequestContext } from '../../context.ts'
import { isRejection, type Rejection } from '../../rejection.ts'
import type { Outgoing } from '../send.ts'
import { awsAuthorization, canonicalPath, canonicalQuery } from './aws-signature.ts'
import { bodyBytes, digestHex } from './digest.ts'
import { secretValue } from './secret-value.ts'
import type { AuthenticationDeps, Authenticator } from './types.ts'

type Config = AuthenticationOf<'aws-sigv4'>

/** A signature by an access key of AWS, or of a service that speaks the same. */
export function awsSigV4(config: Config, deps: AuthenticationDeps): Authenticator {
  const readsBody = config.payload === 'signed'
  return {
    headers: ['authorization', 'x-amz-date', 'x-amz-content-sha256', 'x-amz-security-token'],
    readsBody,
    async apply(outgoing, ctx) {
      const secretAccessKey = await secretValue(config.secretAccessKey, ctx, deps)
      if (isRejection(secretAccessKey)) return secretAccessKey
      const token = await sessionToken(config, ctx, deps)
      if (isRejection(token)) return token
      const payloadHash = readsBody
        ? await digestHex('SHA-256', await bodyBytes(outgoing))
        : 'UNSIGNED-PAYLOAD'
      const time = new Date(ctx.now()).toISOString().replace(/[-:]|\.\d+/g, '')
      const { headers } = outgoing
      headers.set('x-amz-date', time)
      headers.set('x-amz-content-sha256', payloadHash)
      if (token.value !== undefined) headers.set('x-amz-security-token', token.value)
      const url = canonicalUrl(outgoing.url, config.service)
      const signed = { ...partsOf(outgoing, url), payloadHash, time }
      const credentials = { ...config, secretAccessKey: secretAccessKey.value }
      headers.set('authorization', await awsAuthorization(signed, credentials))
      return { ...outgoing, url: url.href }
    },
  }
}

async function sessionToken(
  { sessionToken: name }: Config,
  ctx: RequestContext,
  deps: AuthenticationDeps,
): Promise<{ readonly value: string | undefined } | Rejection> {
  return name === undefined ? { value: undefined } : secretValue(name, ctx, deps)
}

/** Sent as it is signed. */
function canonicalUrl(text: string, service: string): URL {
  const url = new URL(text)
  url.search = canonicalQuery(url.search)
  if (service === 's3') url.pathname = canonicalPath(url.pathname, service)
  return url
}

/** Of the headers, those that AWS asks to be signed: others may change on their way. */
function partsOf({ method, headers }: Outgoing, url: URL) {
  const named = [...headers].filter(
    ([name]) => name === 'content-type' || name.startsWith('x-amz-'),
  )
  const signed: [string, string][] = [['host', url.host], ...named]
  return { method, path: url.pathname, query: url.search.slice(1), headers: signed }
}
