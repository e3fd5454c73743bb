import type { Issue } from '#contract/problem.ts'

import { isLoopback, parseIpAddress } from '../lib/ip-address.ts'
import type { AuthPorts } from './types.ts'

/** What keeps a URL of the configuration from being called; an empty list: nothing. */
export function urlIssue(
  text: string,
  pointer: string,
  { refusal }: Pick<AuthPorts, 'refusal'>,
): Issue[] {
  const why = URL.canParse(text) ? refusal(new URL(text)) : 'The URL cannot be parsed'
  if (why !== undefined) return [{ pointer, code: 'upstream_forbidden', message: why }]
  return isConfidential(text) ? [] : [{ pointer, code: 'insecure_url', message: insecure }]
}

/** https, or this machine: on any other way somebody could change keys and read secrets (RFC 8414 2). */
export function isConfidential(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  const address = parseIpAddress(hostname)
  return protocol === 'https:' || hostname === 'localhost' || (!!address && isLoopback(address))
}

const insecure = 'Write https: whoever can change the answer on its way could sign tokens'
