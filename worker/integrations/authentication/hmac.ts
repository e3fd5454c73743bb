import { Buffer } from 'node:buffer'

import type { AuthenticationOf } from '#contract/integration-authentication.ts'

import { Problem } from '../../problem.ts'
import { isRejection } from '../../rejection.ts'
import type { Outgoing } from '../send.ts'
import { bodyBytes, digestHex, hmac as hmacOf } from './digest.ts'
import { secretValue } from './secret-value.ts'
import type { AuthenticationDeps, Authenticator } from './types.ts'

type Config = AuthenticationOf<'hmac'>
type Bytes = Uint8Array<ArrayBuffer>

/** A signature with a shared secret over what `content` names. docs/outbound-authentication.md has the format. */
export function hmac(config: Config, deps: AuthenticationDeps): Authenticator {
  const pieces = config.content.split(/(\{\w*\})/)
  checkPieces(pieces, deps.pointer)
  const readsBody = pieces.some((piece) => piece === '{body}' || piece === '{bodyDigest}')
  const signsTime = pieces.includes('{timestamp}')
  return {
    headers: [config.signatureHeader, ...(signsTime ? [config.timestampHeader] : [])],
    readsBody,
    async apply(outgoing, ctx) {
      const found = await secretValue(config.secret, ctx, deps)
      if (isRejection(found)) return found
      const body = readsBody ? await bodyBytes(outgoing) : new Uint8Array()
      const timestamp = String(Math.floor(ctx.now() / 1_000))
      const parts = { ...partsOf(outgoing), timestamp }
      const content = await contentOf(pieces, parts, body, config.algorithm)
      const key = new Uint8Array(new TextEncoder().encode(found.value))
      const signature = Buffer.from(await hmacOf(config.algorithm, key, content))
      const text = config.signaturePrefix + signature.toString(config.encoding)
      outgoing.headers.set(config.signatureHeader, text)
      if (signsTime) outgoing.headers.set(config.timestampHeader, timestamp)
      return outgoing
    },
  }
}

const names = ['method', 'host', 'path', 'query', 'timestamp', 'body', 'bodyDigest']

function checkPieces(pieces: readonly string[], pointer: string): void {
  const wrong = pieces.find(
    (piece) => /^\{\w*\}$/.test(piece) && !names.includes(piece.slice(1, -1)),
  )
  if (wrong === undefined) return
  const message = `${wrong} cannot be signed; write one of: ${names.map((name) => `{${name}}`).join(', ')}`
  throw new Problem('invalid_configuration', {
    issues: [{ pointer: `${pointer}/content`, code: 'unknown_value', message }],
  })
}

/** As they are sent: the path still percent-encoded, the query without its question mark. */
function partsOf({ url, method }: Outgoing): Record<string, string> {
  const { host, pathname, search } = new URL(url)
  return { method, host, path: pathname, query: search.slice(1) }
}

async function contentOf(
  pieces: readonly string[],
  parts: Readonly<Record<string, string>>,
  body: Bytes,
  algorithm: Config['algorithm'],
): Promise<Bytes> {
  const encoder = new TextEncoder()
  const written = pieces.map(async (piece) => {
    if (piece === '{body}') return body
    if (piece === '{bodyDigest}') return encoder.encode(await digestHex(algorithm, body))
    return encoder.encode(/^\{\w+\}$/.test(piece) ? (parts[piece.slice(1, -1)] ?? '') : piece)
  })
  return new Uint8Array(Buffer.concat(await Promise.all(written)))
}
