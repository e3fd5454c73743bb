import { drizzle } from 'drizzle-orm/d1'

/** Typed access to D1. Every query lives in a file of this folder, one per resource. */
export type Database = ReturnType<typeof openDatabase>

export function openDatabase(d1: D1Database) {
  return drizzle(d1)
}
