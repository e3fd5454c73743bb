import type { Endpoint, EndpointDraft, EndpointSummary } from '#contract/endpoint.ts'

import type { DraftColumns, EndpointListRow, EndpointRow } from '../db/endpoints.ts'
import { routeKey } from '../route/path-pattern.ts'
import type { AnyCall } from './types.ts'

/** An endpoint as the API shows it, with the ETag of its draft. */
export function endpointAnswer(call: AnyCall, row: EndpointRow) {
  const output: Endpoint = { ...common(call, row), config: row.draft }
  return { output, etag: `"${row.revision}"` }
}

export function endpointSummary(call: AnyCall, row: EndpointListRow): EndpointSummary {
  const { name, method, path, description, version, tags } = row
  return { ...common(call, row), name, method, path, description, version, tags }
}

/** What is stored of a checked draft. */
export function draftColumns(draft: EndpointDraft): DraftColumns {
  const { name, method, path, description, version } = draft
  return {
    draft,
    routeKey: routeKey(method, path),
    name,
    method,
    path,
    description,
    version,
    tags: draft.documentation.tags,
  }
}

function common({ request, services }: AnyCall, row: EndpointListRow) {
  return {
    id: row.id,
    state: stateOf(row),
    isActive: row.isActive,
    liveVersion: row.liveVersion,
    latestVersion: row.latestVersion,
    hasUnpublishedChanges: row.liveRevision !== row.revision,
    revision: row.revision,
    url: new URL(request.url).origin + services.settings.basePath + row.path,
    owner: row.ownerName,
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(row.updatedAt).toISOString(),
  }
}

function stateOf(row: EndpointListRow): Endpoint['state'] {
  if (row.liveVersion === null) return 'draft'
  return row.isActive ? 'live' : 'off'
}
