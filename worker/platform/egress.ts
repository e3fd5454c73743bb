import type { Upstream } from '../integrations/types.ts'
import { UpstreamForbidden } from '../integrations/types.ts'
import { isLoopback, isPublicAddress, parseIpAddress } from '../lib/ip-address.ts'

interface EgressOptions {
  readonly fetch: typeof fetch
  /** `host[:port]`, exact; `*` allows loopback on any port. */
  readonly allowedPrivateHosts: readonly string[]
  /** Hosts this gateway itself answers on: calling them would be a loop. */
  readonly ownHosts?: readonly string[]
}

/**
 * The only way out of the Worker: refuses addresses that are not public hosts, when an integration is
 * saved and again before every send. Names that resolve to private addresses are not seen here:
 * the platform's own egress refuses those (docs/kinds/integrations/http.md, What is refused).
 */
export function createUpstream(options: EgressOptions): Upstream {
  const allowed = new Set(options.allowedPrivateHosts.map((host) => host.toLowerCase()))
  const own = new Set(options.ownHosts)
  const refusal = (url: URL): string | undefined =>
    formRefusal(url) ?? (own.has(url.host) ? ownHost : hostRefusal(url, allowed))
  const isAllowed = rememberOrigins(refusal)
  return {
    refusal,
    fetch(url, init) {
      const why = isAllowed(url)
      return why === undefined
        ? options.fetch(url, init)
        : Promise.reject(new UpstreamForbidden(why))
    },
  }
}

/** Parsing a URL costs more than all other checks, and almost every call goes to an origin seen before. */
function rememberOrigins(
  refusal: (url: URL) => string | undefined,
): (url: string) => string | undefined {
  const allowed = new Set<string>()
  return (text) => {
    // An origin that was written back by the URL parser cannot mean another host: its first slash ends it.
    if (allowed.has(text.slice(0, text.indexOf('/', 8)))) return undefined
    if (!URL.canParse(text)) return 'The URL cannot be parsed'
    const url = new URL(text)
    const why = refusal(url)
    if (why !== undefined) return why
    if (allowed.size >= maxRememberedOrigins) allowed.clear()
    allowed.add(url.origin)
    return undefined
  }
}

const maxRememberedOrigins = 1_000
const ownHost = 'This is the address of the gateway itself; call the service behind it instead'

function formRefusal(url: URL): string | undefined {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return `Only http and https can be called, not ${url.protocol.slice(0, -1)}`
  }
  if (url.username !== '' || url.password !== '') {
    return 'Leave user name and password out of the URL; send them in a header'
  }
  return undefined
}

function hostRefusal(url: URL, allowed: ReadonlySet<string>): string | undefined {
  // A fully qualified name may end with a dot: the same host.
  const host = url.hostname.replace(/\.+$/, '')
  if (allowed.has(url.host) || allowed.has(url.hostname)) return undefined
  const address = parseIpAddress(host)
  if (allowed.has('*') && (host === 'localhost' || (address && isLoopback(address)))) {
    return undefined
  }
  if (address ? !isPublicAddress(address) : isPrivateName(host)) {
    return `${url.hostname} is a private or reserved address; only public hosts can be called`
  }
  if (!isPortAllowed(url.port)) return `Port ${url.port} cannot be called: it is no web service's`
  return undefined
}

/** Names that never belong to a public host: a single label, or a zone kept for local use. */
function isPrivateName(host: string): boolean {
  return !host.includes('.') || privateZones.some((zone) => host.endsWith(zone))
}

const privateZones = [
  '.localhost',
  '.localdomain',
  '.local',
  '.internal',
  '.intranet',
  '.lan',
  '.corp',
  '.home',
  '.home.arpa',
  '.svc',
  '.in-addr.arpa',
  '.ip6.arpa',
]

function isPortAllowed(port: string): boolean {
  if (port === '' || port === '80' || port === '443') return true
  return Number(port) >= 1_024 && !foreignPorts.has(Number(port))
}

/** Services that misread an HTTP request as their own commands: WHATWG's bad ports, databases, cluster agents. */
const foreignPorts: ReadonlySet<number> = new Set([
  1719, 1720, 1723, 2049, 2375, 2376, 2379, 2380, 3306, 3659, 4045, 4190, 5060, 5061, 5432, 6000,
  6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080, 10_250, 10_255, 11_211, 27_017,
])
