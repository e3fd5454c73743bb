import type { DatabaseIntegration } from '#contract/integration-database.ts'

type Driver = DatabaseIntegration['driver']

/** What a database can be given in place of a placeholder. Lists and objects are JSON text. */
export type BoundValue = string | number | boolean | null

/** One statement, ready to be sent. */
export interface DatabaseQuery {
  readonly driver: Driver
  readonly connection: string
  readonly statement: string
  readonly parameters: readonly BoundValue[]
  readonly isWrite: boolean
  readonly maxRows: number
  readonly timeoutMs: number
}

export interface DatabaseRows {
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  /** Rows read, or changed by a statement that answers none. */
  readonly rowCount: number
}

/** The databases that configurations may use. */
export interface Databases {
  /** Undefined when a configuration may use the connection, else why not, in words for the author. */
  refusal(driver: Driver, connection: string): string | undefined
  /** Rejects with DatabaseFailure. */
  query(query: DatabaseQuery): Promise<DatabaseRows>
}

/** Why there are no rows. The message is the database's own: for log and trace only. */
export class DatabaseFailure extends Error {
  override readonly name = 'DatabaseFailure'
  readonly reason: 'refused' | 'timeout' | 'unreachable' | 'too-many-rows'
  /** Five characters that say what is wrong (PostgreSQL, appendix A). */
  readonly sqlState: string | undefined

  constructor(reason: DatabaseFailure['reason'], message: string, sqlState?: string) {
    super(message)
    this.reason = reason
    this.sqlState = sqlState
  }
}
