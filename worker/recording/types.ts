import type { EndpointConfig } from '#contract/endpoint.ts'
import type { RecordedScope } from '#contract/recorded-requests.ts'

import type { OutboundSecrets } from '../integrations/authentication/types.ts'
import type { Pipeline } from '../pipeline.ts'
import type { RouteEntry } from '../route/types.ts'

/** A route whose requests are recorded. */
export type RecordedEntry = RouteEntry & { readonly recordsUntil: number }

/** The pipeline to run instead: one that records, or the same. Never rejects. */
export type Recorder = (pipeline: Pipeline, entry: RecordedEntry) => Promise<Pipeline>

/** A request of a caller as it is written down. */
export interface RecordedCall {
  readonly id: string
  readonly endpointId: string
  readonly at: number
  readonly version: number
  readonly method: string
  readonly path: string
  readonly status: number
  readonly scope: RecordedScope
}

export interface RecorderDeps {
  readonly config: (endpointId: string, version: number) => Promise<EndpointConfig | undefined>
  readonly secrets: OutboundSecrets
  /** Writes nothing when the endpoint is recorded no more. */
  readonly write: (call: RecordedCall) => Promise<void>
  readonly now: () => number
  readonly newId: () => string
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}
