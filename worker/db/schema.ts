import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

import type { Role } from '#contract/account.ts'
import type { EndpointConfig, EndpointDraft, EndpointMethod } from '#contract/endpoint.ts'

export { sharedIntegration } from './schema-integrations.ts'

export { integrationCall } from './integration-call-table.ts'

export { recordedRequest, recording } from './recorded-request-tables.ts'

/** Every time is an integer of milliseconds since the epoch. docs/storage.md explains each table. */
export const user = sqliteTable('user', {
  id: text().primaryKey(),
  /** Lower case. */
  email: text().notNull().unique(),
  name: text().notNull(),
  role: text().$type<Role>().notNull(),
  /** `scrypt$N$r$p$salt$hash`, base64url parts. Null: cannot sign in with a password. */
  passwordHash: text('password_hash'),
  createdAt: integer('created_at').notNull(),
  lastSignInAt: integer('last_sign_in_at'),
})

export const session = sqliteTable(
  'session',
  {
    id: text().primaryKey(),
    /** SHA-256 of the cookie value, hex. */
    tokenHash: text('token_hash').notNull().unique(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    userAgent: text('user_agent').notNull(),
    createdAt: integer('created_at').notNull(),
    lastSeenAt: integer('last_seen_at').notNull(),
    /** Absolute end, whatever the activity. */
    expiresAt: integer('expires_at').notNull(),
  },
  (table) => [index('session_user').on(table.userId)],
)

export const apiToken = sqliteTable(
  'api_token',
  {
    id: text().primaryKey(),
    /** SHA-256 of the token, hex. */
    tokenHash: text('token_hash').notNull().unique(),
    prefix: text().notNull(),
    name: text().notNull(),
    role: text().$type<Role>().notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    createdAt: integer('created_at').notNull(),
    lastUsedAt: integer('last_used_at'),
    expiresAt: integer('expires_at'),
  },
  (table) => [index('api_token_user').on(table.userId)],
)

export const endpoint = sqliteTable(
  'endpoint',
  {
    id: text().primaryKey(),
    draft: text({ mode: 'json' }).$type<EndpointDraft>().notNull(),
    /** Counts saves of the draft from 1. */
    revision: integer().notNull(),
    /** Method and shape of the draft's path: no two drafts may want the same route. */
    routeKey: text('route_key').notNull().unique(),
    /** The same of the live version. Kept while disabled, so enabling can never conflict. */
    liveRouteKey: text('live_route_key').unique(),
    liveVersion: integer('live_version'),
    latestVersion: integer('latest_version').notNull(),
    /** The draft revision that the live version was made of. */
    liveRevision: integer('live_revision'),
    isActive: integer('is_active', { mode: 'boolean' }).notNull(),
    name: text().notNull(),
    method: text().$type<EndpointMethod>().notNull(),
    path: text().notNull(),
    description: text().notNull(),
    version: text().notNull(),
    tags: text({ mode: 'json' }).$type<string[]>().notNull(),
    ownerId: text('owner_id').notNull(),
    ownerName: text('owner_name').notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [index('endpoint_live').on(table.isActive, table.liveVersion)],
)

/** Immutable once written. */
export const endpointVersion = sqliteTable(
  'endpoint_version',
  {
    endpointId: text('endpoint_id')
      .notNull()
      .references(() => endpoint.id, { onDelete: 'cascade' }),
    version: integer().notNull(),
    config: text({ mode: 'json' }).$type<EndpointConfig>().notNull(),
    method: text().$type<EndpointMethod>().notNull(),
    path: text().notNull(),
    routeKey: text('route_key').notNull(),
    draftRevision: integer('draft_revision').notNull(),
    note: text().notNull(),
    publishedBy: text('published_by').notNull(),
    publishedAt: integer('published_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.endpointId, table.version] })],
)

/** One row: the revision of the route index. Absent before the first publish (revision 0). */
export const routing = sqliteTable(
  'routing',
  { id: integer().primaryKey(), revision: integer().notNull() },
  (table) => [check('routing_single_row', sql`${table.id} = 1`)],
)

/**
 * One row per change, written in the change's own batch. Its id makes the change happen once, and
 * target_id is null, so the whole batch fails, when the change's precondition does not hold (commit.ts).
 */
export const audit = sqliteTable(
  'audit',
  {
    id: text().primaryKey(),
    at: integer().notNull(),
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    action: text().notNull(),
    targetType: text('target_type').notNull(),
    targetId: text('target_id').notNull(),
    targetName: text('target_name').notNull(),
    details: text({ mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    ipAddress: text('ip_address'),
  },
  (table) => [index('audit_target').on(table.targetId, table.id)],
)

/** Whoever calls endpoints. */
export const consumer = sqliteTable('consumer', {
  id: text().primaryKey(),
  name: text().notNull(),
  description: text().notNull(),
  roles: text({ mode: 'json' }).$type<string[]>().notNull(),
  scopes: text({ mode: 'json' }).$type<string[]>().notNull(),
  metadata: text({ mode: 'json' }).$type<Record<string, string | number | boolean>>().notNull(),
  isActive: integer('is_active', { mode: 'boolean' }).notNull(),
  /** Counts saves from 1. */
  revision: integer().notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

/** API keys of consumers: never the key itself. Revoked ones stay, for the list and the usage. */
export const consumerKey = sqliteTable(
  'consumer_key',
  {
    id: text().primaryKey(),
    consumerId: text('consumer_id')
      .notNull()
      .references(() => consumer.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    /** Public part, found in the key: how it is looked up. */
    prefix: text().notNull().unique(),
    /** SHA-256 of the whole key, hex. */
    hash: text().notNull(),
    notBefore: integer('not_before'),
    expiresAt: integer('expires_at'),
    allowedIps: text('allowed_ips', { mode: 'json' }).$type<string[]>().notNull(),
    endpoints: text({ mode: 'json' }).$type<string[]>().notNull(),
    roles: text({ mode: 'json' }).$type<string[]>().notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
    revokedAt: integer('revoked_at'),
    /** The key a rotation made; until expiresAt both are accepted. */
    replacedBy: text('replaced_by'),
    lastUsedAt: integer('last_used_at'),
  },
  (table) => [index('consumer_key_consumer').on(table.consumerId, table.id)],
)

/** Requests per key and UTC day. */
export const consumerKeyUsage = sqliteTable(
  'consumer_key_usage',
  {
    keyId: text('key_id')
      .notNull()
      .references(() => consumerKey.id, { onDelete: 'cascade' }),
    /** `2026-11-24` */
    day: text().notNull(),
    requests: integer().notNull(),
    refused: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.keyId, table.day] })],
)

/**
 * One row: counts changes of consumers, keys and secrets (absent: 0). Every batch that changes one of them
 * raises it, and an isolate that sees another number forgets what it knew.
 */
export const credentialState = sqliteTable(
  'credential_state',
  { id: integer().primaryKey(), generation: integer().notNull() },
  (table) => [check('credential_state_single_row', sql`${table.id} = 1`)],
)

/** Refused credentials, counted per minute and cause. Kept 30 days. */
export const authenticationFailure = sqliteTable(
  'authentication_failure',
  {
    id: text().primaryKey(),
    /** Start of the minute. */
    at: integer().notNull(),
    endpointId: text('endpoint_id').notNull(),
    kind: text().notNull(),
    reason: text().notNull(),
    keyPrefix: text('key_prefix'),
    ipAddress: text('ip_address'),
    count: integer().notNull(),
  },
  (table) => [
    index('authentication_failure_endpoint').on(table.endpointId, table.id),
    index('authentication_failure_at').on(table.at),
  ],
)

/** Requests that a rate limit refused, or in shadow mode would have, counted per minute and caller. Kept 30 days. */
export const rateLimitBlock = sqliteTable(
  'rate_limit_block',
  {
    id: text().primaryKey(),
    /** Start of the minute. */
    at: integer().notNull(),
    endpointId: text('endpoint_id').notNull(),
    limit: text('limit_name').notNull(),
    mode: text({ enum: ['enforce', 'shadow'] }).notNull(),
    consumer: text(),
    /** Of a caller without a name. */
    ipAddress: text('ip_address'),
    count: integer().notNull(),
  },
  (table) => [
    index('rate_limit_block_endpoint').on(table.endpointId, table.id),
    index('rate_limit_block_at').on(table.at),
  ],
)

/** Secrets by name, sealed with AES-256-GCM. */
export const secret = sqliteTable('secret', {
  name: text().primaryKey(),
  /** base64url of IV and ciphertext; the name is authenticated with it. */
  sealed: text().notNull(),
  /** Which encryption key sealed it. */
  keyId: text('key_id').notNull(),
  updatedBy: text('updated_by').notNull(),
  updatedAt: integer('updated_at').notNull(),
  /** Where it may be sent; authenticated with the value too. null: set before there were origins. */
  allowedOrigins: text('allowed_origins', { mode: 'json' }).$type<readonly string[]>(),
})

/** One row: counts purges of cached answers (absent: 0), as credential_state counts changes of credentials. */
export const cacheState = sqliteTable(
  'cache_state',
  {
    id: integer().primaryKey(),
    generation: integer().notNull(),
    /** What was stored before this generation counts as purged: rows up to it were swept away. */
    floor: integer().notNull(),
  },
  (table) => [check('cache_state_single_row', sql`${table.id} = 1`)],
)

/** Tags that were purged, each with the number of its newest purge. */
export const cachePurge = sqliteTable(
  'cache_purge',
  {
    /** First 32 hex digits of SHA-256 of the tag. */
    tag: text().primaryKey(),
    generation: integer().notNull(),
  },
  (table) => [index('cache_purge_generation').on(table.generation, table.tag)],
)

/** Cached answers of endpoints whose tier is `database`, all of one key in one value. */
export const cachedAnswer = sqliteTable('cached_answer', {
  key: text().primaryKey(),
  /** worker/cache/answer-encoding.ts in base64: D1 carries a blob as a list of numbers, ten times slower. */
  value: text().notNull(),
  storedAt: integer('stored_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
})

/** What the cache did per endpoint and UTC day. Kept 90 days. */
export const cacheUsage = sqliteTable(
  'cache_usage',
  {
    endpointId: text('endpoint_id')
      .notNull()
      .references(() => endpoint.id, { onDelete: 'cascade' }),
    /** `2026-11-24` */
    day: text().notNull(),
    hit: integer().notNull(),
    stale: integer().notNull(),
    miss: integer().notNull(),
    bypass: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.endpointId, table.day] })],
)
