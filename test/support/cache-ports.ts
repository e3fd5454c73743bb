import { createMemoryTier } from '#worker/cache/index.ts'
import type { CachePorts, CacheTier, Purges, StoredAnswers } from '#worker/cache/types.ts'

/** Purges of one isolate, which a test can lose sight of. */
export class TestPurges implements Purges {
  isKnown = true
  #generation = 1
  readonly #purged = new Map<string, number>()

  current(): number | undefined {
    return this.isKnown ? this.#generation : undefined
  }

  isPurged(tags: readonly string[], generation: number): boolean {
    return tags.some((tag) => (this.#purged.get(tag) ?? 0) > generation)
  }

  async purge(tags: readonly string[]): Promise<void> {
    this.#generation += 1
    for (const tag of tags) this.#purged.set(tag, this.#generation)
  }
}

/** A tier beyond isolates that forgets nothing, and tells what was asked of it. */
export class MapTier implements CacheTier {
  readonly entries = new Map<string, StoredAnswers>()
  readonly log: string[] = []

  async get(key: string): Promise<StoredAnswers | undefined> {
    this.log.push('get')
    return this.entries.get(key)
  }

  async put(key: string, answers: StoredAnswers): Promise<void> {
    this.log.push('put')
    this.entries.set(key, answers)
  }

  async delete(key: string): Promise<void> {
    this.log.push('delete')
    this.entries.delete(key)
  }
}

/** Ports of one isolate; what it logs is in `logs`. */
export function cachePorts(more: Partial<CachePorts> = {}) {
  const logs: string[] = []
  const ports = {
    memory: createMemoryTier(32 * 1024 * 1024),
    kv: new MapTier(),
    database: new MapTier(),
    purges: new TestPurges(),
    usage: { note: () => undefined },
    log: (message: string) => void logs.push(message),
    ...more,
  } satisfies CachePorts
  return { ports, logs }
}

/** Ports of an installation whose endpoints cache nothing. */
export const noCache: CachePorts = cachePorts().ports
