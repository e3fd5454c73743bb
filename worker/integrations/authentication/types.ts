import type { RequestContext } from '../../context.ts'
import type { Rejection } from '../../rejection.ts'
import type { Outgoing } from '../send.ts'
import type { Upstream } from '../types.ts'
import type { WaitUntil } from '../../lib/wait-until.ts'

/** The secrets that configurations name, with where each may be sent. */
export interface OutboundSecrets {
  read(
    name: string,
    waitUntil: WaitUntil,
  ): Promise<
    | { readonly value: string; readonly allowedOrigins: readonly string[] | null }
    | 'missing'
    | 'unavailable'
  >
}

export interface AuthenticationDeps {
  readonly upstream: Upstream
  readonly secrets: OutboundSecrets
  readonly integrationId: string
  /** Scheme, host and port of the calls. */
  readonly origin: string
  /** JSON Pointer of the authentication. */
  readonly pointer: string
  /** Redirects the integration follows. */
  readonly redirects: number
}

/** How calls of one integration prove who makes them. */
export interface Authenticator {
  /** Headers it writes, in lower case: nobody else may, and no other origin gets them. */
  readonly headers: readonly string[]
  /** Query parameter it writes. */
  readonly parameter?: string
  /** True when the whole body is needed before the first byte is sent. */
  readonly readsBody?: boolean
  /** The call with the credential; its headers are the caller's no more and may be changed. */
  apply(outgoing: Outgoing, ctx: RequestContext): Promise<Outgoing | Rejection>
}
