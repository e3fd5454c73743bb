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

/** An Error has no properties of its own that JSON.stringify would write. */
function describeErrors(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value
  return { name: value.name, message: value.message, stack: value.stack, cause: value.cause }
}
