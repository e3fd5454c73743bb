import { sessionIdleMs } from './api/session-cookie.ts'
import { removeExpiredSessions } from './db/sessions.ts'
import type { Services } from './services.ts'

/** Every few minutes (wrangler.toml): both parts run, whatever the other does. Rejects when one failed, for the cron log. */
export async function housekeeping({ db, kvCopies, now }: Services): Promise<void> {
  const results = await Promise.allSettled([
    removeExpiredSessions(db, now(), now() - sessionIdleMs),
    kvCopies.sweep(),
  ])
  for (const result of results) if (result.status === 'rejected') throw result.reason
}
