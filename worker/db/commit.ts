import { eq, type SQL } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'

import type { Database } from './database.ts'
import { audit } from './schema.ts'
import { violatedConstraint } from './storage-error.ts'

/** Who did what to what: the audit row of a change. */
export interface AuditEntry {
  readonly id: string
  readonly at: number
  readonly actorId: string
  readonly actorName: string
  /** `resource.verb` */
  readonly action: string
  readonly targetType: string
  readonly targetId: string
  readonly targetName: string
  readonly details: Record<string, unknown>
  readonly ipAddress: string | null
}

/** `lost`: the precondition does not hold. A string such as `user.email` is a unique column already taken. */
export type CommitResult =
  | { done: true }
  | { done: false; lost: true }
  | { done: false; taken: string }

const attempts = 3

/**
 * Writes a change and its audit row: both or neither, once.
 *
 * The audit row goes first, with `precondition` (SQL for the target's id, or NULL) as its target_id:
 * when it does not hold, NOT NULL fails and D1 rolls the whole batch back. An error without an answer
 * may hide a commit, so the audit id is looked up before the batch is tried again; a batch that did land
 * late then collides with its own audit id. Rejects with StorageError.
 */
export async function commit(
  db: Database,
  entry: AuditEntry,
  change: { readonly precondition?: SQL; readonly statements: readonly BatchItem<'sqlite'>[] },
): Promise<CommitResult> {
  const first = db
    .insert(audit)
    .values(change.precondition ? { ...entry, targetId: change.precondition } : entry)
  for (let attempt = 1; ; attempt++) {
    try {
      await db.batch([first, ...change.statements])
      return { done: true }
    } catch (error) {
      if (await isCommitted(db, entry.id)) return { done: true }
      const violated = violatedConstraint(error)
      if (violated?.column === 'audit.target_id') return { done: false, lost: true }
      if (violated?.kind === 'unique') return { done: false, taken: violated.column }
      if (violated !== undefined || attempt === attempts) throw error
    }
  }
}

/** An unreachable database answers "no": the next attempt then finds out, or fails on its own. */
async function isCommitted(db: Database, auditId: string): Promise<boolean> {
  try {
    const rows = await db.select({ id: audit.id }).from(audit).where(eq(audit.id, auditId)).limit(1)
    return rows.length > 0
  } catch {
    return false
  }
}
