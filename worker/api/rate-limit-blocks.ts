import type { RateLimitBlock } from '#contract/rate-limit-blocks.ts'

import { type BlockRow, listBlocks } from '../db/rate-limit-blocks.ts'
import { pageOf, readCursor } from './page.ts'
import type { Handlers } from './types.ts'

export const rateLimitBlockHandlers: Handlers<'listRateLimitBlocks'> = {
  async listRateLimitBlocks({ services, query }) {
    const { cursor, limit, ...filter } = query
    const page = { before: readCursor(cursor), limit: limit + 1 }
    const rows = await listBlocks(services.db, { ...filter, ...page })
    return { output: pageOf(rows, limit, ({ block }) => block.id, blockView) }
  },
}

function blockView({ block, consumerName }: BlockRow): RateLimitBlock {
  const { endpointId, limit, mode, consumer, ipAddress, count } = block
  return {
    endpointId,
    limitName: limit,
    mode,
    at: new Date(block.at).toISOString(),
    subject: consumer ?? ipAddress ?? '',
    consumerId: consumer,
    consumerName,
    count,
  }
}
