import { Buffer } from 'node:buffer'

import { digestHex, hmac } from './digest.ts'

/** What is signed of a request, and for whom. */
export interface AwsRequest {
  readonly method: string
  /** As sent, percent-encoded. */
  readonly path: string
  /** As `canonicalQuery` writes it. */
  readonly query: string
  /** Names in lower case: exactly those are signed. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Hex SHA-256 of the body, or UNSIGNED-PAYLOAD. */
  readonly payloadHash: string
  /** ISO 8601 basic format: 20150830T123600Z. */
  readonly time: string
}

export interface AwsCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly region: string
  readonly service: string
}

/** Value of Authorization: AWS Signature Version 4, in the header. */
export async function awsAuthorization(
  request: AwsRequest,
  credentials: AwsCredentials,
): Promise<string> {
  const { accessKeyId, region, service } = credentials
  const scope = [request.time.slice(0, 8), region, service, 'aws4_request']
  const headers = canonicalHeaders(request.headers)
  const signedHeaders = headers.map(([name]) => name).join(';')
  const canonical = [
    request.method,
    canonicalPath(request.path, service),
    request.query,
    ...headers.map(([name, value]) => `${name}:${value}`),
    '',
    signedHeaders,
    request.payloadHash,
  ].join('\n')
  const hash = await digestHex('SHA-256', utf8(canonical))
  const toSign = ['AWS4-HMAC-SHA256', request.time, scope.join('/'), hash].join('\n')
  let key: Uint8Array<ArrayBuffer> = utf8(`AWS4${credentials.secretAccessKey}`)
  for (const part of [...scope, toSign]) key = await hmac('SHA-256', key, utf8(part))
  const signature = Buffer.from(key).toString('hex')
  const credential = `${accessKeyId}/${scope.join('/')}`
  return `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders}, Signature=${signature}`
}

/** Sorted by encoded name, then value. It is also what must be sent: then nobody reads `+` in another way. */
export function canonicalQuery(search: string): string {
  return [...new URLSearchParams(search)]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map((pair) => pair.join('='))
    .join('&')
}

/** S3 takes the path as it is, encoded once; every other service without empty segments, encoded once more. */
export function canonicalPath(path: string, service: string): string {
  return service === 's3'
    ? path.split('/').map(encodedOnce).join('/')
    : path.replace(/\/+/g, '/').split('/').map(encode).join('/')
}

function encodedOnce(segment: string): string {
  try {
    return encode(decodeURIComponent(segment))
  } catch {
    return encode(segment)
  }
}

/** By name; values of one name joined, without the blanks that proxies may change. */
function canonicalHeaders(headers: AwsRequest['headers']): (readonly [string, string])[] {
  const byName = new Map<string, string>()
  for (const [name, value] of headers) {
    const text = value.trim().replace(/\s+/g, ' ')
    const before = byName.get(name)
    byName.set(name, before === undefined ? text : `${before},${text}`)
  }
  return [...byName].sort(([a], [b]) => compare(a, b))
}

/** Everything but the unreserved characters of RFC 3986 2.3. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text))
}
