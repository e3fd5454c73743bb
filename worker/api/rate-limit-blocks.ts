import { listBlocks } from '../db/rate-limit-blocks.ts'
import { pageOf, readCursor } from './page.ts'
import type { Handlers } from './types.ts'

export const rateLimitBlockHandlers: Handlers<'listRateLimitBlocks'> = {
  async listRateLimitBlocks({ services, query }) {
    const { cursor, limit, ...filter } = query
    const page = { before: readCursor(cursor), limit: limit + 1 }
    const rows = await listBlocks(services.db, { ...filter, ...page })
    const toItem = (row: (typeof rows)[number]) => ({ ...row, at: new Date(row.at).toISOString() })
    return { output: pageOf(rows, limit, (row) => row.id, toItem) }
  },
}
