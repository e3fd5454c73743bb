import { abandoned, begin, type Entry } from '#durable-objects/idempotency-policy.ts'
import type { KeptAnswer, Verdict } from '#durable-objects/idempotency.ts'
import type { IdempotencyPorts, IdempotencyStore, KeyName } from '#worker/idempotency/types.ts'

const unreachable = () => Promise.reject(new Error('no object may be asked here'))

/** Ports of an installation whose endpoints have no idempotency keys. */
export const noIdempotency: IdempotencyPorts = {
  store: { begin: unreachable, finish: unreachable, abandon: unreachable },
  space: 'live',
  newOwner: () => crypto.randomUUID(),
  log: () => undefined,
}

interface Stored {
  readonly entry: Entry
  readonly status?: number
  readonly answer?: KeptAnswer
}

/** The memory of one object, without an object: what a test asks for is in reach. */
export class MemoryStore implements IdempotencyStore {
  now = 0
  readonly entries = new Map<string, Stored>()

  async begin(name: KeyName, attempt: Parameters<IdempotencyStore['begin']>[1]): Promise<Verdict> {
    const known = this.entries.get(idOf(name))
    const { standing, entry } = begin(known?.entry, attempt, this.now)
    const { expiresAt } = entry
    if (standing === 'started') this.entries.set(idOf(name), { entry })
    if (standing === 'replay' && known?.answer) return { standing, expiresAt, answer: known.answer }
    if (standing === 'replay' || standing === 'too-large')
      return { standing: 'too-large', expiresAt, status: known?.status ?? 0 }
    return { standing, expiresAt }
  }

  async finish(...[name, owner, outcome]: Parameters<IdempotencyStore['finish']>) {
    const known = this.entries.get(idOf(name))
    if (known?.entry.owner !== owner || known.entry.outcome !== 'open') return false
    this.entries.set(
      idOf(name),
      outcome.kind === 'answer'
        ? { entry: { ...known.entry, outcome: 'kept' }, answer: outcome.answer }
        : { entry: { ...known.entry, outcome: 'too-large' }, status: outcome.status },
    )
    return true
  }

  async abandon(...[name, owner, isSent]: Parameters<IdempotencyStore['abandon']>) {
    const known = this.entries.get(idOf(name))
    if (known?.entry.owner !== owner || known.entry.outcome !== 'open') return
    const entry = abandoned(known.entry, isSent)
    if (entry === undefined) this.entries.delete(idOf(name))
    else this.entries.set(idOf(name), { entry })
  }
}

const idOf = ({ scope, key }: KeyName): string => `${scope} ${key}`
