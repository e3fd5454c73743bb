import { type IpAddress, parseIpAddress } from './ip-address.ts'

/** Every address from `first` to `last`. */
export interface IpNetwork {
  readonly family: 4 | 6
  readonly first: bigint
  readonly last: bigint
}

/**
 * An address as people and proxies write it, undefined for anything else. An IPv4 address mapped into IPv6
 * (::ffff:192.0.2.1) is the IPv4 address: both name the same host.
 */
export function readIpAddress(text: string): IpAddress | undefined {
  if (dottedDecimal.test(text)) return parseIpAddress(text)
  if (!text.includes(':') || !/^[\da-f:.]+$/i.test(text)) return undefined
  const url = URL.parse(`http://[${text}]/`)
  const address = url === null ? undefined : parseIpAddress(url.hostname)
  return address !== undefined && address.value >> 32n === 0xffffn
    ? { family: 4, value: address.value & 0xffff_ffffn }
    : address
}

/** An address, or a network in CIDR notation (RFC 4632, RFC 4291 2.3) such as 203.0.113.0/24. */
export function readIpNetwork(text: string): IpNetwork | undefined {
  const [address = '', length, ...rest] = text.split('/')
  const base = readIpAddress(address)
  if (base === undefined || rest.length > 0) return undefined
  const bits = base.family === 4 ? 32 : 128
  if (length !== undefined && !/^(0|[1-9]\d{0,2})$/.test(length)) return undefined
  // ::ffff:192.0.2.0/120 counts the bits of the IPv6 form.
  const isMapped = base.family === 4 && address.includes(':')
  const kept = length === undefined ? bits : Number(length) - (isMapped ? 96 : 0)
  if (kept < 0 || kept > bits) return undefined
  const free = BigInt(bits - kept)
  const first = (base.value >> free) << free
  return { family: base.family, first, last: first + (1n << free) - 1n }
}

/** Every address of its family: 0.0.0.0/0 and ::/0, however they are written. */
export function holdsEveryAddress({ family, first, last }: IpNetwork): boolean {
  return last - first === (1n << (family === 4 ? 32n : 128n)) - 1n
}

export function isInNetwork(address: IpAddress, network: IpNetwork): boolean {
  return (
    address.family === network.family &&
    address.value >= network.first &&
    address.value <= network.last
  )
}

/** Without leading zeros, which some programs read as octal. */
const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const dottedDecimal = new RegExp(`^${octet}(\\.${octet}){3}$`)
