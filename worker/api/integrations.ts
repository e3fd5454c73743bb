import {
  changeIntegration,
  findIntegration,
  insertIntegration,
  type IntegrationRow,
  listIntegrations,
  removeIntegration,
  spreadOf,
  type UseRow,
  usesOfIntegration,
} from '../db/integrations.ts'
import { Problem } from '../problem.ts'
import type { Services } from '../services.ts'
import { auditEntry } from './audit-entry.ts'
import { checkedIntegration } from './checked-integration.ts'
import {
  integrationAnswer,
  integrationColumns,
  integrationSummary,
  useView,
} from './integration-view.ts'
import { pageOf, readCursor } from './page.ts'
import { expectRevision } from './publishing.ts'
import type { Handlers } from './types.ts'

export const integrationHandlers: Handlers<
  | 'listIntegrations'
  | 'createIntegration'
  | 'getIntegration'
  | 'saveIntegration'
  | 'deleteIntegration'
  | 'integrationUsage'
> = {
  async listIntegrations({ services: { db }, query: { cursor, limit, q } }) {
    const before = readCursor(cursor)
    const rows = await listIntegrations(db, { q, before, limit: limit + 1 })
    const spread = await spreadOf(db, idsOf(rows))
    const toItem = (row: (typeof rows)[number]) => integrationSummary(row, spread)
    return { output: pageOf(rows, limit, (row) => row.id, toItem) }
  },

  async createIntegration(call) {
    const { services, actor, now } = call
    const columns = integrationColumns(await checkedIntegration(call.body, services))
    const row: IntegrationRow = {
      ...columns,
      id: services.newId('integration'),
      revision: 1,
      createdBy: actor.name,
      createdAt: now,
      updatedBy: actor.name,
      updatedAt: now,
    }
    const { host, type } = row
    const target = { ...row, details: { host, type } }
    const entry = auditEntry(call, actor, 'integration.create', target)
    const result = await insertIntegration(services.db, row, entry)
    if (!result.done) throw new Problem('internal_error')
    const headers = { location: `/api/v1/integrations/${row.id}` }
    return { ...integrationAnswer(row, []), headers }
  },

  async getIntegration({ services, params }) {
    return answer(services, await existingIntegration(services, params.id))
  },

  async saveIntegration(call) {
    const { services, params, actor } = call
    const before = await existingIntegration(services, params.id)
    expectRevision(before, call.ifMatch)
    const columns = integrationColumns(await checkedIntegration(call.body, services))
    // A revision says that something changed: endpoints are told to catch up with it.
    if (JSON.stringify(columns.config) === JSON.stringify(before.config))
      return answer(services, before)
    const { host, type, name } = columns
    const details = { revision: before.revision + 1, host, type }
    const target = { id: before.id, name, details }
    const entry = auditEntry(call, actor, 'integration.save', target)
    const result = await changeIntegration(services.db, before, columns, entry)
    // Read before the refusal: that it is gone says more than that its revision is another.
    const saved = await existingIntegration(services, params.id)
    if (!result.done) throw new Problem('revision_mismatch')
    return answer(services, saved)
  },

  async deleteIntegration(call) {
    const { services, params, actor } = call
    const row = await existingIntegration(services, params.id)
    const entry = auditEntry(call, actor, 'integration.delete', row)
    const result = await removeIntegration(services.db, row.id, entry)
    if (result.done) return { output: undefined }
    const uses = await usesOfIntegration(services.db, row.id, { limit: shownUses + 1 })
    if (uses.length > 0) throw new Problem('conflict', { detail: inUse(uses) })
    throw new Problem('not_found', { detail: 'No such shared integration' })
  },

  async integrationUsage({ services, params, query: { cursor, limit } }) {
    const { id } = await existingIntegration(services, params.id)
    const page = { before: readCursor(cursor), limit: limit + 1 }
    const rows = await usesOfIntegration(services.db, id, page)
    return { output: pageOf(rows, limit, (row) => row.id, useView) }
  },
}

/** Throws Problem not_found. */
export async function existingIntegration({ db }: Services, id: string): Promise<IntegrationRow> {
  const row = await findIntegration(db, id)
  if (row === undefined) throw new Problem('not_found', { detail: 'No such shared integration' })
  return row
}

/** Endpoints that a refusal names. */
const shownUses = 20

function inUse(uses: readonly UseRow[]): string {
  const named = uses.slice(0, shownUses).map((use) => `"${use.name}" (${use.id})`)
  const more = uses.length > shownUses ? ' and more' : ''
  return `It is used by the draft or live version of ${named.join(', ')}${more}: change and publish them first`
}

async function answer({ db }: Services, row: IntegrationRow) {
  return integrationAnswer(row, await spreadOf(db, [row.id]))
}

function idsOf(rows: readonly { readonly id: string }[]): string[] {
  return rows.map((row) => row.id)
}
