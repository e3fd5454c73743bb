import { identityOf, type RequestContext, valueOf } from '../context.ts'
import { hashParts } from '../lib/hash-parts.ts'
import { readIpAddress } from '../lib/ip-network.ts'
import type { KeyName } from './types.ts'

/** Whose key it is: of this caller, at this endpoint. Nobody else's request is ever answered by it. */
export function nameOf(
  key: string,
  { principal, clientIp }: Pick<RequestContext, 'principal' | 'clientIp'>,
  place: { readonly endpointId: string; readonly space: string },
): KeyName {
  const caller = principal === undefined ? ['address', network(clientIp)] : identityOf(principal)
  return { scope: hashParts(place.space, place.endpointId, ...caller), key: hashParts(key) }
}

/** What the request asks for: the key stands for exactly this. Its body was kept (readsRequestBody in compile.ts). */
export function fingerprintOf({ request, path, search, headers, bytes }: RequestContext): string {
  const type = valueOf(headers, 'content-type') ?? ''
  return hashParts(request.method, path, search, type, bytes ?? '')
}

/** A host changes its address within the 64 bits of its network as it likes (RFC 8981). */
function network(clientIp: string): string {
  const address = readIpAddress(clientIp)
  return address?.family === 6 ? `${address.value >> 64n}/64` : clientIp
}
