import {
  DatabaseFailure,
  type DatabaseQuery,
  type DatabaseRows,
} from '../integrations/database/types.ts'

/**
 * Runs one statement. One that only reads stands in a subquery, where SQLite has no place for anything that
 * changes data, and where the rows can be limited. Rejects with DatabaseFailure.
 */
export async function queryD1(d1: D1Database, query: DatabaseQuery): Promise<DatabaseRows> {
  const { statement, parameters, isWrite, maxRows } = query
  const text = isWrite ? statement : `SELECT * FROM (\n${statement}\n) LIMIT ${maxRows + 1}`
  const { results, meta } = await attempt(() =>
    d1
      .prepare(text)
      .bind(...parameters)
      .all<Record<string, unknown>>(),
  )
  if (!isWrite && results.length > maxRows) {
    throw new DatabaseFailure('too-many-rows', `more than ${maxRows} rows`)
  }
  return { rows: results, rowCount: results.length > 0 ? results.length : meta.changes }
}

async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new DatabaseFailure(refused.test(message) ? 'refused' : 'unreachable', message)
  }
}

/** Errors of SQLite bear its code, those about values their word; everything else is about D1 itself: overloaded, reset, away. */
const refused = /SQLITE_|D1_TYPE_ERROR|parameter bindings/
