import { DurableObject } from 'cloudflare:workers'

import { abandoned, type Attempt, begin, type Entry, type Standing } from './idempotency-policy.ts'

/** An answer as it is kept; `body` null: it had none. */
export interface KeptAnswer {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Uint8Array<ArrayBuffer> | null
}

/** How an execution ended. */
export type Outcome =
  | { readonly kind: 'answer'; readonly answer: KeptAnswer }
  | { readonly kind: 'too-large'; readonly status: number }

/** Where an attempt stands; times are milliseconds since the epoch. */
export type Verdict =
  | {
      readonly standing: Exclude<Standing, 'replay' | 'too-large'>
      readonly expiresAt: number
    }
  | { readonly standing: 'replay'; readonly expiresAt: number; readonly answer: KeptAnswer }
  | { readonly standing: 'too-large'; readonly expiresAt: number; readonly status: number }

/**
 * What became of the requests of one caller at one endpoint, by key. Every change is durable before its
 * caller hears of it: the output gate holds answers back until the write is confirmed.
 */
export class Idempotency extends DurableObject {
  #isReady = false
  #alarmAt: number | null | undefined

  /** Journals an attempt before anything is sent, or tells why nothing may be. */
  async begin(key: string, attempt: Attempt): Promise<Verdict> {
    const row = this.#find(key)
    const { standing, entry } = begin(row?.entry, attempt, Date.now())
    const { expiresAt } = entry
    if (standing === 'replay' && row !== undefined)
      return { standing, expiresAt, answer: row.answer() }
    if (standing === 'replay' || standing === 'too-large')
      return { standing: 'too-large', expiresAt, status: row?.status ?? 0 }
    if (standing === 'started' && entry !== row?.entry) {
      this.#write(key, entry)
      await this.#dropAt(expiresAt)
    }
    return { standing, expiresAt }
  }

  /** Records how an execution ended. False: it is not the one that counts any more. */
  async finish(key: string, owner: string, outcome: Outcome): Promise<boolean> {
    const entry = this.#openOf(key, owner)
    if (entry === undefined) return false
    const { status, headers, body } =
      outcome.kind === 'answer'
        ? outcome.answer
        : { status: outcome.status, headers: null, body: null }
    this.#sql.exec(
      'UPDATE request SET status = ?, headers = ?, body = ? WHERE key = ?',
      status,
      headers === null ? null : JSON.stringify(headers),
      body,
      key,
    )
    return true
  }

  /** An execution ended without an answer to record; `isSent`: something may have reached the upstream. */
  async abandon(key: string, owner: string, isSent: boolean): Promise<void> {
    const entry = this.#openOf(key, owner)
    if (entry === undefined) return
    const left = abandoned(entry, isSent)
    if (left === undefined) this.#sql.exec('DELETE FROM request WHERE key = ?', key)
    else this.#write(key, left)
  }

  /** Drops what has expired; an object that remembers nothing ceases to exist. */
  override async alarm(): Promise<void> {
    this.#alarmAt = null
    this.#sql.exec('DELETE FROM request WHERE expires_at <= ?', Date.now())
    const next = this.#sql.exec('SELECT min(expires_at) AS at FROM request').one()['at']
    if (typeof next === 'number') return this.#dropAt(Math.max(next, Date.now() + sweepEveryMs))
    await this.ctx.storage.deleteAll()
    this.#isReady = false
  }

  /** Its table is made when it is first needed, also after everything was dropped. */
  get #sql(): SqlStorage {
    const { sql } = this.ctx.storage
    if (!this.#isReady) sql.exec(table)
    this.#isReady = true
    return sql
  }

  async #dropAt(at: number): Promise<void> {
    this.#alarmAt ??= await this.ctx.storage.getAlarm()
    if (this.#alarmAt !== null && this.#alarmAt <= at) return
    this.#alarmAt = at
    await this.ctx.storage.setAlarm(at)
  }

  #find(key: string): Row | undefined {
    const [row] = this.#sql.exec('SELECT * FROM request WHERE key = ?', key)
    return row === undefined ? undefined : new Row(row)
  }

  #openOf(key: string, owner: string): Entry | undefined {
    const entry = this.#find(key)?.entry
    return entry?.outcome === 'open' && entry.owner === owner ? entry : undefined
  }

  #write(key: string, { fingerprint, owner, attempts, leaseUntil, expiresAt }: Entry): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO request (key, fingerprint, owner, attempts, lease_until, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
      key,
      fingerprint,
      owner,
      attempts,
      leaseUntil,
      expiresAt,
    )
  }
}

/** Expired requests wait this long for company, so that one alarm drops many. */
const sweepEveryMs = 10 * 60_000

// `body` stands last: what drops expired rows never reads it.
const table = `CREATE TABLE IF NOT EXISTS request (
  key TEXT NOT NULL PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  owner TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  lease_until INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  status INTEGER,
  headers TEXT,
  body BLOB
) WITHOUT ROWID`

/** A row of the table, read. */
class Row {
  readonly #row: Record<string, SqlStorageValue>
  readonly entry: Entry

  constructor(row: Record<string, SqlStorageValue>) {
    this.#row = row
    this.entry = {
      fingerprint: String(row['fingerprint']),
      owner: String(row['owner']),
      attempts: Number(row['attempts']),
      leaseUntil: Number(row['lease_until']),
      expiresAt: Number(row['expires_at']),
      outcome: row['status'] === null ? 'open' : row['headers'] === null ? 'too-large' : 'kept',
    }
  }

  get status(): number {
    return Number(this.#row['status'])
  }

  answer(): KeptAnswer {
    const body = this.#row['body']
    return {
      status: this.status,
      headers: JSON.parse(String(this.#row['headers'])) as KeptAnswer['headers'],
      body: body instanceof ArrayBuffer ? new Uint8Array(body) : null,
    }
  }
}
