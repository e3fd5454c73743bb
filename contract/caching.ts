import * as z from 'zod'

import { headerName } from './integration.ts'

export const cacheTiers = ['memory', 'kv', 'database'] as const

const month = 2_592_000
const seconds = (most: number) => z.int().min(0).max(most)

/** A write that makes remembered answers wrong: `POST /orders/{id}`. */
const writeRoute = z
  .string()
  .max(300)
  .regex(/^(POST|PUT|PATCH|DELETE) \/\S*$/, 'Write a method and a path, such as POST /orders/{id}')
/** What answers are called by to be forgotten: `orders:{id}`, with path parameters in braces. */
const tag = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\x21-\x7e]+$/, 'Write a tag without spaces, such as orders:{id}')

/** A successful write on another endpoint forgets these tags; parameters in braces are those of the write's path. */
const invalidationRule = z.union([
  // The design document's form: forgets what this endpoint remembers for the same path parameters.
  writeRoute.transform((on) => ({ on, tags: [] as string[] })),
  z.strictObject({
    on: writeRoute.meta({ title: 'After a successful' }),
    tags: z.array(tag).max(20).default([]).meta({
      title: 'Forget tags',
      description: 'Empty: everything this endpoint remembers for the same path parameters',
    }),
  }),
])

/** What is remembered of an endpoint's answers: an HTTP cache (RFC 9111) in up to three tiers. */
export const caching = z.strictObject({
  enabled: z.boolean().default(false).meta({ title: 'Cache' }),
  strategy: z
    .enum([...cacheTiers, 'redis'])
    .default('memory')
    .transform((strategy) => (strategy === 'redis' ? 'kv' : strategy))
    .meta({
      title: 'Tier',
      description: 'Each includes the faster ones above it; redis is accepted as an alias of kv',
    }),
  ttl: z.int().min(1).max(31_536_000).default(60).meta({
    title: 'Time to live',
    unit: 's',
    description: 'How long an answer is fresh that does not say so itself (RFC 9111)',
  }),
  ttlMode: z.enum(['default', 'override']).default('default').meta({
    title: 'Whose word counts',
    description:
      'default: the Cache-Control of the answer, else the time to live; override: always the time to live. What must not be stored never is',
  }),
  negativeTtl: seconds(3_600).default(0).meta({
    title: 'Remember 404 and 410',
    unit: 's',
    description: '0: only when the answer itself says how long',
  }),
  staleWhileRevalidate: seconds(month).default(0).meta({
    title: 'Stale while revalidating',
    unit: 's',
    description: 'So long after it went stale an answer is given at once, and renewed behind it',
  }),
  staleIfError: seconds(month).default(0).meta({
    title: 'Stale if error',
    unit: 's',
    description: 'So long after it went stale an answer stands in for an upstream that fails',
  }),
  partition: z.enum(['auto', 'consumer', 'shared']).default('auto').meta({
    title: 'Answers are shared by',
    description:
      'consumer: each caller has their own; shared: all callers; auto: consumer where callers authenticate, else shared',
  }),
  key: z.string().min(1).max(1_000).optional().meta({
    title: 'Key',
    editor: 'jsonata',
    description: 'Text beside method, path and query that tells answers apart',
  }),
  keyHeaders: z.array(headerName).max(30).default(['accept', 'accept-language']).meta({
    title: 'Headers that tell answers apart',
    description:
      'Request headers that services get. Those that expressions read count by themselves; no others reach a service',
  }),
  passHeaders: z.array(headerName).max(30).default([]).meta({
    title: 'Headers passed on',
    description:
      'Request headers that services get and that tell answers apart only where the answer says so (Vary); *: all. For services that are exact about Vary',
  }),
  clientDirectives: z.enum(['ignore', 'honour']).default('ignore').meta({
    title: 'Cache-Control of callers',
    description: 'honour: no-cache, max-age and others of a request are obeyed (RFC 9111 5.2.1)',
  }),
  tags: z.array(tag).max(20).default([]).meta({
    title: 'Tags',
    description: 'To forget by, such as orders:{id}: path parameters of this endpoint in braces',
  }),
  invalidationRules: z.array(invalidationRule).max(50).default([]).meta({
    title: 'Forget after writes',
  }),
})
export type Caching = z.output<typeof caching>
export type CacheTierName = (typeof cacheTiers)[number]
