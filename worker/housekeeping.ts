import { sessionIdleMs } from './api/session-cookie.ts'
import { removeFailuresBefore } from './db/authentication-failures.ts'
import { sweepPurges } from './db/cache-purges.ts'
import { removeCacheUsageBefore } from './db/cache-usage.ts'
import { sweepCached } from './db/cached-answers.ts'
import { removeCallsBefore } from './db/integration-calls.ts'
import { removeExpiredRecordings } from './db/recorded-requests.ts'
import { removeBlocksBefore } from './db/rate-limit-blocks.ts'
import { removeUsageBefore } from './db/key-source.ts'
import { removeExpiredSessions } from './db/sessions.ts'
import { resealSecrets } from './platform/reseal-secrets.ts'
import type { Services } from './services.ts'

const failuresKeptMs = 30 * 86_400_000
const usageKeptMs = 90 * 86_400_000

/** Every few minutes (wrangler.toml): every part runs, whatever the others do. Rejects when one failed, for the cron log. */
export async function housekeeping(services: Services): Promise<void> {
  const { db, kvCopies, now } = services
  const usedSince = new Date(now() - usageKeptMs).toISOString().slice(0, 10)
  const results = await Promise.allSettled([
    removeExpiredSessions(db, now(), now() - sessionIdleMs),
    removeFailuresBefore(db, now() - failuresKeptMs),
    removeBlocksBefore(db, now() - failuresKeptMs),
    removeCallsBefore(db, now() - failuresKeptMs),
    removeExpiredRecordings(db, now()),
    removeUsageBefore(db, usedSince),
    removeCacheUsageBefore(db, usedSince),
    sweepPurges(db),
    sweepCached(db, now()),
    resealSecrets(services),
    kvCopies.sweep(),
  ])
  for (const result of results) if (result.status === 'rejected') throw result.reason
}
