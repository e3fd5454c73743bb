import { StorageError } from '../db/storage-error.ts'

type Around = <Result>(run: () => Promise<Result>) => Promise<Result>

/**
 * D1 whose every call ends within `timeoutMs` and fails as StorageError. A call that timed out may still
 * commit: writers find out by their audit id (db/commit.ts).
 */
export function boundedD1(d1: D1Database, timeoutMs: number): D1Database {
  return interceptD1(d1, (run) => withinMs(run(), timeoutMs))
}

const inner = new WeakMap<object, D1PreparedStatement>()

/** D1 with every round trip passed through `around`. Covers what drizzle uses: prepare, bind, run, all, raw, first, batch. */
export function interceptD1(d1: D1Database, around: Around): D1Database {
  const wrapStatement = (statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapped = {
      bind: (...values: unknown[]) => wrapStatement(statement.bind(...values)),
      first: (...args: [string]) => around(() => statement.first(...args)),
      run: () => around(() => statement.run()),
      all: () => around(() => statement.all()),
      raw: (...args: []) => around(() => statement.raw(...args)),
    } as unknown as D1PreparedStatement
    inner.set(wrapped, statement)
    return wrapped
  }
  return {
    prepare: (query: string) => wrapStatement(d1.prepare(query)),
    batch: (statements: D1PreparedStatement[]) =>
      around(() => d1.batch(statements.map((statement) => inner.get(statement) ?? statement))),
    exec: (query: string) => around(() => d1.exec(query)),
  } as unknown as D1Database
}

async function withinMs<Result>(work: Promise<Result>, timeoutMs: number): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new StorageError(`D1 did not answer within ${timeoutMs} ms`)),
      timeoutMs,
    )
  })
  try {
    return await Promise.race([work, late])
  } catch (error) {
    if (error instanceof StorageError) throw error
    throw new StorageError(error instanceof Error ? error.message : String(error), { cause: error })
  } finally {
    clearTimeout(timer)
  }
}
