import type { Principal, RequestContext } from '../context.ts'
import type { Expression } from '../expression/index.ts'
import { readIpAddress } from '../lib/ip-network.ts'
import { Lru } from '../lib/lru.ts'
import { hashSecret } from '../lib/secret.ts'
import type { CompiledLimit } from './types.ts'

const rememberedKeys = 1_000
/** A household or a server gets a whole /64 (RFC 6177), so its addresses are one caller. */
const interfaceBits = 64n

export interface KeyParts {
  readonly endpointId: string
  readonly name: string
  readonly countBy: CompiledLimit['countBy']
  /** Of count by expression. */
  readonly expression: Expression | undefined
}

/** Which bucket a request counts in. Keys are hashed once per caller, not per request. */
export function compileKey(parts: KeyParts): CompiledLimit['keyOf'] {
  const ofAddress = remembering((address) => bucketKey(parts, 'ip', networkOf(address)))
  const { expression } = parts
  if (expression !== undefined) {
    const ofText = remembering((text) => bucketKey(parts, 'expression', text))
    return (ctx) => {
      const value = expression.evaluate({ ctx })
      return value instanceof Promise
        ? value.then((made: unknown) => ofText(textOf(made)))
        : ofText(textOf(value))
    }
  }
  if (parts.countBy === 'ip') return ({ clientIp }) => ofAddress(clientIp)
  const ofPrincipals = new WeakMap<Principal, string>()
  return ({ principal, clientIp }: RequestContext) => {
    if (principal === undefined) return ofAddress(clientIp)
    let key = ofPrincipals.get(principal)
    if (key === undefined) {
      key = bucketKey(parts, 'consumer', principal.id)
      ofPrincipals.set(principal, key)
    }
    return key
  }
}

/**
 * The hash comes first and has one length, and JSON keeps its parts apart: no two buckets share a key. All limits of a
 * subject start alike, so one object has them (platform/rate-limiter.ts). Neither version nor numbers are in
 * it: a change starts no new count.
 */
function bucketKey({ endpointId, name }: KeyParts, kind: string, subject: string): string {
  return `${hashSecret(JSON.stringify([endpointId, kind, subject])).slice(0, 32)}:${name}`
}

/** An IPv4 address however it is written; of IPv6 the network. */
function networkOf(text: string): string {
  const address = readIpAddress(text)
  if (address === undefined) return text
  const { family, value } = address
  return family === 4 ? `4:${value}` : `6:${value >> interfaceBits}`
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : ''
}

function remembering(make: (text: string) => string): (text: string) => string {
  const known = new Lru<string, string>(rememberedKeys)
  return (text) => {
    let key = known.get(text)
    if (key === undefined) {
      key = make(text)
      known.set(text, key)
    }
    return key
  }
}
