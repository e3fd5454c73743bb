import { routingRevision } from '../db/routing.ts'
import { kvKeys } from '../platform/kv-keys.ts'
import type { Services } from '../services.ts'

/** Whether the bindings answer: 200 or 503, and which one does not. KV is only a copy: without it we are still ready. */
export async function ready({ db, kv }: Services): Promise<Response> {
  const [database, copies] = await Promise.all([
    isReachable(routingRevision(db)),
    isReachable(kv.get(kvKeys.verifiedRevision)),
  ])
  const checks = { database: textOf(database), copies: textOf(copies) }
  return Response.json(
    { status: database ? 'ready' : 'not ready', checks },
    { status: database ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}

async function isReachable(probe: Promise<unknown>): Promise<boolean> {
  return probe.then(
    () => true,
    () => false,
  )
}

function textOf(isOk: boolean): 'ok' | 'unreachable' {
  return isOk ? 'ok' : 'unreachable'
}
