import { Lru } from '../../lib/lru.ts'
import { BreakerView } from './breaker-view.ts'
import { Bulkhead } from './bulkhead.ts'
import { RetryBudget } from './retry-budget.ts'

const mostIntegrations = 10_000

/** What one isolate knows of one integration. */
export interface IntegrationMemory {
  readonly budget: RetryBudget
  readonly bulkhead: Bulkhead
  readonly breaker: BreakerView
}

/** Outlives versions: a publish neither closes a breaker nor fills a budget. */
export class IsolateMemory {
  readonly #known = new Lru<string, IntegrationMemory>(mostIntegrations)

  of(name: string): IntegrationMemory {
    let memory = this.#known.get(name)
    if (memory === undefined) {
      memory = { budget: new RetryBudget(), bulkhead: new Bulkhead(), breaker: new BreakerView() }
      this.#known.set(name, memory)
    }
    return memory
  }
}
