/** `family` 4: 32 bits; 6: 128 bits. */
export interface IpAddress {
  readonly family: 4 | 6
  readonly value: bigint
}

/**
 * The address a URL's `hostname` is, undefined for a name. Expects the form the WHATWG parser leaves:
 * dotted decimal (it folds octal, hex, short and full-width forms), or IPv6 in brackets.
 */
export function parseIpAddress(hostname: string): IpAddress | undefined {
  if (hostname.startsWith('[')) return { family: 6, value: parseIpv6(hostname.slice(1, -1)) }
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(hostname)) return undefined
  return { family: 4, value: parseIpv4(hostname) }
}

/** False for every address IANA reserved for something else than a public host. */
export function isPublicAddress(address: IpAddress): boolean {
  if (address.family === 4) return !specialIpv4.some((block) => contains(block, address.value))
  return (
    contains(globalUnicast, address.value) && !specialIpv6.some((b) => contains(b, address.value))
  )
}

export function isLoopback(address: IpAddress): boolean {
  return address.family === 4 ? contains(loopbackIpv4, address.value) : address.value === 1n
}

interface Block {
  readonly first: bigint
  readonly last: bigint
}

/** IANA IPv4 special-purpose registry, and one cloud's metadata address outside it. */
export const specialIpv4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private
  '100.64.0.0/10', // carrier-grade NAT, metadata of one cloud
  '127.0.0.0/8', // loopback
  '168.63.129.16/32', // virtual host of Azure
  '169.254.0.0/16', // link-local, metadata of most clouds
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
].map((cidr) => block(cidr, 4))

/** Blocks inside 2000::/3 that are no public hosts. What is outside (::, ::1, mapped, NAT64, ULA, link-local, multicast) never is. */
export const specialIpv6 = [
  '2001::/23', // protocol assignments: Teredo, ORCHID, benchmarks
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: carries an IPv4 address
  '3fff::/20', // documentation
].map((cidr) => block(cidr, 6))

const globalUnicast = block('2000::/3', 6)
const loopbackIpv4 = block('127.0.0.0/8', 4)

function contains(block: Block, value: bigint): boolean {
  return value >= block.first && value <= block.last
}

function block(cidr: string, family: 4 | 6): Block {
  const [address = '', length = ''] = cidr.split('/')
  const first = family === 4 ? parseIpv4(address) : parseIpv6(address)
  const free = BigInt((family === 4 ? 32 : 128) - Number(length))
  return { first, last: first + (1n << free) - 1n }
}

function parseIpv4(text: string): bigint {
  return text.split('.').reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)
}

function parseIpv6(text: string): bigint {
  const [head = '', tail] = text.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0')
  const groups = tail === undefined ? left : [...left, ...zeros, ...right]
  return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n)
}
