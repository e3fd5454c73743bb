import type { EndpointConfig } from '#contract/endpoint.ts'

import type { Database } from '../db/database.ts'
import { liveRoutes, routingRevision } from '../db/routing.ts'
import { liveVersions } from '../db/versions.ts'
import { kvKeys } from './kv-keys.ts'

const pageSize = 100
/** Route indexes older than this many revisions are read by nobody. */
const keptIndexes = 20

/** Copies of what is published. D1 has decided before; a copy that fails is made by the next sweep. */
export interface KvCopies {
  /** After a change of routing: the index, and the versions that were just published. */
  write(
    ...published: readonly { id: string; version: number; config: EndpointConfig }[]
  ): Promise<void>
  /** Housekeeping: makes missing copies, removes those nobody can read any more. Does nothing when all is verified. */
  sweep(): Promise<void>
}

export function createKvCopies(db: Database, kv: KVNamespace): KvCopies {
  async function writeIndex(): Promise<number> {
    const index = await liveRoutes(db)
    const text = JSON.stringify(index)
    await kv.put(kvKeys.routes(index.revision), text)
    await kv.put(kvKeys.latestRoutes, text)
    return index.revision
  }

  return {
    async write(...published) {
      for (const { id, version, config } of published)
        // oxlint-disable-next-line no-await-in-loop -- Workers allow six connections at a time
        await kv.put(kvKeys.endpoint(id, version), JSON.stringify(config))
      await writeIndex()
    },

    async sweep() {
      const revision = await routingRevision(db)
      if ((await kv.get(kvKeys.verifiedRevision)) === String(revision)) return
      await copyMissingVersions(db, kv)
      await removeOldIndexes(kv, await writeIndex())
      await kv.put(kvKeys.verifiedRevision, String(revision))
    },
  }
}

async function copyMissingVersions(db: Database, kv: KVNamespace): Promise<void> {
  const unread = new Set(await keysOf(kv, 'endpoint:'))
  for (let after = ''; ;) {
    // oxlint-disable-next-line no-await-in-loop -- a page at a time: all at once may not fit into memory
    const page = await liveVersions(db, { after, limit: pageSize })
    for (const { endpointId, version, config } of page) {
      const key = kvKeys.endpoint(endpointId, version)
      // oxlint-disable-next-line no-await-in-loop -- Workers allow six connections at a time
      if (!unread.delete(key)) await kv.put(key, JSON.stringify(config))
    }
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) break
    after = last.endpointId
  }
  // oxlint-disable-next-line no-await-in-loop -- as above
  for (const key of unread) await kv.delete(key)
}

async function removeOldIndexes(kv: KVNamespace, revision: number): Promise<void> {
  for (const key of await keysOf(kv, 'routes@')) {
    const age = revision - Number(key.slice('routes@'.length))
    // oxlint-disable-next-line no-await-in-loop -- a handful per sweep
    if (age > keptIndexes) await kv.delete(key)
  }
}

async function keysOf(kv: KVNamespace, prefix: string): Promise<string[]> {
  const keys: string[] = []
  for (let cursor: string | null = null; ;) {
    // oxlint-disable-next-line no-await-in-loop -- each page names the next
    const page: KVNamespaceListResult<unknown> = await kv.list({ prefix, cursor })
    keys.push(...page.keys.map((key) => key.name))
    if (page.list_complete) return keys
    cursor = page.cursor
  }
}
