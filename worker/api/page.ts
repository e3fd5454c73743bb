import { Buffer } from 'node:buffer'

import { Problem } from '../problem.ts'

/** Position after which the page starts, out of an opaque cursor. Throws when nobody gave it out. */
export function readCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined
  const [version, position] = Buffer.from(cursor, 'base64url').toString().split(' ')
  if (version !== '1' || position === undefined || position === '')
    throw new Problem('malformed_parameter', { detail: 'Send a cursor as you received it' })
  return position
}

/**
 * A page out of `limit + 1` rows: one row more than asked for tells that there is a next page. Positions
 * are keys of rows, so inserts in between neither repeat nor skip a row.
 */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  positionOf: (row: Row) => string,
  toItem: (row: Row) => Item,
): { items: Item[]; nextCursor?: string } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const items = shown.map(toItem)
  if (rows.length <= limit || last === undefined) return { items }
  return { items, nextCursor: Buffer.from(`1 ${positionOf(last)}`).toString('base64url') }
}
