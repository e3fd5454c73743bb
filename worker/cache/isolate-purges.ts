import type { Purges } from './types.ts'

const rememberedTags = 10_000

/** Purges that only this isolate knows: for one process that keeps nothing beyond its memory. */
export class IsolatePurges implements Purges {
  #generation = 1
  /** What was stored up to this number counts as purged: its purges are forgotten. */
  #floor = 0
  readonly #purged = new Map<string, number>()

  current(): number {
    return this.#generation
  }

  isPurged(tags: readonly string[], generation: number): boolean {
    if (generation < this.#floor) return true
    return this.#purged.size > 0 && tags.some((tag) => (this.#purged.get(tag) ?? 0) > generation)
  }

  async purge(tags: readonly string[]): Promise<void> {
    this.#generation += 1
    for (const tag of tags) this.#purged.set(tag, this.#generation)
    if (this.#purged.size <= rememberedTags) return
    this.#purged.clear()
    this.#floor = this.#generation
  }
}
