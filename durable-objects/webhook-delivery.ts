import { DurableObject } from 'cloudflare:workers'

import { type Courier, createCourier } from '#worker/platform/webhook-courier.ts'

import type {
  DeliveryDetail,
  DeliveryRow,
  DeliveryState,
  Enqueued,
  NewDelivery,
  Outcome,
  ReceiverReport,
  Redirected,
} from './webhook-delivery-types.ts'
import {
  afterAttempt,
  disabled,
  enabled,
  firstDueAt,
  keptMs,
  maxAttempts,
  maxDeliveriesAtOnce,
  maxKeptDeliveries,
  maxQueuedBytes,
  maxQueuedDeliveries,
  receiverAfter,
} from './webhook-policy.ts'
import { WebhookFacts } from './webhook-facts.ts'
import { type Due, WebhookStore } from './webhook-store.ts'

/** One alarm works for so long before the next takes over. */
const workMs = 60_000
/** Should an alarm die, the next comes after so long. */
const guardMs = 5_000
/** What the audit log could not take is tried again after so long. */
const noticeEveryMs = 30_000
const sweepEveryMs = 86_400_000
/** Or earlier, when so many are over. */
const sweepEvery = 1_000
/** Deliveries one call replays. */
const maxReplayed = 1_000

/** An attempt that is journalled. */
interface Begun extends Due {
  readonly number: number
}

/**
 * The queue of one receiver: what waits for it, how each attempt went, and whether it gets anything at all. An
 * attempt is durable before it is made, so no delivery is sent more often than its attempts say; one that nobody
 * reports of is made again, so none is lost.
 */
export class WebhookDelivery extends DurableObject<Env> {
  readonly #store: WebhookStore
  readonly #facts: WebhookFacts
  readonly #courier: Courier
  /** Attempts of this life of the object, by their delivery. */
  readonly #underWay = new Map<number, Promise<void>>()
  #isWorking = false
  #guardedAt = 0
  /** Ends the sleep of the alarm that works. */
  #wake: () => void = () => undefined
  /** Deliveries that are over since the last sweep. */
  #unswept = 0
  #sweptAt = 0

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#store = new WebhookStore(ctx.storage.sql)
    this.#facts = new WebhookFacts(ctx.storage.kv)
    this.#courier = createCourier(env)
  }

  /** Durable when it answers. A receiver that is disabled gets it once it is enabled. */
  async enqueue(delivery: NewDelivery): Promise<Enqueued> {
    const now = Date.now()
    const isHeld = this.#facts.receiver.disabled !== undefined
    if (this.#store.has(delivery.id)) return { isKnown: true, isHeld }
    const { count, bytes } = this.#store.queued()
    const isFull =
      count >= maxQueuedDeliveries || bytes + delivery.payload.byteLength > maxQueuedBytes
    if (isFull) return 'full'
    const { endpointId, integrationId } = delivery
    if (this.#facts.subject === undefined) this.#facts.subject = { endpointId, integrationId }
    const dueAt = firstDueAt(delivery.plan, now, Math.random())
    this.#store.add(delivery, dueAt, now)
    await (isHeld ? this.#schedule() : this.#wakeBy(dueAt))
    return { isKnown: false, isHeld }
  }

  list(page: {
    readonly state: DeliveryState | undefined
    readonly before: number | undefined
    readonly limit: number
  }): DeliveryRow[] {
    return this.#store.list(page)
  }

  find(id: string): DeliveryDetail | undefined {
    return this.#store.find(id)
  }

  report(): ReceiverReport {
    return { ...this.#facts.receiver, counts: this.#store.counts() }
  }

  /** Sends it once more, at once and with its whole schedule. `sending`: an attempt is under way. */
  async replay(id: string, to: Redirected): Promise<'replayed' | 'sending' | 'missing' | 'worn'> {
    const row = this.#store.find(id)
    if (row === undefined) return 'missing'
    if (row.state === 'sending') return 'sending'
    if (row.attempts >= maxAttempts) return 'worn'
    this.#store.replay(row.sequence, to, Date.now())
    await this.#schedule()
    return 'replayed'
  }

  /** Replays failed deliveries made at or after `since`; `hasMore`: call again. */
  async replayFailed(
    since: number,
    to: Redirected,
  ): Promise<{ readonly replayed: number; readonly hasMore: boolean }> {
    const room = Math.min(maxReplayed, maxQueuedDeliveries - this.#store.queued().count)
    const found = this.#store.failedSince(since, Math.max(0, room) + 1)
    const replayed = found.slice(0, Math.max(0, room))
    for (const sequence of replayed) this.#store.replay(sequence, to, Date.now())
    await this.#schedule()
    return { replayed: replayed.length, hasMore: found.length > replayed.length }
  }

  /** By hand. What waited for an enabled receiver is sent at once. */
  async set(state: 'enabled' | 'disabled', by: string): Promise<ReceiverReport> {
    const { receiver } = this.#facts
    const now = Date.now()
    this.#facts.receiver =
      state === 'enabled' ? enabled(receiver, now) : disabled(receiver, 'operator', now, by)
    if (state === 'enabled') this.#store.hurry(now)
    await this.#schedule()
    return this.report()
  }

  /** Runs at least once for each time it was set for, and never rejects for what a receiver does. */
  override async alarm(): Promise<void> {
    if (this.#isWorking) return
    this.#isWorking = true
    try {
      await this.#guard()
      await this.#work(Date.now() + workMs)
      await this.#tell()
    } finally {
      this.#isWorking = false
    }
    await this.#tidy()
  }

  /** Makes every attempt that is due, so many at a time; what is queued meanwhile as well. */
  async #work(until: number): Promise<void> {
    this.#closeInterrupted()
    for (;;) {
      const now = Date.now()
      if (now < until) this.#beginDue(now)
      if (this.#underWay.size === 0) return
      /* oxlint-disable no-await-in-loop -- whichever ends first makes room for the next; the guard stays ahead */
      await this.#somethingHappens()
      if (Date.now() - this.#guardedAt >= guardMs / 2) await this.#guard()
      /* oxlint-enable no-await-in-loop */
    }
  }

  /** Should this alarm die, another one comes. */
  async #guard(): Promise<void> {
    this.#guardedAt = Date.now()
    await this.ctx.storage.setAlarm(this.#guardedAt + guardMs)
  }

  /** An attempt ends, a delivery is queued or comes due, or the guard runs out. */
  async #somethingHappens(): Promise<void> {
    const hasRoom = this.#underWay.size < maxDeliveriesAtOnce && this.#isEnabled
    const dueAt = (hasRoom ? this.#store.nextDueAt('pending') : undefined) ?? Infinity
    const napMs = Math.min(guardMs / 2, Math.max(0, dueAt - Date.now()))
    let timer: ReturnType<typeof setTimeout> | undefined
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve
      timer = setTimeout(resolve, napMs)
    })
    await Promise.race([...this.#underWay.values(), woken])
    clearTimeout(timer)
  }

  #beginDue(now: number): void {
    while (this.#isEnabled && this.#underWay.size < maxDeliveriesAtOnce) {
      const due = this.#store.firstDue(now)
      if (due === undefined) return
      const { sequence } = due.row
      const number = this.#store.begin(due.row, now)
      const work = this.#attempt({ ...due, number }).finally(() => this.#underWay.delete(sequence))
      this.#underWay.set(sequence, work)
    }
  }

  /** Attempts nobody makes any more: the object died before it wrote down how they ended. */
  #closeInterrupted(): void {
    for (const due of this.#store.sending())
      if (!this.#underWay.has(due.row.sequence))
        this.#end({ ...due, number: due.row.attempts }, interrupted, Date.now())
  }

  async #attempt(begun: Begun): Promise<void> {
    const { row, plan } = begun
    // Not one byte leaves before the journal is on disk.
    await this.ctx.storage.sync()
    const outcome = await this.#courier.send(this.#store.messageOf(row.sequence), plan)
    this.#end(begun, outcome, Date.now())
  }

  #end({ row, plan, number }: Begun, outcome: Outcome, now: number): void {
    const place = { step: row.step, attempts: number }
    const next = afterAttempt(place, plan, outcome, { now, random: Math.random() })
    this.#store.finish({ row, number }, outcome, next, now)
    if (next.dueAt === null) this.#unswept += 1
    const before = this.#facts.receiver
    const after = receiverAfter(before, outcome, now)
    if (after === before) return
    this.#facts.receiver = after
    const reason = after.disabled?.reason
    if (before.disabled === undefined && reason !== undefined)
      this.#facts.notice = { id: this.#courier.newNoticeId(), at: now, reason }
  }

  get #isEnabled(): boolean {
    return this.#facts.receiver.disabled === undefined
  }

  /** That a receiver was disabled reaches log and audit log, however often it takes. */
  async #tell(): Promise<void> {
    const { notice, subject } = this.#facts
    if (notice === undefined || subject === undefined) return
    if (await this.#courier.tell(notice, subject)) this.#facts.notice = undefined
  }

  /** Forgets what is old; an object with nothing to remember ceases to exist. */
  async #tidy(): Promise<void> {
    const now = Date.now()
    if (this.#unswept >= sweepEvery || now - this.#sweptAt >= sweepEveryMs) {
      this.#store.sweep(now - keptMs, maxKeptDeliveries)
      this.#unswept = 0
      this.#sweptAt = now
    }
    if (!this.#store.isEmpty || this.#facts.receiver.disabled !== undefined) return this.#schedule()
    await this.ctx.storage.deleteAll()
    await this.ctx.storage.deleteAlarm()
    this.#store.reset()
  }

  /** Sets the alarm for whatever comes first, or wakes the one that works. */
  async #schedule(): Promise<void> {
    if (this.#isWorking) return this.#wake()
    const now = Date.now()
    const pendingAt = this.#isEnabled ? this.#store.nextDueAt('pending') : undefined
    const sendingAt = this.#store.nextDueAt('sending')
    const noticeAt = this.#facts.notice === undefined ? Infinity : now + noticeEveryMs
    const at = Math.min(pendingAt ?? Infinity, sendingAt ?? Infinity, noticeAt, now + sweepEveryMs)
    await this.ctx.storage.setAlarm(Math.max(at, now))
  }

  /** The same, of one more delivery, without a look at those before it. */
  async #wakeBy(dueAt: number): Promise<void> {
    if (this.#isWorking) return this.#wake()
    const alarmAt = await this.ctx.storage.getAlarm()
    if (alarmAt === null || alarmAt > dueAt) await this.ctx.storage.setAlarm(dueAt)
  }
}

const interrupted: Outcome = Object.freeze({
  failure: 'interrupted',
  error: 'Nobody was left to see how it ended',
  status: undefined,
  retryAfterMs: undefined,
  durationMs: 0,
  headers: [],
  body: '',
  isCut: false,
})
