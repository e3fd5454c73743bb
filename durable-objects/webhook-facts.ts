import type { DisabledReason, Receiver } from './webhook-delivery-types.ts'
import { newReceiver } from './webhook-policy.ts'

/** Whose deliveries an object holds. */
export interface Subject {
  readonly endpointId: string
  readonly integrationId: string
}

/** That a receiver was disabled, until the audit log has it. `id` is that of its record. */
export interface Notice {
  readonly id: string
  readonly at: number
  readonly reason: DisabledReason
}

/** What is known of a receiver beside its deliveries. Written together with whatever else changes at the time. */
export class WebhookFacts {
  readonly #kv: SyncKvStorage

  constructor(kv: SyncKvStorage) {
    this.#kv = kv
  }

  get receiver(): Receiver {
    return this.#kv.get<Receiver>('receiver') ?? newReceiver
  }

  set receiver(receiver: Receiver) {
    this.#kv.put('receiver', receiver)
  }

  /** Undefined before the first delivery. */
  get subject(): Subject | undefined {
    return this.#kv.get<Subject>('subject')
  }

  set subject(subject: Subject) {
    this.#kv.put('subject', subject)
  }

  /** What the audit log has yet to learn. */
  get notice(): Notice | undefined {
    return this.#kv.get<Notice>('notice')
  }

  set notice(notice: Notice | undefined) {
    if (notice === undefined) this.#kv.delete('notice')
    else this.#kv.put('notice', notice)
  }
}
