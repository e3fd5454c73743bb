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

export interface PostgresDriver {
  readonly Client: new (config: object) => PostgresClient
  readonly Query: new (
    config: object,
    done: (error: Error | null, result: PostgresResult) => void,
  ) => PostgresQuery
}
