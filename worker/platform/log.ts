import { DrizzleQueryError } from 'drizzle-orm/errors'

/** Where failures go that callers must not see. */
export type Log = (message: string, details: Readonly<Record<string, unknown>>) => void

/** One JSON line per entry: whatever a value holds, it cannot forge another line. */
export function createLog(now: () => number): Log {
  return (message, details) => {
    const entry = { at: new Date(now()).toISOString(), message, ...details }
    // oxlint-disable-next-line no-console -- the log of a Worker is its console
    console.error(JSON.stringify(entry, describeErrors))
  }
}

/**
 * An Error has no properties of its own that JSON.stringify would write. The query builder's errors are left
 * out in favour of their cause: their message holds every bound value, password hashes included.
 */
function describeErrors(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value
  if (value instanceof DrizzleQueryError) return value.cause && describeErrors('', value.cause)
  return { name: value.name, message: value.message, stack: value.stack, cause: value.cause }
}
