import type { Generation } from '../lib/generation.ts'
import type { WaitUntil } from '../lib/wait-until.ts'

/**
 * What was learnt while no credential changed. A change anywhere puts a new `Memory` in its place; an answer that
 * was asked for before the change and comes after it falls into the old one, which nobody reads any more.
 */
export class PerGeneration<Memory> {
  readonly #generation: Pick<Generation, 'known' | 'current'>
  readonly #create: () => Memory
  #number: number | undefined
  #memory: Memory

  constructor(generation: Pick<Generation, 'known' | 'current'>, create: () => Memory) {
    this.#generation = generation
    this.#create = create
    this.#memory = create()
  }

  /** The memory, without waiting. Undefined: whether it is void is not known well enough. */
  known(waitUntil: WaitUntil): Memory | undefined {
    const number = this.#generation.known(waitUntil)
    return number !== undefined && number === this.#number ? this.#memory : undefined
  }

  /** The memory of the current generation. Undefined: storage does not answer. */
  async current(waitUntil: WaitUntil): Promise<Memory | undefined> {
    const number = await this.#generation.current(waitUntil)
    if (number === undefined) return undefined
    if (number !== this.#number) {
      this.#number = number
      this.#memory = this.#create()
    }
    return this.#memory
  }
}
