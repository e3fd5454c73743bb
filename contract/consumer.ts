import * as z from 'zod'

import { scopeToken } from './authentication.ts'

const name = z.string().trim().min(1).max(120).meta({ title: 'Name' })
const roleName = z.string().min(1).max(64)

/** What an author writes about a caller of endpoints. */
export const consumerInput = z.strictObject({
  name,
  description: z.string().max(2_000).default('').meta({ title: 'Description' }),
  roles: z.array(roleName).max(50).default([]).meta({ title: 'Roles' }),
  scopes: z.array(scopeToken).max(50).default([]).meta({ title: 'Scopes' }),
  metadata: z
    .record(z.string().min(1).max(64), z.union([z.string().max(1_000), z.number(), z.boolean()]))
    .default({})
    .meta({ title: 'Metadata', description: 'Visible to expressions as principal.claims' }),
  isActive: z.boolean().default(true).meta({
    title: 'Active',
    description: 'Off: every key of it is refused within 5 seconds',
  }),
})

export const consumer = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  roles: z.array(z.string()),
  scopes: z.array(z.string()),
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  isActive: z.boolean(),
  keyCount: z.int().meta({ description: 'Keys that are neither revoked nor expired' }),
  lastUsedAt: z.iso.datetime().nullable(),
  revision: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type Consumer = z.output<typeof consumer>

/** `retiring`: replaced by a rotation, still accepted until `expiresAt`. */
export const consumerKeyStates = ['active', 'pending', 'retiring', 'expired', 'revoked'] as const

/** A network: an address, or CIDR such as 203.0.113.0/24. One that holds every address needs a confirmation. */
const allowedIp = z.string().min(2).max(50)

/** What an author decides about a key; everything else is made here. */
export const consumerKeyInput = z.strictObject({
  name,
  notBefore: z.iso.datetime().optional().meta({ title: 'Valid from' }),
  expiresAt: z.iso.datetime().optional().meta({ title: 'Valid until' }),
  allowedIps: z
    .array(allowedIp)
    .max(50)
    .default([])
    .meta({ title: 'Allowed networks', description: 'Addresses or CIDR; empty: everywhere' }),
  confirmEveryAddress: z.boolean().default(false).meta({
    title: 'Allow every address',
    description: 'A network such as 0.0.0.0/0 is accepted only with it',
  }),
  endpoints: z
    .array(z.string().min(1).max(64))
    .max(200)
    .default([])
    .meta({ title: 'Endpoints', description: 'Ids of the endpoints it opens; empty: all' }),
  roles: z
    .array(roleName)
    .max(50)
    .default([])
    .meta({ title: 'Roles', description: 'Of the roles of its consumer; empty: all of them' }),
})

export const consumerKey = z.object({
  id: z.string(),
  consumerId: z.string(),
  name: z.string(),
  prefix: z.string().meta({ description: 'The public part: enough to recognise the key' }),
  state: z.enum(consumerKeyStates),
  notBefore: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
  allowedIps: z.array(z.string()),
  endpoints: z.array(z.string()),
  roles: z.array(z.string()),
  lastUsedAt: z.iso.datetime().nullable(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
  replacedBy: z.string().nullable().meta({ description: 'Id of the key a rotation made' }),
})
export type ConsumerKey = z.output<typeof consumerKey>

/** Days of requests that a list of keys shows of each. */
export const listedUsageDays = 14

/** A key in the list of all keys. */
export const listedKey = consumerKey.extend({
  consumer: z.object({ id: z.string(), name: z.string(), isActive: z.boolean() }),
  requestsPerDay: z.array(z.int()).length(listedUsageDays).meta({
    description: 'Of the last 14 days (UTC), today last',
  }),
})
export type ListedKey = z.output<typeof listedKey>

export const issuedKey = consumerKey.extend({
  key: z.string().meta({ description: 'The whole key, shown this once' }),
  example: z
    .object({
      method: z.string(),
      url: z.string().meta({ description: 'With the parameters of its path template' }),
      path: z.string().meta({ description: 'Path template at the end of the URL' }),
      in: z.enum(['header', 'query']),
      name: z.string().meta({ description: 'Of the header or query parameter the key goes in' }),
    })
    .nullable()
    .meta({ description: 'A published endpoint that takes this key; null when none does' }),
})
export type IssuedKey = z.output<typeof issuedKey>

/** Requests of one key on one day (UTC). */
export const keyUsage = z.object({
  day: z.iso.date(),
  requests: z.int(),
  refused: z.int().meta({ description: 'Known key, but outside its time, networks or endpoints' }),
})

/** Failed attempts of one minute that had the same cause. */
export const authenticationFailure = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  endpointId: z.string(),
  kind: z.string().meta({ description: 'api-key, jwt or oauth2' }),
  reason: z
    .string()
    .meta({ description: 'Code such as unknown_key, expired or insufficient_role' }),
  keyPrefix: z.string().nullable(),
  ipAddress: z.string().nullable(),
  count: z.int(),
})
