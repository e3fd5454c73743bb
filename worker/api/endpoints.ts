import type { Issue } from '#contract/problem.ts'

import { sortedIssues } from '../check.ts'
import { planOf } from '../check/plan.ts'
import { readSections } from '../check/sections.ts'
import { reportCases } from '../check/test-cases.ts'
import type { CommitResult } from '../db/commit.ts'
import {
  type EndpointRow,
  findEndpoint,
  insertEndpoint,
  listEndpoints,
  removeEndpoint,
  routeOwner,
  saveDraft,
} from '../db/endpoints.ts'
import { Problem } from '../problem.ts'
import { routeKey } from '../route/path-pattern.ts'
import type { Services } from '../services.ts'
import { testCaseNowMs } from '../transform/test-cases.ts'
import { auditEntry } from './audit-entry.ts'
import { checkConfig, checkedConfig, writtenOut } from './checked-config.ts'
import { draftColumns, endpointAnswer, endpointSummary } from './endpoint-view.ts'
import { evaluationContext } from './evaluation-context.ts'
import { pageOf, readCursor } from './page.ts'
import { routingChanged } from './routing-changed.ts'
import type { Handlers } from './types.ts'

export const endpointHandlers: Handlers<
  | 'listEndpoints'
  | 'createEndpoint'
  | 'checkEndpoint'
  | 'getEndpoint'
  | 'saveEndpoint'
  | 'deleteEndpoint'
> = {
  async listEndpoints(call) {
    const { cursor, limit, ...filter } = call.query
    const before = readCursor(cursor)
    const rows = await listEndpoints(call.services.db, { ...filter, before, limit: limit + 1 })
    const toItem = (row: (typeof rows)[number]) => endpointSummary(call, row)
    return { output: pageOf(rows, limit, (row) => row.id, toItem) }
  },

  async createEndpoint(call) {
    const { services, now, actor } = call
    const { draft } = await checkedConfig(call.body, services)
    const row: EndpointRow = {
      ...draftColumns(draft),
      id: services.newId('endpoint'),
      revision: 1,
      liveRouteKey: null,
      liveVersion: null,
      latestVersion: 0,
      liveRevision: null,
      isActive: true,
      ownerId: actor.userId,
      ownerName: actor.name,
      createdAt: now,
      updatedAt: now,
    }
    await refuseTakenRoute(services, row.routeKey, row.id)
    const entry = auditEntry(call, actor, 'endpoint.create', row)
    await expectDone(await insertEndpoint(services.db, row, entry), services, row)
    const headers = { location: `/api/v1/endpoints/${row.id}` }
    return { ...endpointAnswer(call, row), headers }
  },

  async checkEndpoint({ services, body }) {
    const checked = await checkConfig(body.config, services)
    const draft = await writtenOut(body.config, services)
    const plan = planOf(draft, services.compileDeps)
    const { reports: transformations, issues: failing } = await casesOf(draft, services)
    const warnings = sortedIssues([...checked.warnings, ...failing])
    const found = { warnings, plan, transformations }
    if ('issues' in checked) return { output: { valid: false, issues: checked.issues, ...found } }
    const { method, path } = checked.draft
    const owner = await routeOwner(services.db, routeKey(method, path), body.id ?? '')
    const issues: Issue[] =
      owner === undefined
        ? []
        : [{ pointer: '/path', code: 'route_conflict', message: conflictText(owner) }]
    return { output: { valid: issues.length === 0, issues, ...found } }
  },

  async getEndpoint(call) {
    return endpointAnswer(call, await existingEndpoint(call.services, call.params.id))
  },

  async saveEndpoint(call) {
    const { services, params, ifMatch, now, actor } = call
    const before = await existingEndpoint(services, params.id)
    if (typeof ifMatch === 'number' && ifMatch !== before.revision)
      throw new Problem('revision_mismatch')
    const { draft } = await checkedConfig(call.body, services)
    const columns = draftColumns(draft)
    await refuseTakenRoute(services, columns.routeKey, params.id)
    const revision = typeof ifMatch === 'number' ? ifMatch : undefined
    const details = { revision: before.revision + 1 }
    const entry = auditEntry(call, actor, 'endpoint.save', { ...before, ...columns, details })
    const result = await saveDraft(services.db, params.id, { revision, columns, at: now }, entry)
    await expectDone(result, services, { id: params.id, routeKey: columns.routeKey })
    return endpointAnswer(call, await existingEndpoint(services, params.id))
  },

  async deleteEndpoint(call) {
    const row = await existingEndpoint(call.services, call.params.id)
    const details = { method: row.method, path: row.path, latestVersion: row.latestVersion }
    const entry = auditEntry(call, call.actor, 'endpoint.delete', { ...row, details })
    await expectDone(await removeEndpoint(call.services.db, row.id, entry), call.services, row)
    await routingChanged(call)
    return { output: undefined }
  },
}

/** Failing cases of a draft gate publishing, so here they only warn. */
function casesOf(draft: unknown, { compileDeps }: Services) {
  const { transformations, variables = {} } = readSections(draft)
  const contextOf = () => evaluationContext({ variables }, testCaseNowMs)
  return reportCases(transformations, contextOf, { ...compileDeps, cacheSpace: 'test' })
}

export async function existingEndpoint({ db }: Services, id: string): Promise<EndpointRow> {
  const row = await findEndpoint(db, id)
  if (row === undefined) throw new Problem('not_found', { detail: 'No such endpoint' })
  return row
}

/** Throws what went wrong unless the change was written. */
export async function expectDone(
  result: CommitResult,
  services: Services,
  wanted: { readonly id: string; readonly routeKey: string },
): Promise<void> {
  if (result.done) return
  if ('taken' in result) {
    await refuseTakenRoute(services, wanted.routeKey, wanted.id)
    throw new Problem('conflict', { detail: 'Someone changed this at the same moment: try again' })
  }
  await existingEndpoint(services, wanted.id)
  throw new Problem('revision_mismatch')
}

/** Throws route_conflict, naming the endpoint that has the route. */
export async function refuseTakenRoute(
  { db }: Services,
  wantedKey: string,
  exceptId: string,
): Promise<void> {
  const owner = await routeOwner(db, wantedKey, exceptId)
  if (owner === undefined) return
  const detail = conflictText(owner)
  const issues = [{ pointer: '/path', code: 'route_conflict', message: detail }]
  throw new Problem('route_conflict', { detail, issues })
}

function conflictText(owner: { id: string; name: string }): string {
  return `The endpoint "${owner.name}" (${owner.id}) has this method and path: choose another path`
}
