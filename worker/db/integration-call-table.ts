import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

import type { Breaker } from '#contract/breaker.ts'

/** Calls of integrations, the newest of each outcome. Kept 30 days. */
export const integrationCall = sqliteTable(
  'integration_call',
  {
    endpointId: text('endpoint_id').notNull(),
    integrationId: text('integration_id').notNull(),
    isFailure: integer('is_failure', { mode: 'boolean' }).notNull(),
    at: integer().notNull(),
    requestId: text('request_id').notNull(),
    version: integer().notNull(),
    method: text().notNull(),
    target: text().notNull(),
    status: integer(),
    code: text(),
    attempts: integer().notNull(),
    durationMs: integer('duration_ms').notNull(),
    fallback: text(),
    breaker: text().$type<Breaker['state']>(),
  },
  (table) => [
    primaryKey({
      columns: [table.endpointId, table.integrationId, table.isFailure, table.at, table.requestId],
    }),
    index('integration_call_at').on(table.at),
  ],
)
