import { isLoopback, parseIpAddress } from './ip-address.ts'

/** https, or this machine: on any other way somebody could change keys and read secrets (RFC 8414 2). */
export function isConfidential(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  const address = parseIpAddress(hostname)
  return protocol === 'https:' || hostname === 'localhost' || (!!address && isLoopback(address))
}
