import type { EndpointConfig } from '#contract/endpoint.ts'

import { findVersion, listVersions } from '../db/versions.ts'
import { Problem } from '../problem.ts'
import { asDraft, originIn } from '../shared-uses.ts'
import { existingEndpoint } from './endpoints.ts'
import { pageOf, readCursor } from './page.ts'
import type { Handlers } from './types.ts'

export const versionHandlers: Handlers<'listVersions' | 'getVersion'> = {
  async listVersions({ services, params, query }) {
    const endpoint = await existingEndpoint(services, params.id)
    const { cursor, limit } = query
    const position = readCursor(cursor)
    const before = position === undefined ? undefined : Number(position)
    const rows = await listVersions(services.db, params.id, { before, limit: limit + 1 })
    const toItem = (row: VersionHead) => versionView(row, endpoint.liveVersion)
    return { output: pageOf(rows, limit, (row) => String(row.version), toItem) }
  },

  async getVersion({ services, params }) {
    const endpoint = await existingEndpoint(services, params.id)
    const number = /^[1-9]\d{0,8}$/.test(params.version) ? Number(params.version) : 0
    const row = await findVersion(services.db, params.id, number)
    if (row === undefined) throw new Problem('not_found', { detail: 'No such version' })
    const sharedIntegrations = containedIn(row.config)
    const head = versionView(row, endpoint.liveVersion)
    return { output: { ...head, config: asDraft(row.config), sharedIntegrations } }
  },
}

function containedIn({ integrations, shared = {} }: EndpointConfig) {
  return integrations.flatMap((config) => {
    const origin = originIn(shared, config.id)
    return origin === undefined ? [] : [{ ...origin, id: config.id, config }]
  })
}

interface VersionHead {
  readonly version: number
  readonly note: string
  readonly publishedBy: string
  readonly publishedAt: number
}

function versionView(row: VersionHead, liveVersion: number | null) {
  return {
    version: row.version,
    note: row.note,
    publishedBy: row.publishedBy,
    publishedAt: new Date(row.publishedAt).toISOString(),
    isLive: row.version === liveVersion,
  }
}
