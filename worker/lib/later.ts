export interface LaterDeps {
  readonly delayMs: number
  readonly now: () => number
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>
  /** Never rejects. */
  readonly run: () => Promise<void>
}

/** Runs something once, a while after it was first asked for, however often it is asked for until then. */
export class Later {
  readonly #deps: LaterDeps
  #dueAt = Number.NEGATIVE_INFINITY

  constructor(deps: LaterDeps) {
    this.#deps = deps
  }

  ask(waitUntil: (work: Promise<unknown>) => void): void {
    const { now, delayMs } = this.#deps
    // Overdue: the request whose time it was to run in was cut off, so the next one takes it over.
    if (now() < this.#dueAt + delayMs) return
    this.#dueAt = now() + delayMs
    waitUntil(this.#run())
  }

  async #run(): Promise<void> {
    await this.#deps.wait(this.#deps.delayMs)
    this.#dueAt = Number.NEGATIVE_INFINITY
    await this.#deps.run()
  }
}
