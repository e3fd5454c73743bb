import type { EndpointConfig, EndpointMethod } from '#contract/endpoint.ts'

/** One line of the route index: enough to match a request, not to answer it. */
export interface RouteEntry {
  readonly endpointId: string
  readonly version: number
  readonly method: EndpointMethod
  /** Path template as authored. */
  readonly path: string
  /** A GET whose answers are cached. */
  readonly caches?: true
  /** Its requests are recorded until then. Unit: ms since the epoch. */
  readonly recordsUntil?: number
  /** Of a writing endpoint: what its success makes wrong, by the rules of those that read (invalidations.ts). */
  readonly invalidates?: readonly Invalidation[]
}

/** What a successful write makes wrong. */
export type Invalidation =
  /** `orders:{id}`, with parameters of the write's path. */
  | { readonly tag: string }
  /** Every answer of an endpoint, or those to parameters: each by the name the write has for it. */
  | { readonly endpointId: string; readonly params?: Readonly<Record<string, string>> }

/** All live routes at one revision. Revisions grow by one with every publish, rollback, enable, disable, delete, and with every start and end of a recording. */
export interface RouteIndex {
  readonly revision: number
  readonly entries: readonly RouteEntry[]
}

/** Where published configuration comes from. The adapter over D1 and KV is platform/config-source.ts. */
export interface ConfigSource {
  /** The current revision: one D1 row. Rejects when D1 cannot be reached. */
  revision(): Promise<number>
  /** The index at least as new as `revision`: KV `routes@n`, D1 behind it. */
  index(revision: number): Promise<RouteIndex>
  /** Newest index KV knows of: read by a cold isolate when D1 is down. Undefined when there is none. */
  lastKnownIndex(): Promise<RouteIndex | undefined>
  /** A published version, immutable: KV `endpoint@version`, D1 behind it. Undefined when it does not exist. */
  endpoint(endpointId: string, version: number): Promise<EndpointConfig | undefined>
}
