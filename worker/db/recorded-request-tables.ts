import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

import type { RecordedScope } from '#contract/recorded-requests.ts'

/** Endpoints whose requests are recorded: a member asked for it. */
export const recording = sqliteTable('recording', {
  endpointId: text('endpoint_id').primaryKey(),
  /** Nothing is recorded from then on, whatever an isolate still believes. */
  until: integer().notNull(),
  startedBy: text('started_by').notNull(),
})

/** Requests of callers with what services answered. Kept 15 minutes. */
export const recordedRequest = sqliteTable(
  'recorded_request',
  {
    id: text().primaryKey(),
    endpointId: text('endpoint_id').notNull(),
    at: integer().notNull(),
    version: integer().notNull(),
    method: text().notNull(),
    path: text().notNull(),
    status: integer().notNull(),
    scope: text({ mode: 'json' }).$type<RecordedScope>().notNull(),
  },
  (table) => [
    index('recorded_request_endpoint').on(table.endpointId, table.id),
    index('recorded_request_at').on(table.at),
  ],
)
