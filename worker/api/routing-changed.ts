import type { VersionRow } from '../db/versions.ts'
import type { AnyCall } from './types.ts'

/**
 * After a change of what answers: this isolate sees it at once, the others within their refresh interval,
 * and KV gets its copies. The change is already committed, so neither may fail the call: isolates refresh
 * again on their own, and the sweep copies what is missing.
 */
export async function routingChanged(
  { services, waitUntil }: Pick<AnyCall, 'services' | 'waitUntil'>,
  live?: VersionRow,
): Promise<void> {
  const copied = live && { id: live.endpointId, version: live.version, config: live.config }
  const logFailure = (error: unknown) =>
    services.log('published, but not everywhere yet', { error })
  waitUntil(services.kvCopies.write(copied).catch(logFailure))
  await services.gateway.refresh().catch(logFailure)
}
