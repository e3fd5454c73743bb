import { type EndpointConfig, endpointConfig } from '#contract/endpoint.ts'

import type { Database } from '../db/database.ts'
import { liveRoutes, routingRevision } from '../db/routing.ts'
import { findVersion } from '../db/versions.ts'
import type { ConfigSource, RouteIndex } from '../route/types.ts'
import { immutableTtlS, kvKeys } from './kv-keys.ts'

/**
 * Published configuration out of D1, with KV in front of what is immutable and behind D1 when it is down.
 * KV never decides: it may be a minute old and remembers misses (docs/storage.md).
 */
export function createConfigSource(db: Database, kv: KVNamespace): ConfigSource {
  return {
    revision: () => routingRevision(db),

    async index(revision) {
      const copy = await copyOf<RouteIndex>(kv, kvKeys.routes(revision))
      return copy ?? liveRoutes(db)
    },

    async lastKnownIndex() {
      const latest = await kv.get<RouteIndex>(kvKeys.latestRoutes, 'json')
      return latest ?? undefined
    },

    async endpoint(endpointId, version) {
      const copy = await copyOf<EndpointConfig>(kv, kvKeys.endpoint(endpointId, version))
      const config = copy ?? (await findVersion(db, endpointId, version))?.config
      // Parsed again: it may have been published before a field with a default existed.
      return config === undefined ? undefined : endpointConfig.parse(config)
    },
  }
}

/** An unreachable KV is a missing copy: D1 has everything. */
async function copyOf<Value>(kv: KVNamespace, key: string): Promise<Value | undefined> {
  try {
    const value = await kv.get<Value>(key, { type: 'json', cacheTtl: immutableTtlS })
    return value ?? undefined
  } catch {
    return undefined
  }
}
