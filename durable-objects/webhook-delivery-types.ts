/** How a delivery is sent: what the configuration says, no secret in it. */
export interface SendingPlan {
  /** Names of signing secrets, the newest first. */
  readonly secrets: readonly string[]
  readonly timeoutMs: number
  /** Wait before each attempt. */
  readonly scheduleMs: readonly number[]
}

/** What is sent, whenever and however often. */
export interface Message {
  /** The `webhook-id`. */
  readonly id: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly contentType: string | null
  readonly payload: Uint8Array<ArrayBuffer>
}

/** A delivery as it is handed over. */
export interface NewDelivery extends Message {
  readonly endpointId: string
  readonly integrationId: string
  readonly eventType: string
  readonly plan: SendingPlan
}

/** `isKnown`: the id was queued before, and nothing was added. */
export type Enqueued = 'full' | { readonly isKnown: boolean; readonly isHeld: boolean }

/** Why an attempt was no delivery. */
export type DeliveryFailure =
  | 'status'
  | 'redirect'
  | 'gone'
  | 'timeout'
  | 'connection'
  | 'forbidden'
  | 'secret'
  | 'interrupted'

/** What came of an attempt. */
export interface Outcome {
  /** Undefined: the receiver took it. */
  readonly failure: DeliveryFailure | undefined
  /** In words for the author; never a secret. */
  readonly error: string | undefined
  /** Undefined: no answer. */
  readonly status: number | undefined
  /** What Retry-After asks for. */
  readonly retryAfterMs: number | undefined
  readonly durationMs: number
  /** Headers as they were sent, without the signature. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** The beginning of the answer's body. */
  readonly body: string
  readonly isCut: boolean
}

export type DeliveryState = 'pending' | 'sending' | 'delivered' | 'failed'

/** A delivery in a list. Times are milliseconds since the epoch. */
export interface DeliveryRow {
  readonly sequence: number
  readonly id: string
  readonly eventType: string
  readonly url: string
  readonly state: DeliveryState
  readonly attempts: number
  /** Position in the schedule. */
  readonly step: number
  /** pending: when it is tried; sending: when it came due; null: it is over. */
  readonly dueAt: number | null
  readonly createdAt: number
  readonly finishedAt: number | null
  readonly lastStatus: number | null
  readonly lastFailure: DeliveryFailure | null
  readonly payloadBytes: number
}

export interface AttemptRow extends Omit<Outcome, 'retryAfterMs'> {
  readonly number: number
  readonly startedAt: number
  /** False: it is under way. */
  readonly isOver: boolean
}

/** One delivery with everything that is known of it. */
export interface DeliveryDetail extends DeliveryRow {
  readonly contentType: string | null
  readonly payload: Uint8Array<ArrayBuffer>
  /** Oldest first. */
  readonly attemptRows: readonly AttemptRow[]
}

/** `gone`: it answered 410; `failing`: nothing but failures for 5 days. */
export type DisabledReason = 'gone' | 'failing' | 'operator'

/** Where the receiver stands. Times are milliseconds since the epoch. */
export interface Receiver {
  /** Undefined: it gets deliveries. */
  readonly disabled:
    | { readonly reason: DisabledReason; readonly by: string | undefined }
    | undefined
  /** Of the last change. */
  readonly since: number | undefined
  /** First failure after which nothing succeeded. */
  readonly failingSince: number | undefined
  readonly lastSuccessAt: number | undefined
}

export interface ReceiverReport extends Receiver {
  readonly counts: Readonly<Record<DeliveryState, number>>
}

/** Where the live version says deliveries go now; `url` undefined: it is made of each request. */
export interface Redirected {
  readonly plan: SendingPlan
  readonly url: string | undefined
}
