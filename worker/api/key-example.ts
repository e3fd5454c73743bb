import type { IssuedKey } from '#contract/consumer.ts'

import { type KeyRow, rolesOfKey } from '../db/consumer-keys.ts'
import type { ConsumerRow } from '../db/consumers.ts'
import { type KeyedEndpoint, liveKeyedEndpoints } from '../db/versions.ts'
import type { AnyCall } from './types.ts'

/** A published endpoint that this key opens, the easiest to call first; null when there is none. */
export async function keyExample(
  { services, request }: AnyCall,
  key: KeyRow,
  consumer: ConsumerRow,
): Promise<IssuedKey['example']> {
  const rows = await liveKeyedEndpoints(services.db, key.endpoints)
  const opened = rows.filter((row) => opens(row, key, consumer))
  const [found] = opened.toSorted((one, other) => effort(one) - effort(other))
  if (found === undefined) return null
  const { method, path, authentication } = found
  const url = new URL(request.url).origin + services.settings.basePath + path
  return { method, path, url, in: authentication.settings.in, name: authentication.settings.name }
}

/** All that the gateway asks of a key but the network: who calls from where is not known here. */
function opens(row: KeyedEndpoint, key: KeyRow, consumer: ConsumerRow): boolean {
  const { roles, settings } = row.authentication
  const carried = rolesOfKey(key, consumer)
  return (
    consumer.isActive &&
    (roles.length === 0 || roles.some((role) => carried.includes(role))) &&
    settings.requiredScopes.every((scope) => consumer.scopes.includes(scope))
  )
}

/** GET needs no body, and a path without parameters no values. */
function effort({ method, path }: KeyedEndpoint): number {
  return (method === 'GET' ? 0 : 2) + (/[{*]/.test(path) ? 1 : 0)
}
