import { like, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'

/** True where the column holds `text` somewhere, in any case; `%` and `_` in it mean themselves. */
export function containsText(column: SQLiteColumn, text: string): SQL {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return sql`${like(column, pattern)} escape '\\'`
}
