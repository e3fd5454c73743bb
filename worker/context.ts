import type { Issue, ProblemCode } from '#contract/problem.ts'
import type { TraceSpan } from '#contract/trace.ts'

import type { ParsedBody } from './body.ts'
import type { CallNotes } from './integrations/resilience/types.ts'
import type { Rejection } from './rejection.ts'
import type { WaitUntil } from './lib/wait-until.ts'

/** Who this request is: produced by authenticate, read by everything after it. */
export interface Principal {
  readonly id: string
  readonly roles: readonly string[]
  readonly scopes: readonly string[]
  readonly claims: Readonly<Record<string, unknown>>
  /** Public part of the API key the caller came with. */
  readonly keyPrefix?: string
}

/** Who a caller is and nobody else: a consumer may be called as a subject is, and a subject is unique at its issuer only. */
export function identityOf({ id, claims, keyPrefix }: Principal): readonly string[] {
  return [keyPrefix === undefined ? 'token' : 'consumer', String(claims['iss'] ?? ''), id]
}

/** Records what each stage did. Present only when a trace was asked for. */
export interface TraceRecorder {
  readonly spans: TraceSpan[]
  now(): number
}

/** What a call for an answer that others may get is made of: nothing of the caller that tells no answers apart. */
export interface SharedCall {
  /** Instead of the headers of the caller. */
  readonly headers: readonly HeaderEntry[]
  /** The answer is for this consumer only, so services learn who it is. */
  readonly tellsConsumer: boolean
  /** Asks whether a stored answer is still good: 304 says so, whatever statuses are expected. */
  readonly isConditional: boolean
}

/** Answer of one integration, as expressions see it: `integrations.<id>`. */
export interface IntegrationResult {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  /** A body of records that is not read yet. */
  readonly records?: ReadableStream<Uint8Array>
  /** Of a GraphQL service that answered a part of what was asked. */
  readonly errors?: readonly unknown[]
}

/** What expressions see of an integration that failed where the answer does without it. */
export interface FailedIntegration {
  readonly error: {
    readonly code: ProblemCode
    readonly message: string
    /** Of the upstream, if it answered. */
    readonly status?: number
  }
  /** Its default; undefined: it has none. */
  readonly body: unknown
  readonly status?: undefined
}

/** What callers are told of stand-ins. */
export interface UsedFallback {
  readonly strategies: readonly string[]
  /** Of the oldest answer from memory; undefined: none is. */
  readonly ageSeconds?: number
}

/** A header name in lower case and its value. */
export type HeaderEntry = readonly [name: string, value: string]

/** The value of a header; `name` in lower case. */
export function valueOf(headers: readonly HeaderEntry[], name: string): string | undefined {
  for (const entry of headers) if (entry[0] === name) return entry[1]
  return undefined
}

const none: readonly Issue[] = Object.freeze([])

/** The one object a request allocates: every field set in the constructor, one stable shape. */
export class RequestContext {
  readonly request: Request
  readonly headers: readonly HeaderEntry[]
  readonly requestId: string
  /** Address of the caller as the platform reports it; never a header a client can set behind an edge. */
  readonly clientIp: string
  /** Scheme, host and port this gateway was called by. */
  readonly origin: string
  /** Normalised path below the base path (RFC 3986 6.2.2), as it was matched. */
  readonly path: string
  /** Query string with its `?`, or empty, as received; without a credential that was in it (auth/credential.ts). */
  search: string
  /** Header (lower case) that holds a credential: neither an upstream nor an expression gets to see it. */
  hiddenHeader: string | undefined
  /** Path parameters in the normalised, still percent-encoded form: safe to put into an upstream path. */
  readonly rawParams: Readonly<Record<string, string>>
  readonly waitUntil: WaitUntil
  readonly now: () => number
  readonly trace: TraceRecorder | undefined
  principal: Principal | undefined
  /** What a stage decided by, for its span: never a secret. Only while a trace is recorded. */
  decision: Readonly<Record<string, unknown>> | undefined
  readonly integrations: Record<string, IntegrationResult | FailedIntegration>
  /** The request body, kept by worker/validate where anything reads it; then it cannot be streamed any more. */
  bytes: ArrayBuffer | undefined
  /** What the body says, set by the first reader (see parsedBody in worker/body.ts). */
  body: ParsedBody | Rejection | undefined
  /** Set while the cache asks for an answer that it may give to others. */
  shared: SharedCall | undefined
  /** True once a call to an upstream has begun: from then on the request may have had an effect. */
  isSent: boolean
  /** Why the request body is not acceptable, found while it was read. Wins over any answer. */
  refusal: Rejection | undefined
  /** What is wrong with the answer that leaves all the same: response validation in report mode. */
  findings: readonly Issue[]
  /** What the headers RateLimit and RateLimit-Policy tell; undefined where nothing is limited. */
  rateLimit: string | undefined
  rateLimitPolicy: string | undefined
  /** What stood in for integrations that failed; undefined: nothing. */
  fallback: UsedFallback | undefined
  /** Ids of integrations that failed and that the answer does without; undefined: none. */
  partial: readonly string[] | undefined
  /** Calls made so far, redirects and repetitions included. */
  subrequests: number
  /** What happened to the calls of resilient integrations, by their id. */
  callNotes: Record<string, CallNotes> | undefined
  /** Constants of the endpoint. */
  readonly variables: Readonly<Record<string, unknown>>
  /** The headers of the answer were protected when it was stored (protect in worker/answer.ts). */
  isProtected: boolean

  constructor(init: {
    request: Request
    /** Default: read from the request. */
    headers?: readonly HeaderEntry[]
    requestId: string
    clientIp: string
    origin: string
    path: string
    search: string
    rawParams: Readonly<Record<string, string>>
    variables: Readonly<Record<string, unknown>>
    waitUntil: WaitUntil
    now: () => number
    trace?: TraceRecorder | undefined
  }) {
    this.request = init.request
    this.headers = init.headers ?? [...init.request.headers]
    this.requestId = init.requestId
    this.clientIp = init.clientIp
    this.origin = init.origin
    this.path = init.path
    this.search = init.search
    this.rawParams = init.rawParams
    this.variables = init.variables
    this.waitUntil = init.waitUntil
    this.now = init.now
    this.trace = init.trace
    this.hiddenHeader = undefined
    this.principal = undefined
    this.decision = undefined
    this.integrations = Object.create(null)
    this.bytes = undefined
    this.body = undefined
    this.shared = undefined
    this.isSent = false
    this.refusal = undefined
    this.findings = none
    this.rateLimit = undefined
    this.rateLimitPolicy = undefined
    this.isProtected = false
    this.fallback = undefined
    this.partial = undefined
    this.subrequests = 0
    this.callNotes = undefined
  }
  /** The same request once more, for work behind an answer that has left: not traced. */
  again(): RequestContext {
    const copy = new RequestContext({ ...this, trace: undefined })
    copy.hiddenHeader = this.hiddenHeader
    copy.principal = this.principal
    return copy
  }
}
