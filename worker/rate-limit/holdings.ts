import { Lru } from '../lib/lru.ts'
import { Holding } from './holding.ts'
import type { Policy } from './types.ts'

const rememberedBuckets = 20_000

/** What this isolate holds, by the key of the bucket. What is forgotten is asked for again. */
export class Holdings {
  readonly #byKey = new Lru<string, Holding>(rememberedBuckets)

  /** `policy`: what applies now. */
  of(key: string, policy: Policy): Holding {
    const known = this.#byKey.get(key)
    if (known === undefined) return this.#made(key, policy)
    if (known.policy !== policy) known.change(policy)
    return known
  }

  #made(key: string, policy: Policy): Holding {
    const holding = new Holding(policy)
    this.#byKey.set(key, holding)
    return holding
  }
}
