import { listAudit } from '../db/audit.ts'
import { pageOf, readCursor } from './page.ts'
import type { Handlers } from './types.ts'

export const auditHandlers: Handlers<'listAudit'> = {
  async listAudit({ services, query }) {
    const { cursor, limit, targetId } = query
    const before = readCursor(cursor)
    const rows = await listAudit(services.db, { targetId, before, limit: limit + 1 })
    const toItem = (row: (typeof rows)[number]) => ({
      ...row,
      at: new Date(row.at).toISOString(),
    })
    return { output: pageOf(rows, limit, (row) => row.id, toItem) }
  },
}
