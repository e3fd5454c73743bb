/** How long an edge may keep an immutable copy. Unit: s. */
export const immutableTtlS = 86_400

/** Every key in KV. Ids hold neither `@` nor `:`, so no two keys can mean the same. */
export const kvKeys = {
  /** Immutable: the route index at one revision. */
  routes: (revision: number) => `routes@${revision}`,
  /** Immutable: one published version. */
  endpoint: (id: string, version: number) => `endpoint:${id}@${version}`,
  /** The newest route index, read by a cold isolate when D1 is down. */
  latestRoutes: 'routes@latest',
  /** The last good text of a document of an issuer, by the SHA-256 of its URL. */
  document: (urlHash: string) => `document:${urlHash}`,
  /** Revision up to which housekeeping has found every copy in place. */
  verifiedRevision: 'routes@verified',
} as const
