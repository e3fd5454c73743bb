import { tooLate, withDeadline } from '../lib/deadline.ts'
import { Lru } from '../lib/lru.ts'
import type { WaitUntil } from '../lib/wait-until.ts'

/** About 5 KB each without interpreted expressions (measured at 10,000); an isolate has 128 MB. */
const capacity = 10_000
/** The most a request waits for a version that is being read. */
const longestWaitMs = 5_000

export interface PublishedDeps<Compiled> {
  /** Reads and compiles a published version. Undefined when it does not exist. */
  readonly load: (endpointId: string, version: number) => Promise<Compiled | undefined>
  readonly now: () => number
}

/** Published versions, compiled: immutable, so they are never invalidated, only evicted. */
export class Published<Compiled> {
  readonly #deps: PublishedDeps<Compiled>
  readonly #compiled = new Lru<string, Compiled>(capacity)
  readonly #loading = new Map<string, { work: Promise<Compiled | undefined>; startedAt: number }>()

  constructor(deps: PublishedDeps<Compiled>) {
    this.#deps = deps
  }

  /**
   * The compiled version: at once when this isolate has it. Undefined when it does not exist or cannot
   * be read in time; rejects when reading or compiling fails.
   */
  get(
    endpointId: string,
    version: number,
    waitUntil: WaitUntil,
  ): Compiled | Promise<Compiled | undefined> {
    const key = `${endpointId}@${version}`
    return this.#compiled.get(key) ?? this.#wait(this.#load(key, endpointId, version), waitUntil)
  }

  async #wait(
    work: Promise<Compiled | undefined>,
    waitUntil: WaitUntil,
  ): Promise<Compiled | undefined> {
    // Others wait for it too: it must outlive the request that started it.
    waitUntil(work.catch(() => undefined))
    const result = await withDeadline(work, longestWaitMs)
    return result === tooLate ? undefined : result
  }

  #load(key: string, endpointId: string, version: number): Promise<Compiled | undefined> {
    const now = this.#deps.now()
    const running = this.#loading.get(key)
    if (running !== undefined && now - running.startedAt < longestWaitMs) return running.work
    const work = this.#deps
      .load(endpointId, version)
      .then((compiled) => {
        if (compiled !== undefined) this.#compiled.set(key, compiled)
        return compiled
      })
      .finally(() => {
        if (this.#loading.get(key)?.work === work) this.#loading.delete(key)
      })
    this.#loading.set(key, { work, startedAt: now })
    return work
  }
}
