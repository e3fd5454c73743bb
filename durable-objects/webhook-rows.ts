import type { AttemptRow, DeliveryRow, Outcome } from './webhook-delivery-types.ts'

/** Payloads stand last: what only lists never reads them. */
export const tables = `
  CREATE TABLE IF NOT EXISTS delivery (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    due_at INTEGER,
    payload_bytes INTEGER NOT NULL,
    event_type TEXT NOT NULL,
    step INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    last_status INTEGER,
    last_failure TEXT,
    url TEXT NOT NULL,
    plan TEXT NOT NULL,
    headers TEXT NOT NULL,
    content_type TEXT,
    payload BLOB NOT NULL
  );
  CREATE INDEX IF NOT EXISTS delivery_due ON delivery (state, due_at, payload_bytes) WHERE due_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS delivery_state ON delivery (state, sequence);
  CREATE TABLE IF NOT EXISTS attempt (
    delivery INTEGER NOT NULL,
    number INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    outcome TEXT,
    PRIMARY KEY (delivery, number)
  ) WITHOUT ROWID;`

/** Of a delivery in a list, as `rowOf` reads them. */
export const columns = `sequence, id, event_type, url, state, attempts, step, due_at, created_at, finished_at,
  last_status, last_failure, payload_bytes`

type Row = Readonly<Record<string, SqlStorageValue>>

export function rowOf(row: Row): DeliveryRow {
  return {
    sequence: Number(row['sequence']),
    id: String(row['id']),
    eventType: String(row['event_type']),
    url: String(row['url']),
    state: row['state'] as DeliveryRow['state'],
    attempts: Number(row['attempts']),
    step: Number(row['step']),
    dueAt: numberOf(row['due_at']),
    createdAt: Number(row['created_at']),
    finishedAt: numberOf(row['finished_at']),
    lastStatus: numberOf(row['last_status']),
    lastFailure: textOf(row['last_failure']) as DeliveryRow['lastFailure'],
    payloadBytes: Number(row['payload_bytes']),
  }
}

export function attemptOf(row: Row): AttemptRow {
  const text = textOf(row['outcome'])
  const outcome = text === null ? underWay : (JSON.parse(text) as Outcome)
  const { failure, error, status, durationMs, headers, body, isCut } = outcome
  return {
    number: Number(row['number']),
    startedAt: Number(row['started_at']),
    isOver: text !== null,
    failure,
    error,
    status,
    durationMs,
    headers,
    body,
    isCut,
  }
}

const underWay: Omit<Outcome, 'retryAfterMs'> = {
  failure: undefined,
  error: undefined,
  status: undefined,
  durationMs: 0,
  headers: [],
  body: '',
  isCut: false,
}

export function textOf(value: SqlStorageValue | undefined): string | null {
  return typeof value === 'string' ? value : null
}

function numberOf(value: SqlStorageValue | undefined): number | null {
  return typeof value === 'number' ? value : null
}
