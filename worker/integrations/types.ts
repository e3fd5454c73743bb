import type { IntegrationResult, RequestContext } from '../context.ts'
import type { CallerReads } from '../expression/index.ts'
import type { WaitUntil } from '../lib/wait-until.ts'
import type { Rejection } from '../rejection.ts'
import type { BreakerState, ResiliencePorts } from './resilience/types.ts'
import type { Outgoing } from './send.ts'
import type { OutboundSecrets } from './authentication/types.ts'
import type { Databases } from './database/types.ts'
import type { WebhookPorts } from './webhook/types.ts'

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

/** What one request may use of the platform. */
export interface Budget {
  /** Calls that wait for headers at once. */
  readonly connections: number
  /** Calls of integrations and for their tokens, redirects and repetitions included. */
  readonly subrequests: number
}

export interface IntegrationDeps {
  readonly budget: Budget
  readonly upstream: Upstream
  readonly secrets: OutboundSecrets
  readonly resilience: ResiliencePorts
  readonly webhooks: WebhookPorts
  readonly endpoint: EndpointFacts
  /** Another integration of the endpoint, once all are compiled. */
  readonly other: (id: string) => CompiledIntegration | undefined
  /** Undefined where there are none. */
  readonly databases?: Databases | undefined
  /** Id of the shared integration it is a use of. */
  readonly sharedId?: string | undefined
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
  /** The request, if it was made before. */
  readonly prepared?: Outgoing
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
  /** The request as it would be sent, but for the credential; undefined: this kind cannot tell. */
  readonly prepare?: (ctx: RequestContext, options: CallOptions) => Promise<Outgoing | Rejection>
  /** Performs the call. The body is not read yet; it is capped and deadlined while it streams. */
  call(ctx: RequestContext, options?: CallOptions): Promise<Response | Rejection>
  /** Performs the call and reads the whole answer, parsed when it is JSON. */
  read(ctx: RequestContext, options?: CallOptions): Promise<IntegrationResult | Rejection>
}

/** What is called, as the configuration has it. */
export interface CallSubject {
  readonly endpointId: string
  readonly integrationId: string
  /** Of the endpoint. */
  readonly version: number
  readonly method: string
  /** Host and path, expressions by name. */
  readonly target: string
}

/** One call: what came of it, and nothing of what was in it. */
export interface NotedCall {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly requestId: string
  readonly durationMs: number
  readonly isFailure: boolean
  readonly status: number | undefined
  readonly code: string | undefined
  readonly attempts: number
  readonly fallback: string | undefined
  readonly breaker: BreakerState | undefined
}

/** Where the calls of published endpoints are noted. One per isolate. */
export interface CallLog {
  of(subject: CallSubject): {
    /** False: whatever comes of the next call, it is not to be noted. */
    isDue(): boolean
    /** Whether a call that went well is noted, too. */
    takesSuccess(): boolean
    note(call: NotedCall, waitUntil: WaitUntil): void
  }
}
