import type { IntegrationResult, RequestContext } from '../context.ts'
import type { CallerReads } from '../expression/index.ts'
import type { Rejection } from '../rejection.ts'
import type { ResiliencePorts } from './resilience/types.ts'
import type { OutboundSecrets } from './authentication/types.ts'

/** Sends one request to the outside. The adapter re-checks the address (SSRF) before it sends. */
export interface Upstream {
  /** Undefined when the URL may be called, else why not, in words for the author. */
  refusal(url: URL): string | undefined
  /** Rejects with UpstreamForbidden when the URL may not be called. */
  fetch(url: string, init: RequestInit): Promise<Response>
}

/** The address is not a public host. The message is meant for the author. */
export class UpstreamForbidden extends Error {
  override readonly name = 'UpstreamForbidden'
}

export interface IntegrationDeps {
  readonly upstream: Upstream
  readonly secrets: OutboundSecrets
  readonly resilience: ResiliencePorts
  readonly endpoint: EndpointFacts
  /** Another integration of the endpoint, once all are compiled. */
  readonly other: (id: string) => CompiledIntegration | undefined
  /** JSON Pointer of the integration in the configuration. */
  readonly pointer: string
  /** True when the answer goes to the caller as it is: its body is never read here. */
  readonly passesThrough: boolean
  /** Largest request body that `pass` streams, when the caller declares no length. */
  readonly maxRequestBytes: number
}

/** What an integration must know of its endpoint. */
export interface EndpointFacts {
  readonly id: string
  readonly method: string
  /** The upstream honours the caller's Idempotency-Key: sent with one, a request may be repeated. */
  readonly trustsKeys: boolean
}

/** What a call gets beside the request. */
export interface CallOptions {
  /** Aborts the call: another integration of the endpoint failed. */
  readonly signal?: AbortSignal
  /** Result of the request transformations: the JSON that `pass` sends. */
  readonly document?: { readonly body: unknown }
  /** `read` leaves a body of this content type unread: it is transformed record by record. */
  readonly isOfRecords?: (contentType: string | null) => boolean
}

/** A compiled integration. It sets `ctx.isSent` right before it sends the first byte. */
export interface CompiledIntegration {
  readonly id: string
  /** Ids of the integrations it reads: they run first. */
  readonly dependsOn: readonly string[]
  /** Ids of the integrations that stand in when it fails. */
  readonly alternatives: readonly string[]
  readonly hasFallback: boolean
  /** True when something beside `pass` reads the request body. */
  readonly readsRequestBody: boolean
  readonly passesRequestBody: boolean
  readonly caller: CallerReads
  /** Performs the call. The body is not read yet; it is capped and deadlined while it streams. */
  call(ctx: RequestContext, options?: CallOptions): Promise<Response | Rejection>
  /** Performs the call and reads the whole answer, parsed when it is JSON. */
  read(ctx: RequestContext, options?: CallOptions): Promise<IntegrationResult | Rejection>
}
