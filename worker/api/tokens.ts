import { insertToken, listTokens, removeToken, type TokenRow } from '../db/tokens.ts'
import { hashSecret, newSecret } from '../lib/secret.ts'
import { Problem } from '../problem.ts'
import { isAtLeast, tokenPrefix } from './access.ts'
import { optionalTime } from './account-view.ts'
import { auditEntry } from './audit-entry.ts'
import { pageOf, readCursor } from './page.ts'
import type { Handlers } from './types.ts'

export const tokenHandlers: Handlers<'listTokens' | 'createToken' | 'revokeToken'> = {
  async listTokens({ services, actor, query }) {
    const { cursor, limit } = query
    const page = { before: readCursor(cursor), limit: limit + 1 }
    const rows = await listTokens(services.db, actor.userId, page)
    const toItem = (row: TokenRow) => tokenView(row, actor.name)
    return { output: pageOf(rows, limit, (row) => row.id, toItem) }
  },

  async createToken(call) {
    const { services, actor, body, now } = call
    if (!isAtLeast(actor.role, body.role))
      throw new Problem('forbidden', { detail: 'A token cannot do more than you may' })
    const expiresAt = body.expiresAt === undefined ? null : Date.parse(body.expiresAt)
    if (expiresAt !== null && expiresAt <= now) throw new Problem('invalid_input', expiredIssue)
    const token = tokenPrefix + newSecret()
    const row: TokenRow = {
      id: services.newId('apiToken'),
      tokenHash: hashSecret(token),
      prefix: token.slice(0, tokenPrefix.length + 6),
      name: body.name,
      role: body.role,
      userId: actor.userId,
      createdAt: now,
      lastUsedAt: null,
      expiresAt,
    }
    const details = { role: row.role, expiresAt }
    const entry = auditEntry(call, actor, 'token.create', { id: row.id, name: row.name, details })
    const result = await insertToken(services.db, row, entry)
    if (!result.done) throw new Problem('internal_error')
    return { output: { ...tokenView(row, actor.name), token } }
  },

  async revokeToken(call) {
    const { services, actor, params } = call
    const entry = auditEntry(call, actor, 'token.revoke', { id: params.id, name: params.id })
    const token = { id: params.id, userId: actor.userId }
    const result = await removeToken(services.db, token, entry)
    if (!result.done) throw new Problem('not_found', { detail: 'No such token' })
    return { output: undefined }
  },
}

const expiredIssue = {
  issues: [{ pointer: '/expiresAt', code: 'too_small', message: 'Write a time in the future' }],
}

function tokenView(row: TokenRow, createdBy: string) {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    role: row.role,
    createdBy,
    createdAt: new Date(row.createdAt).toISOString(),
    lastUsedAt: optionalTime(row.lastUsedAt),
    expiresAt: optionalTime(row.expiresAt),
  }
}
