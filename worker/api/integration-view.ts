import type {
  IntegrationUse,
  SharedIntegration,
  SharedIntegrationSummary,
} from '#contract/shared-integration.ts'

import type { Integration } from '#contract/integration-kinds.ts'

import { hostOf } from '../check/integration-changes.ts'
import {
  type IntegrationColumns,
  type IntegrationListRow,
  type IntegrationRow,
  type spreadOf,
  type UseRow,
} from '../db/integrations.ts'

type Spread = Awaited<ReturnType<typeof spreadOf>>

/** What is stored of a checked integration. */
export function integrationColumns(config: Integration): IntegrationColumns {
  return { config, name: config.name || config.id, type: config.type, host: hostOf(config) }
}

/** A shared integration as the API shows it, with its ETag. */
export function integrationAnswer(row: IntegrationRow, spread: Spread) {
  const { config, createdBy } = row
  const createdAt = new Date(row.createdAt).toISOString()
  const output: SharedIntegration = {
    ...integrationSummary(row, spread),
    config,
    createdBy,
    createdAt,
  }
  return { output, etag: `"${row.revision}"` }
}

export function integrationSummary(
  { id, name, type, host, revision, updatedBy, updatedAt }: IntegrationListRow,
  spread: Spread,
): SharedIntegrationSummary {
  const own = spread.filter((use) => use.integration === id)
  const live = own.flatMap((use) => use.revision ?? [])
  const revisions = [...new Set(live)].sort((a, b) => b - a)
  return {
    id,
    name,
    type,
    host,
    revision,
    updatedBy,
    endpointCount: new Set(own.map((use) => use.endpointId)).size,
    liveRevisions: revisions.map((one) => ({
      revision: one,
      endpoints: live.filter((other) => other === one).length,
    })),
    updatedAt: new Date(updatedAt).toISOString(),
  }
}

export function useView({ liveVersion, uses, ...endpoint }: UseRow): IntegrationUse {
  const live = uses.filter((use) => use.revision !== null)
  const draft = uses.filter((use) => use.revision === null)
  const [first] = live
  const ids = (some: UseRow['uses']) => some.map((use) => use.id)
  return {
    ...endpoint,
    live:
      first?.revision == null || liveVersion === null
        ? null
        : { version: liveVersion, revision: first.revision, ids: ids(live) },
    draft: draft.length === 0 ? null : { ids: ids(draft) },
  }
}
