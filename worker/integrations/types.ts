import type { RequestContext } from '../context.ts'
import type { Rejection } from '../rejection.ts'

/** Sends one request to the outside. The adapter re-checks the address (SSRF) before it sends. */
export interface Upstream {
  /** Undefined when the URL may be called, else why not, in words for the author. */
  refusal(url: URL): string | undefined
  fetch(url: string, init: RequestInit): Promise<Response>
}

export interface IntegrationDeps {
  readonly upstream: Upstream
  /** JSON Pointer of the integration in the configuration. */
  readonly pointer: string
  /** Name of the route's wildcard parameter, whose slashes are kept in upstream paths. */
  readonly wildcard: string | undefined
}

/** A compiled integration. */
export interface CompiledIntegration {
  readonly id: string
  /** Ids of the integrations it reads: they run first. */
  readonly dependsOn: readonly string[]
  /** Performs the call. The response body is not read yet, and is capped and deadlined while it streams. */
  call(ctx: RequestContext): Promise<Response | Rejection>
}
