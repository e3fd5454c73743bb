import { endpointTag } from '../cache/tags.ts'
import type { VersionRow } from '../db/versions.ts'
import type { Services } from '../services.ts'
import type { AnyCall } from './types.ts'

/**
 * After a change of what answers: this isolate sees it at once, the others within their refresh interval,
 * and KV gets its copies. The change is already committed, so neither may fail the call: isolates refresh
 * again on their own, and the sweep copies what is missing.
 */
export async function routingChanged(
  { services, waitUntil }: Pick<AnyCall, 'services' | 'waitUntil'>,
  ...lives: readonly VersionRow[]
): Promise<void> {
  const copied = lives.map(({ endpointId: id, version, config }) => ({ id, version, config }))
  const logFailure = (error: unknown) =>
    services.log('published, but not everywhere yet', { error })
  waitUntil(services.kvCopies.write(...copied).catch(logFailure))
  // First what was stored, then what answers: never the other way round.
  await services.cache.purges.renew()
  const cached = lives.filter(({ config }) => config.caching.enabled)
  if (cached.length > 0)
    waitUntil(
      purgeAgain(
        services,
        cached.map(({ endpointId }) => endpointId),
      ).catch(logFailure),
    )
  await services.gateway.refresh().catch(logFailure)
}

/** Longer than an isolate goes on with routes of before. Unit: ms. */
const everywhereAfterMs = 6_000

/**
 * An isolate that has not seen the change yet may answer a write without knowing that it makes answers of these
 * endpoints wrong. Once all have seen it, what was stored meanwhile is forgotten.
 */
async function purgeAgain({ cache }: Services, endpointIds: readonly string[]): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, everywhereAfterMs))
  await cache.purges.purge(endpointIds.map(endpointTag))
}
