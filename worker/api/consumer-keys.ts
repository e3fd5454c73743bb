import {
  changeKey,
  findKey,
  insertKey,
  type KeyColumns,
  type KeyRow,
  listKeys,
  replaceKey,
  revokeKey,
  usageOf,
} from '../db/consumer-keys.ts'
import type { ConsumerRow } from '../db/consumers.ts'
import { newApiKey } from '../lib/api-key-format.ts'
import { hashSecret } from '../lib/secret.ts'
import { Problem } from '../problem.ts'
import { auditEntry } from './audit-entry.ts'
import { checkedKeyColumns } from './consumer-key-input.ts'
import { keyState, keyView } from './consumer-key-view.ts'
import { existingConsumer } from './consumers.ts'
import { keyExample } from './key-example.ts'
import { pageOf, readCursor } from './page.ts'
import type { Actor, AnyCall, Handlers } from './types.ts'

const usageDays = 30
const dayMs = 86_400_000

export const consumerKeyHandlers: Handlers<
  'listConsumerKeys' | 'createConsumerKey' | 'saveKey' | 'rotateKey' | 'revokeKey' | 'keyUsage'
> = {
  async listConsumerKeys(call) {
    const { cursor, limit } = call.query
    const { consumer } = await existingConsumer(call, call.params.id)
    const page = { before: readCursor(cursor), limit: limit + 1 }
    const rows = await listKeys(call.services.db, consumer.id, page)
    const toItem = (row: KeyRow) => keyView(row, call.now)
    return { output: pageOf(rows, limit, (row) => row.id, toItem) }
  },

  async createConsumerKey(call) {
    const { services, actor, body } = call
    const { consumer } = await existingConsumer(call, call.params.id)
    const columns = await checkedKeyColumns(call, body, consumer)
    const { row, key } = issue(call, consumer.id, columns)
    const target = { id: row.id, name: row.name, details: auditDetails(row, consumer) }
    const entry = auditEntry(call, actor, 'key.create', target)
    const result = await insertKey(services.db, row, entry)
    if (!result.done) throw new Problem('conflict', { detail: 'The consumer was deleted' })
    const example = await keyExample(call, row, consumer)
    return { output: { ...keyView(row, call.now), key, example } }
  },

  async saveKey(call) {
    const { services, actor, body } = call
    const row = await changeableKey(call, call.params.id)
    const { consumer } = await existingConsumer(call, row.consumerId)
    const columns = await checkedKeyColumns(call, body, consumer)
    const changed = { ...row, ...columns }
    const target = { id: row.id, name: columns.name, details: auditDetails(changed, consumer) }
    const entry = auditEntry(call, actor, 'key.update', target)
    const result = await changeKey(services.db, row.id, columns, entry)
    if (!result.done) throw revokedMeanwhile()
    return { output: keyView(changed, call.now) }
  },

  async rotateKey(call) {
    const { services, actor, body, now } = call
    const row = await changeableKey(call, call.params.id)
    if (row.replacedBy !== null)
      throw new Problem('conflict', { detail: `It was replaced by ${row.replacedBy} already` })
    if (keyState(row, now) === 'expired')
      throw new Problem('conflict', { detail: 'The key has expired: create a new one' })
    const { consumer } = await existingConsumer(call, row.consumerId)
    const { row: next, key } = issue(call, row.consumerId, row)
    const endsAt = Math.min(
      row.expiresAt ?? Number.POSITIVE_INFINITY,
      now + body.overlapSeconds * 1_000,
    )
    const details = { replacedBy: next.id, prefix: next.prefix, endsAt }
    const entry = auditEntry(call, actor, 'key.rotate', { id: row.id, name: row.name, details })
    const result = await replaceKey(services.db, { id: row.id, endsAt }, next, entry)
    if (!result.done) throw revokedMeanwhile()
    const example = await keyExample(call, next, consumer)
    return { output: { ...keyView(next, now), key, example } }
  },

  async revokeKey(call) {
    const { services, actor, params } = call
    const row = await existingKey(call, params.id)
    // Asked for twice, it is revoked all the same.
    if (row.revokedAt !== null) return { output: undefined }
    const details = { prefix: row.prefix }
    const entry = auditEntry(call, actor, 'key.revoke', { id: row.id, name: row.name, details })
    await revokeKey(services.db, row.id, entry)
    return { output: undefined }
  },

  async keyUsage(call) {
    const row = await existingKey(call, call.params.id)
    const since = new Date(call.now - (usageDays - 1) * dayMs).toISOString().slice(0, 10)
    return { output: { items: await usageOf(call.services.db, row.id, since) } }
  },
}

/** A new key with these settings. The text exists only in the answer. */
function issue(
  call: AnyCall & { readonly actor: Actor },
  consumerId: string,
  { name, notBefore, expiresAt, allowedIps, endpoints, roles }: KeyColumns,
): { readonly row: KeyRow; readonly key: string } {
  const { key, prefix } = newApiKey()
  const settings = { name, notBefore, expiresAt, allowedIps, endpoints, roles }
  const row: KeyRow = {
    ...settings,
    id: call.services.newId('consumerKey'),
    consumerId,
    prefix,
    hash: hashSecret(key),
    createdBy: call.actor.name,
    createdAt: call.now,
    revokedAt: null,
    replacedBy: null,
    lastUsedAt: null,
  }
  return { row, key }
}

async function existingKey(call: AnyCall, id: string): Promise<KeyRow> {
  const row = await findKey(call.services.db, id)
  if (row === undefined) throw new Problem('not_found', { detail: 'No such key' })
  return row
}

async function changeableKey(call: AnyCall, id: string): Promise<KeyRow> {
  const row = await existingKey(call, id)
  if (row.revokedAt !== null)
    throw new Problem('conflict', { detail: 'The key was revoked: create a new one' })
  return row
}

function revokedMeanwhile(): Problem {
  return new Problem('conflict', { detail: 'The key was changed at the same moment: try again' })
}

/** Everything that says who may do what with it; nothing that could be used. */
function auditDetails(row: KeyRow, { id, name }: ConsumerRow): Record<string, unknown> {
  const { prefix, notBefore, expiresAt, allowedIps, endpoints, roles } = row
  return {
    consumerId: id,
    consumer: name,
    prefix,
    notBefore,
    expiresAt,
    allowedIps,
    endpoints,
    roles,
  }
}
