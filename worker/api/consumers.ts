import type { Consumer } from '#contract/consumer.ts'

import {
  changeConsumer,
  type ConsumerRow,
  type ConsumerSummary,
  findConsumer,
  insertConsumer,
  listConsumers,
  removeConsumer,
} from '../db/consumers.ts'
import { Problem } from '../problem.ts'
import { optionalTime } from './account-view.ts'
import { auditEntry } from './audit-entry.ts'
import { pageOf, readCursor } from './page.ts'
import type { AnyCall, Handlers } from './types.ts'

export const consumerHandlers: Handlers<
  'listConsumers' | 'createConsumer' | 'getConsumer' | 'saveConsumer' | 'deleteConsumer'
> = {
  async listConsumers({ services, query, now }) {
    const { cursor, limit, search } = query
    const filter = { search, before: readCursor(cursor), limit: limit + 1 }
    const rows = await listConsumers(services.db, filter, now)
    return { output: pageOf(rows, limit, (row) => row.consumer.id, consumerView) }
  },

  async createConsumer(call) {
    const { services, actor, body, now } = call
    const id = services.newId('consumer')
    const row: ConsumerRow = { ...body, id, revision: 1, createdAt: now, updatedAt: now }
    const entry = auditEntry(call, actor, 'consumer.create', { ...row, details: { ...body } })
    const result = await insertConsumer(services.db, row, entry)
    if (!result.done) throw new Problem('internal_error')
    const answer = consumerAnswer({ consumer: row, keyCount: 0, lastUsedAt: null })
    return { ...answer, headers: { location: `/api/v1/consumers/${id}` } }
  },

  async getConsumer(call) {
    return consumerAnswer(await existingConsumer(call, call.params.id))
  },

  async saveConsumer(call) {
    const { services, actor, body, params, ifMatch } = call
    const revision = typeof ifMatch === 'number' ? ifMatch : undefined
    const target = { id: params.id, name: body.name, details: { ...body } }
    const entry = auditEntry(call, actor, 'consumer.update', target)
    const save = { revision, columns: body }
    const result = await changeConsumer(services.db, params.id, save, entry)
    // Read before the refusal: that it is gone says more than that its revision is another.
    const saved = await existingConsumer(call, params.id)
    if (!result.done) throw new Problem('revision_mismatch')
    return consumerAnswer(saved)
  },

  async deleteConsumer(call) {
    const { services, actor, params } = call
    const { consumer } = await existingConsumer(call, params.id)
    const entry = auditEntry(call, actor, 'consumer.delete', consumer)
    const result = await removeConsumer(services.db, consumer.id, entry)
    if (!result.done) throw notFound()
    return { output: undefined }
  },
}

/** Throws Problem not_found. */
export async function existingConsumer(call: AnyCall, id: string): Promise<ConsumerSummary> {
  const found = await findConsumer(call.services.db, id, call.now)
  if (found === undefined) throw notFound()
  return found
}

function notFound(): Problem {
  return new Problem('not_found', { detail: 'No such consumer' })
}

function consumerAnswer(summary: ConsumerSummary) {
  return { output: consumerView(summary), etag: `"${summary.consumer.revision}"` }
}

function consumerView({ consumer, keyCount, lastUsedAt }: ConsumerSummary): Consumer {
  return {
    ...consumer,
    keyCount,
    lastUsedAt: optionalTime(lastUsedAt),
    createdAt: new Date(consumer.createdAt).toISOString(),
    updatedAt: new Date(consumer.updatedAt).toISOString(),
  }
}
