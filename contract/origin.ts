import * as z from 'zod'

/**
 * Scheme, host and port as the URL parser writes them (RFC 6454 6.2). https, or http on this machine: on any other
 * way what is sent could be read.
 */
export const secureOrigin = z.string().max(300).refine(isSecureOrigin, {
  message: 'Write an origin such as https://api.example.com: https, no path, no trailing slash',
})

function isSecureOrigin(text: string): boolean {
  // The URL parser lets a * stand in a host; here it would look like a pattern.
  if (!URL.canParse(text) || text.includes('*')) return false
  const { origin, protocol, hostname } = new URL(text)
  if (origin !== text) return false
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackName(hostname))
}

/** `hostname` as the URL parser leaves it. */
function isLoopbackName(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
}
