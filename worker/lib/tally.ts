import type { WaitUntil } from './wait-until.ts'

export interface TallyDeps<Row> {
  readonly delayMs: number
  readonly now: () => number
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>
  readonly write: (rows: readonly Row[]) => Promise<void>
  /** A write did not work: its rows are given up, because they may have been written all the same. */
  readonly failed: (rows: readonly Row[], error: unknown) => void
}

/** Rows counted in memory and written together, a while after the first of them. */
export class Tally<Row> {
  readonly #deps: TallyDeps<Row>
  #rows = new Map<string, Row>()
  #dueAt = Number.NEGATIVE_INFINITY

  constructor(deps: TallyDeps<Row>) {
    this.#deps = deps
  }

  get size(): number {
    return this.#rows.size
  }

  /** The row of this key, made when there is none, to count in; written when its time has come. */
  row(key: string, make: () => Row, waitUntil: WaitUntil): Row {
    let row = this.#rows.get(key)
    if (row === undefined) {
      row = make()
      this.#rows.set(key, row)
    }
    this.#schedule(waitUntil)
    return row
  }

  #schedule(waitUntil: WaitUntil): void {
    const { now, delayMs } = this.#deps
    // Overdue: the request whose time it was to run in was cut off, so the next one takes it over.
    if (now() < this.#dueAt + delayMs) return
    this.#dueAt = now() + delayMs
    waitUntil(this.#flush())
  }

  async #flush(): Promise<void> {
    const { wait, write, failed, delayMs } = this.#deps
    await wait(delayMs)
    this.#dueAt = Number.NEGATIVE_INFINITY
    const rows = [...this.#rows.values()]
    this.#rows = new Map()
    try {
      await write(rows)
    } catch (error) {
      failed(rows, error)
    }
  }
}
