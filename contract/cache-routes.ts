import * as z from 'zod'

import { endpointMethods } from './endpoint.ts'
import { defineRoutes } from './route.ts'

/** How fast a purge works in every isolate. Unit: s. */
export const purgeWithinSeconds = 5

const filledTag = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\x21-\x7e]+$/, 'Write a tag as it was stored, such as orders:42')
const filledTags = z.array(filledTag).min(1).max(100)

const purge = z.discriminatedUnion('scope', [
  z.strictObject({ scope: z.literal('all') }),
  z.strictObject({ scope: z.literal('tags'), tags: filledTags }),
  z.strictObject({
    scope: z.literal('path'),
    path: z.string().min(1).max(8_192).meta({
      description: 'As called, below the base path and without the query: /orders/42',
    }),
  }),
])

const purged = z
  .object({
    scope: z.enum(['all', 'tags', 'path']),
    tags: z.array(z.string()).meta({ description: 'Forgotten at every endpoint that stores them' }),
    path: z.string().nullable().meta({ description: 'In its normalised form' }),
    withinSeconds: z.literal(purgeWithinSeconds).meta({
      description:
        'After so long no isolate answers with what was stored before; this one does not already',
    }),
  })
  .meta({ id: 'Purged' })
export type Purged = z.output<typeof purged>

const writer = z.object({
  id: z.string(),
  name: z.string(),
  method: z.enum(endpointMethods),
  path: z.string(),
})

const purgedBy = z
  .object({
    rules: z.array(
      z.object({
        on: z.string(),
        tags: z.array(z.string()).meta({
          description: 'Empty: what the endpoint stored for the same path parameters',
        }),
        writer: writer
          .nullable()
          .meta({ description: 'null: no live endpoint has this route, so nothing happens' }),
      }),
    ),
    samePath: z.array(writer).meta({
      description:
        'Live endpoints that write to paths this one reads: each forgets its own path (RFC 9111 4.4)',
    }),
  })
  .meta({ id: 'PurgedBy' })

const cacheUsage = z
  .object({
    day: z.iso.date(),
    hit: z.int().meta({ description: 'Answered from the cache' }),
    stale: z.int().meta({ description: 'Answered from the cache although stale' }),
    miss: z.int().meta({ description: 'Asked for and perhaps stored' }),
    bypass: z.int().meta({ description: 'Neither answered from the cache nor stored' }),
  })
  .meta({ id: 'CacheUsage' })
export type CacheUsage = z.output<typeof cacheUsage>

/** What endpoints have stored: forgetting it, and what came of it. */
export const cacheRoutes = defineRoutes({
  purgeEndpoint: {
    method: 'POST',
    path: '/endpoints/{id}/purge',
    access: 'editor',
    tag: 'Cache',
    status: 200,
    summary: 'Forget what an endpoint has stored; effective everywhere within 5 seconds',
    body: purge,
    output: purged,
  },
  purgeCache: {
    method: 'POST',
    path: '/cache/purge',
    access: 'editor',
    tag: 'Cache',
    status: 200,
    summary:
      'Forget what any endpoint has stored under these tags; effective everywhere within 5 seconds',
    body: z.strictObject({ tags: filledTags }),
    output: purged,
  },
  endpointPurgedBy: {
    method: 'GET',
    path: '/endpoints/{id}/purged-by',
    access: 'viewer',
    tag: 'Cache',
    status: 200,
    summary:
      'What makes an endpoint forget: the rules of its draft and the live endpoints they speak of',
    output: purgedBy,
  },
  endpointCacheUsage: {
    method: 'GET',
    path: '/endpoints/{id}/cache-usage',
    access: 'viewer',
    tag: 'Cache',
    status: 200,
    summary: 'What the cache did for an endpoint per day, the last 30 days',
    output: z.object({ items: z.array(cacheUsage) }),
  },
})
