import { tooLate, withDeadline } from '../lib/deadline.ts'
import { buildRouter, type Router } from './router.ts'
import type { ConfigSource, RouteIndex } from './types.ts'
import type { WaitUntil } from '../lib/wait-until.ts'

/** Younger than this, the index is used without a question. */
const freshMs = 1_000
/** No request is answered from an index older than this while storage works. */
const longestAgeMs = 5_000
/** The most a request waits for a refresh; then, and for `backOffMs`, the old index answers. */
const longestWaitMs = 1_000
const backOffMs = 5_000
/** A cold isolate has nothing to answer from, so it waits longer. */
const longestColdWaitMs = 3_000
/** A refresh that runs longer than this belongs to a request that is gone: it is not waited for again. */
const abandonedMs = 5_000

export interface SnapshotDeps {
  readonly source: Pick<ConfigSource, 'revision' | 'index' | 'lastKnownIndex'>
  readonly now: () => number
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}

/** The route index of this isolate, kept fresh by the requests that use it. */
export interface Snapshot {
  /** The routes to use now; a promise only when the index is too old. Undefined: there is none at all. */
  router(waitUntil: WaitUntil): Router | Promise<Router | undefined>
  /** Reads the index now. Failing leaves the old one in place, and is logged. */
  refresh(): Promise<void>
}

export function createSnapshot(deps: SnapshotDeps): Snapshot {
  const state = new SnapshotState(deps)
  return {
    router(waitUntil) {
      const { router } = state
      const ageMs = deps.now() - state.checkedAt
      if (router === undefined) return state.coldRouter(waitUntil)
      if (ageMs <= freshMs) return router
      if (ageMs <= longestAgeMs || state.isBackingOff()) {
        if (state.mayStart()) waitUntil(state.update())
        return router
      }
      return state.freshRouter(waitUntil)
    },
    async refresh() {
      // What is under way may have read the revision before the change that this call is about.
      if (state.running !== undefined) await withDeadline(state.running.work, longestWaitMs)
      await state.start()
    },
  }
}

class SnapshotState {
  readonly #deps: SnapshotDeps
  router: Router | undefined
  /** When the check that led to `router` began. */
  checkedAt = Number.NEGATIVE_INFINITY
  /** The update under way: one for all requests. Its work never rejects. */
  running: { readonly work: Promise<boolean>; readonly startedAt: number } | undefined
  #revision: number | undefined
  #attemptedAt = Number.NEGATIVE_INFINITY
  #backOffUntil = Number.NEGATIVE_INFINITY

  constructor(deps: SnapshotDeps) {
    this.#deps = deps
  }

  isBackingOff(): boolean {
    return this.#deps.now() < this.#backOffUntil
  }

  /** At most one attempt a second, so that failing storage is not asked by every request. */
  mayStart(): boolean {
    return this.running === undefined && this.#deps.now() - this.#attemptedAt >= freshMs
  }

  async freshRouter(waitUntil: WaitUntil): Promise<Router | undefined> {
    if (!(await this.#attempt(waitUntil, longestWaitMs))) this.#backOff()
    return this.router
  }

  async coldRouter(waitUntil: WaitUntil): Promise<Router | undefined> {
    if (this.isBackingOff() && !this.mayStart()) return undefined
    if (await this.#attempt(waitUntil, longestColdWaitMs)) return this.router
    this.#backOff()
    if (this.router === undefined) await this.#useLastKnown()
    return this.router
  }

  /** Starts or joins the update. Answers whether the index is now up to date. */
  update(): Promise<boolean> {
    const { running } = this
    return running !== undefined && this.#deps.now() - running.startedAt < abandonedMs
      ? running.work
      : this.start()
  }

  start(): Promise<boolean> {
    const startedAt = this.#deps.now()
    const work = this.#load(startedAt).finally(() => {
      if (this.running?.work === work) this.running = undefined
    })
    this.running = { work, startedAt }
    this.#attemptedAt = startedAt
    return work
  }

  async #attempt(waitUntil: WaitUntil, limitMs: number): Promise<boolean> {
    const work = this.update()
    waitUntil(work)
    return (await withDeadline(work, limitMs)) === true
  }

  #backOff(): void {
    this.#backOffUntil = this.#deps.now() + backOffMs
  }

  async #load(startedAt: number): Promise<boolean> {
    try {
      const revision = await this.#deps.source.revision()
      const isNew = revision !== this.#revision
      const index = isNew ? await this.#deps.source.index(revision) : undefined
      // An update that began later has already answered.
      if (startedAt < this.checkedAt) return true
      if (index !== undefined) this.#use(index)
      this.checkedAt = startedAt
      this.#backOffUntil = Number.NEGATIVE_INFINITY
      return true
    } catch (error) {
      this.#deps.log('the route index could not be refreshed', { error })
      return false
    }
  }

  async #useLastKnown(): Promise<void> {
    try {
      const index = await withDeadline(this.#deps.source.lastKnownIndex(), longestWaitMs)
      if (index === tooLate || index === undefined || this.router !== undefined) return
      this.#use(index)
    } catch (error) {
      this.#deps.log('no copy of the route index could be read', { error })
    }
  }

  #use(index: RouteIndex): void {
    const router = buildRouter(index.entries)
    for (const entry of router.unusable)
      this.#deps.log('a published route has a path that cannot be matched', { ...entry })
    this.router = router
    this.#revision = index.revision
  }
}
