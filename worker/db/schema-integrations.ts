import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

import type { Integration } from '#contract/integration-kinds.ts'

/** Integrations that endpoints refer to; publishing writes them out into the version. */
export const sharedIntegration = sqliteTable('shared_integration', {
  id: text().primaryKey(),
  config: text({ mode: 'json' }).$type<Integration>().notNull(),
  /** Counts changes from 1. */
  revision: integer().notNull(),
  name: text().notNull(),
  type: text().notNull(),
  host: text().notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedBy: text('updated_by').notNull(),
  updatedAt: integer('updated_at').notNull(),
})
