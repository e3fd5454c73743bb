import { drizzle } from 'drizzle-orm/d1'

import * as schema from './schema.ts'

/** Typed access to D1. Every query lives in a file of this folder, one per resource. */
export type Database = ReturnType<typeof openDatabase>

export function openDatabase(d1: D1Database) {
  return drizzle(d1, { schema })
}
