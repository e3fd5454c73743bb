/** D1 did not answer, answered late or refused a statement. */
export class StorageError extends Error {
  override readonly name = 'StorageError'
}

/** The storage error behind what the query builder threw, if there is one. */
export function storageErrorOf(error: unknown): StorageError | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof StorageError) return cause
  }
  return undefined
}

/** `table.column` of the constraint that refused the statement, undefined for any other failure. */
export function violatedConstraint(
  error: unknown,
): { kind: 'unique' | 'not-null' | 'foreign-key'; column: string } | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const match = /(UNIQUE|NOT NULL|FOREIGN KEY) constraint failed(?:: ([\w.]+))?/.exec(
      cause.message,
    )
    if (match !== null) return { kind: kinds[match[1] ?? ''] ?? 'unique', column: match[2] ?? '' }
  }
  return undefined
}

const kinds: Record<string, 'unique' | 'not-null' | 'foreign-key'> = {
  UNIQUE: 'unique',
  'NOT NULL': 'not-null',
  'FOREIGN KEY': 'foreign-key',
}
