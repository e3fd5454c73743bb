import { listedUsageDays } from '#contract/consumer.ts'

import { type KeyListRow, listAllKeys } from '../db/key-list.ts'
import { keyView } from './consumer-key-view.ts'
import { pageOf, readCursor } from './page.ts'
import type { Handlers } from './types.ts'

const dayMs = 86_400_000

export const keyListHandlers: Handlers<'listKeys'> = {
  async listKeys({ services, query, now }) {
    const { cursor, limit, ...filter } = query
    const days = lastDays(now)
    const page = { before: readCursor(cursor), limit: limit + 1 }
    const rows = await listAllKeys(services.db, { ...filter, ...page }, now, days[0] ?? '')
    const toItem = ({ key, consumer, requests }: KeyListRow) => ({
      ...keyView(key, now),
      consumer,
      requestsPerDay: days.map((day) => requests[day] ?? 0),
    })
    return { output: pageOf(rows, limit, (row) => row.key.id, toItem) }
  },
}

/** UTC days such as 2026-11-24, today last. */
function lastDays(now: number): readonly string[] {
  return Array.from({ length: listedUsageDays }, (_, at) =>
    new Date(now - (listedUsageDays - 1 - at) * dayMs).toISOString().slice(0, 10),
  )
}
