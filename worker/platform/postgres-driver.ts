/** pg without its pool: connections cannot outlive a request. */
export { default as Client } from 'pg/lib/client.js'
export { default as Query } from 'pg/lib/query.js'

/** The part of pg that is used here. */
export interface PostgresClient {
  on(event: 'error', listener: () => void): void
  connect(): Promise<void>
  query(statement: string | PostgresQuery): Promise<unknown>
  end(): Promise<void>
}

export interface PostgresQuery {
  handlePortalSuspended: (connection: { readonly sync: () => void }) => void
}

export interface PostgresResult {
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  /** Null when the statement was not run to its end. */
  readonly rowCount: number | null
}

export type NewQuery = new (
  config: object,
  done: (error: Error | null, result: PostgresResult) => void,
) => PostgresQuery
