import {
  DatabaseFailure,
  type DatabaseQuery,
  type DatabaseRows,
} from '../integrations/database/types.ts'
import type { NewQuery, PostgresClient, PostgresResult } from './postgres-driver.ts'

/**
 * Runs one statement in a transaction of its own, over a connection of its own: behind Hyperdrive that is a
 * lease from its pool. The extended protocol takes one statement and stops after the rows that are wanted; a
 * statement that only reads runs in a READ ONLY transaction. Rejects with DatabaseFailure.
 */
export async function queryPostgres(url: string, query: DatabaseQuery): Promise<DatabaseRows> {
  // A module of its own: an isolate that asks no PostgreSQL never loads it.
  const { Client, Query } = await import('./postgres-driver.ts')
  const { timeoutMs, isWrite } = query
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  })
  // A connection that breaks also fails the query that waits for it.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query(isWrite ? 'BEGIN' : 'BEGIN READ ONLY')
    await client.query(`SET LOCAL statement_timeout = ${timeoutMs}`)
    const rows = rowsOf(await submit(client, Query, query), query)
    await client.query('COMMIT')
    return rows
  } catch (error) {
    throw asFailure(error)
  } finally {
    // What was not committed is undone by the end of the connection.
    client.end().catch(() => undefined)
  }
}

function submit(
  client: PostgresClient,
  Query: NewQuery,
  { statement, parameters, maxRows }: DatabaseQuery,
): Promise<PostgresResult> {
  return new Promise((resolve, reject) => {
    const config = {
      text: statement,
      values: [...parameters],
      queryMode: 'extended',
      rows: maxRows + 1,
      types: { getTypeParser: parserOf },
    }
    const query = new Query(config, (error, result) => (error ? reject(error) : resolve(result)))
    // The driver would ask for the rest; nobody wants it.
    query.handlePortalSuspended = (connection) => connection.sync()
    client.query(query)
  })
}

function rowsOf({ rows, rowCount }: PostgresResult, { maxRows }: DatabaseQuery): DatabaseRows {
  if (rows.length > maxRows) {
    throw new DatabaseFailure('too-many-rows', `more than ${maxRows} rows`)
  }
  return { rows, rowCount: rowCount ?? rows.length }
}

type Parse = (text: string) => unknown

const asText: Parse = (text) => text
const asNumber: Parse = (text) => (Number.isFinite(Number(text)) ? Number(text) : text)
const asJson: Parse = (text) => JSON.parse(text) as unknown
const asInteger: Parse = (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : text)

/** Types by their object identifier (pg_type): what JSON has a word for. Everything else is text as PostgreSQL writes it. */
const parsers: ReadonlyMap<number, Parse> = new Map([
  [16, (text: string) => text === 't'],
  [20, asInteger],
  [21, asNumber],
  [23, asNumber],
  [26, asNumber],
  [700, asNumber],
  [701, asNumber],
  [114, asJson],
  [3802, asJson],
])

function parserOf(type: number): Parse {
  return parsers.get(type) ?? asText
}

function asFailure(error: unknown): DatabaseFailure {
  if (error instanceof DatabaseFailure) return error
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const sqlState = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined
  if (sqlState === '57014' || /timeout/i.test(message))
    return new DatabaseFailure('timeout', message, sqlState)
  // Class 08 is about connections, 28 about who may connect, 3D about which database, 53 and 57 about the server.
  const isAway = sqlState === undefined || /^(08|28|3D|53|57)/.test(sqlState)
  return new DatabaseFailure(isAway ? 'unreachable' : 'refused', message, sqlState)
}
