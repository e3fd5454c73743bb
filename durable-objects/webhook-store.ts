import type {
  DeliveryDetail,
  DeliveryRow,
  DeliveryState,
  Message,
  NewDelivery,
  Outcome,
  Redirected,
  SendingPlan,
} from './webhook-delivery-types.ts'
import { maxAttempts, type Next } from './webhook-policy.ts'
import { attemptOf, columns, rowOf, tables, textOf } from './webhook-rows.ts'

/** A delivery that is to be tried now. */
export interface Due {
  readonly row: DeliveryRow
  readonly plan: SendingPlan
}

/** What is stored of one receiver. Nothing here awaits: what one call changes is written as one. */
export class WebhookStore {
  readonly #storage: SqlStorage
  #isReady = false
  /** Counted once, then kept up: counting reads every row that waits. */
  #queued: { readonly count: number; readonly bytes: number } | undefined

  constructor(storage: SqlStorage) {
    this.#storage = storage
  }

  /** Its tables are made when they are first needed, also after everything was dropped. */
  get #sql(): SqlStorage {
    if (!this.#isReady) this.#storage.exec(tables)
    this.#isReady = true
    return this.#storage
  }

  /** Everything was dropped. */
  reset(): void {
    this.#isReady = false
    this.#queued = undefined
  }

  /** False: the id is known. */
  add(delivery: NewDelivery, dueAt: number, now: number): boolean {
    const { payload } = delivery
    const added = this.#sql.exec(
      `INSERT OR IGNORE INTO delivery
        (id, event_type, url, headers, content_type, payload, payload_bytes, plan, state, step, attempts, due_at, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'pending', 0, 0, ?, ?) RETURNING sequence`,
      delivery.id,
      delivery.eventType,
      delivery.url,
      JSON.stringify(delivery.headers),
      delivery.contentType,
      payload,
      payload.byteLength,
      JSON.stringify(delivery.plan),
      dueAt,
      now,
    )
    const isAdded = added.toArray().length > 0
    if (isAdded) this.#grow(1, payload.byteLength)
    return isAdded
  }

  has(id: string): boolean {
    return this.#sql.exec('SELECT 1 FROM delivery WHERE id = ?', id).toArray().length > 0
  }

  /** What waits or is under way. */
  queued(): { readonly count: number; readonly bytes: number } {
    this.#queued ??= this.#sql
      .exec<{ count: number; bytes: number }>(
        'SELECT count(*) AS count, coalesce(sum(payload_bytes), 0) AS bytes FROM delivery WHERE due_at IS NOT NULL',
      )
      .one()
    return this.#queued
  }

  /** The one that is longest due. */
  firstDue(now: number): Due | undefined {
    return this.#due("state = 'pending' AND due_at <= ? ORDER BY due_at LIMIT 1", now)[0]
  }

  /** Those with an attempt that has begun and not ended. */
  sending(): readonly Due[] {
    return this.#due("state = 'sending' AND due_at IS NOT NULL")
  }

  #due(where: string, ...bindings: number[]): Due[] {
    const rows = this.#sql.exec(`SELECT ${columns}, plan FROM delivery WHERE ${where}`, ...bindings)
    return rows
      .toArray()
      .map((row) => ({ row: rowOf(row), plan: JSON.parse(String(row['plan'])) as SendingPlan }))
  }

  /** Journals an attempt before it is made. Answers its number. */
  begin({ sequence, attempts }: DeliveryRow, now: number): number {
    const number = attempts + 1
    this.#sql.exec(
      "UPDATE delivery SET state = 'sending', attempts = ? WHERE sequence = ?",
      number,
      sequence,
    )
    this.#sql.exec(
      'INSERT INTO attempt (delivery, number, started_at) VALUES (?, ?, ?)',
      sequence,
      number,
      now,
    )
    return number
  }

  /** What an attempt came to, and what becomes of its delivery. */
  finish(
    { row, number }: { readonly row: DeliveryRow; readonly number: number },
    outcome: Outcome,
    next: Next,
    now: number,
    // oxlint-disable-next-line max-params -- one flat record
  ): void {
    const { sequence, payloadBytes } = row
    this.#sql.exec(
      `UPDATE delivery SET state = ?, step = ?, due_at = ?, finished_at = ?, last_status = ?, last_failure = ?
        WHERE sequence = ?`,
      next.state,
      next.step,
      next.dueAt,
      next.dueAt === null ? now : null,
      outcome.status ?? null,
      outcome.failure ?? null,
      sequence,
    )
    if (next.dueAt === null) this.#grow(-1, -payloadBytes)
    this.#sql.exec(
      'UPDATE attempt SET outcome = ? WHERE delivery = ? AND number = ?',
      JSON.stringify(outcome),
      sequence,
      number,
    )
  }

  messageOf(sequence: number): Message {
    const row = this.#sql
      .exec(
        'SELECT id, url, headers, content_type, payload FROM delivery WHERE sequence = ?',
        sequence,
      )
      .one()
    return {
      id: String(row['id']),
      url: String(row['url']),
      headers: JSON.parse(String(row['headers'])) as Message['headers'],
      contentType: textOf(row['content_type']),
      payload: new Uint8Array(row['payload'] as ArrayBuffer),
    }
  }

  /** Newest first. */
  list(page: {
    readonly state: DeliveryState | undefined
    readonly before: number | undefined
    readonly limit: number
  }): DeliveryRow[] {
    const { state = null, before = null, limit } = page
    return this.#sql
      .exec(
        `SELECT ${columns} FROM delivery WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR sequence < ?2)
          ORDER BY sequence DESC LIMIT ?3`,
        state,
        before,
        limit,
      )
      .toArray()
      .map(rowOf)
  }

  find(id: string): DeliveryDetail | undefined {
    const [found] = this.#sql.exec(
      `SELECT ${columns}, content_type, payload FROM delivery WHERE id = ?`,
      id,
    )
    if (found === undefined) return undefined
    const row = rowOf(found)
    const attemptRows = this.#sql
      .exec('SELECT * FROM attempt WHERE delivery = ? ORDER BY number', row.sequence)
      .toArray()
      .map(attemptOf)
    const payload = new Uint8Array(found['payload'] as ArrayBuffer)
    return { ...row, contentType: textOf(found['content_type']), payload, attemptRows }
  }

  /** Due now, from the start of its schedule, and sent where `to` says. */
  replay(sequence: number, { plan, url }: Redirected, now: number): void {
    this.#queued = undefined
    this.#sql.exec(
      `UPDATE delivery SET state = 'pending', step = 0, due_at = ?, finished_at = NULL, plan = ?, url = coalesce(?, url)
        WHERE sequence = ?`,
      now,
      JSON.stringify(plan),
      url ?? null,
      sequence,
    )
  }

  /** Failed deliveries made at or after `since`, oldest first. */
  failedSince(since: number, limit: number): readonly number[] {
    return this.#sql
      .exec<{ sequence: number }>(
        "SELECT sequence FROM delivery WHERE state = 'failed' AND created_at >= ? AND attempts < ? ORDER BY sequence LIMIT ?",
        since,
        maxAttempts,
        limit,
      )
      .toArray()
      .map(({ sequence }) => sequence)
  }

  counts(): Record<DeliveryState, number> {
    const counts = { pending: 0, sending: 0, delivered: 0, failed: 0 }
    for (const { state, count } of this.#sql.exec<{ state: DeliveryState; count: number }>(
      'SELECT state, count(*) AS count FROM delivery GROUP BY state',
    ))
      counts[state] = count
    return counts
  }

  /** When something in this state is due next. */
  nextDueAt(state: 'pending' | 'sending'): number | undefined {
    const [row] = this.#sql.exec<{ at: number }>(
      'SELECT due_at AS at FROM delivery WHERE state = ? AND due_at IS NOT NULL ORDER BY due_at LIMIT 1',
      state,
    )
    return row?.at
  }

  /** What waits is due now. */
  hurry(now: number): void {
    this.#sql.exec(
      "UPDATE delivery SET due_at = ? WHERE state = 'pending' AND due_at > ?",
      now,
      now,
    )
  }

  get isEmpty(): boolean {
    return this.#sql.exec('SELECT 1 FROM delivery LIMIT 1').toArray().length === 0
  }

  /** Forgets what is over: what finished before `before`, and the oldest beyond `most`. */
  sweep(before: number, most: number): void {
    this.#sql.exec(
      `DELETE FROM delivery WHERE due_at IS NULL AND (finished_at < ?1 OR sequence <=
        (SELECT sequence FROM delivery WHERE due_at IS NULL ORDER BY sequence DESC LIMIT 1 OFFSET ?2))`,
      before,
      most,
    )
    this.#sql.exec('DELETE FROM attempt WHERE delivery NOT IN (SELECT sequence FROM delivery)')
  }

  #grow(count: number, bytes: number): void {
    if (this.#queued === undefined) return
    this.#queued = { count: this.#queued.count + count, bytes: this.#queued.bytes + bytes }
  }
}
