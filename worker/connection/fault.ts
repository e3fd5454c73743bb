import type { ConnectionFault } from '#contract/connection-test.ts'
import type { ProblemCode } from '#contract/problem.ts'

import type { Rejection } from '../rejection.ts'

/** Why a call failed. Runtimes do not tell why no connection came about, and it is not guessed. */
export function faultOf({ code }: Rejection): ConnectionFault {
  return byCode[code] ?? (code.startsWith('upstream_') ? 'answer' : 'request')
}

/**
 * Cloudflare's edge answers for a host that it cannot reach: 521 to 523, 525, 526, and 530 with error 1016
 * (developers.cloudflare.com, Cloudflare 5xx errors). Undefined: the service itself has answered.
 */
export function edgeFault(
  { status, headers }: Response,
  body: string | null,
): ConnectionFault | undefined {
  if (headers.get('server') !== 'cloudflare') return undefined
  if (status === 530) return body?.includes('1016') === true ? 'dns' : undefined
  return byEdgeStatus[status]
}

const byCode: Partial<Record<ProblemCode, ConnectionFault>> = {
  upstream_unreachable: 'unreachable',
  upstream_timeout: 'timeout',
  upstream_forbidden: 'forbidden-address',
  upstream_authentication_failed: 'authentication',
}

const byEdgeStatus: Readonly<Record<number, ConnectionFault>> = {
  521: 'refused',
  522: 'timeout',
  523: 'unreachable',
  525: 'tls',
  526: 'tls',
}
