import { DurableObject } from 'cloudflare:workers'

import { type Ask, Buckets, type Grant, type StoredBucket } from './rate-limit-buckets.ts'

const sweepMs = 60_000

/** Counts for all isolates: one of a few objects that share the buckets of all limits among them. */
export class RateLimiter extends DurableObject {
  readonly #buckets: Buckets
  #alarmAt = Infinity

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    const { sql } = ctx.storage
    sql.exec(
      `CREATE TABLE IF NOT EXISTS bucket (key TEXT PRIMARY KEY, value TEXT NOT NULL, idle_at INTEGER NOT NULL) WITHOUT ROWID;
       CREATE INDEX IF NOT EXISTS bucket_idle_at ON bucket (idle_at)`,
    )
    this.#buckets = new Buckets({
      read: (key) => {
        const [row] = sql.exec<{ value: string }>('SELECT value FROM bucket WHERE key = ?', key)
        return row && (JSON.parse(row.value) as StoredBucket)
      },
      write: (key, bucket) => {
        const value = JSON.stringify(bucket)
        sql.exec('INSERT OR REPLACE INTO bucket VALUES (?, ?, ?)', key, value, bucket.idleAt)
        this.#wakeAt(bucket.idleAt)
      },
    })
    void ctx.blockConcurrencyWhile(async () => {
      this.#alarmAt = (await ctx.storage.getAlarm()) ?? Infinity
    })
  }

  /** Decides about limits of one request; answers in their order. What it stores is durable before the answer leaves. */
  take(asks: readonly Ask[]): Grant[] {
    return this.#buckets.take(asks, Date.now())
  }

  override alarm(): void {
    const now = Date.now()
    const { sql } = this.ctx.storage
    this.#alarmAt = Infinity
    this.#buckets.sweep(now)
    sql.exec('DELETE FROM bucket WHERE idle_at <= ?', now)
    const { next } = sql
      .exec<{ next: number | null }>('SELECT MIN(idle_at) AS next FROM bucket')
      .one()
    if (next !== null) this.#wakeAt(next)
  }

  /** Not for each bucket: a sweep takes all that became idle in its minute. */
  #wakeAt(idleAt: number): void {
    if (idleAt + sweepMs > this.#alarmAt) return
    this.#alarmAt = idleAt + sweepMs
    void this.ctx.storage.setAlarm(this.#alarmAt)
  }
}
