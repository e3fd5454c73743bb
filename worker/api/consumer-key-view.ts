import type { ConsumerKey } from '#contract/consumer.ts'

import type { KeyRow } from '../db/consumer-keys.ts'
import { optionalTime } from './account-view.ts'

/** A key as the API shows it: never its hash. */
export function keyView(row: KeyRow, now: number): ConsumerKey {
  const { id, consumerId, name, prefix, allowedIps, endpoints, roles, createdBy, replacedBy } = row
  return {
    id,
    consumerId,
    name,
    prefix,
    allowedIps,
    endpoints,
    roles,
    createdBy,
    replacedBy,
    state: keyState(row, now),
    notBefore: optionalTime(row.notBefore),
    expiresAt: optionalTime(row.expiresAt),
    lastUsedAt: optionalTime(row.lastUsedAt),
    createdAt: new Date(row.createdAt).toISOString(),
    revokedAt: optionalTime(row.revokedAt),
  }
}

export function keyState(row: KeyRow, now: number): ConsumerKey['state'] {
  if (row.revokedAt !== null) return 'revoked'
  if (row.expiresAt !== null && row.expiresAt <= now) return 'expired'
  if (row.replacedBy !== null) return 'retiring'
  return row.notBefore !== null && row.notBefore > now ? 'pending' : 'active'
}
