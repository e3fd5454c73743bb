import * as z from 'zod'

export const rateLimitStrategies = ['fixed-window', 'sliding-window', 'token-bucket'] as const
export const quotaPeriods = ['day', 'month'] as const

const requestsPerMinute = z
  .int()
  .min(1)
  .max(10_000_000)
  .default(600)
  .meta({ title: 'Requests per minute' })
const burstLimit = z.int().min(1).max(1_000_000).optional().meta({
  title: 'Burst',
  description:
    'The most that may be admitted at one instant: the size of the bucket, or of windows the cap in any one second',
})
/** Names of limits stand in RateLimit-Policy: a Structured Field string. */
const limitName = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,31}$/,
    'Write a name of small letters, digits and -, such as per-second',
  )

const countBy = z.enum(['consumer', 'ip', 'expression']).default('consumer').meta({
  title: 'Count by',
  description:
    'consumer: the caller of the credential, else the address; ip: the address, IPv6 by its /64; expression: the text it makes',
})
const key = z.string().min(1).max(1_000).optional().meta({
  title: 'Expression',
  editor: 'jsonata',
  description: 'Of count by expression; what makes no text is counted together',
})
const cost = z.string().min(1).max(1_000).optional().meta({
  title: 'Cost',
  editor: 'jsonata',
  description: 'How many requests one request counts as: a whole number from 1; empty: 1',
})
const mode = z.enum(['enforce', 'shadow']).default('enforce').meta({
  title: 'Mode',
  description: 'shadow: counted and reported, nobody is refused',
})
/** Another limit for one caller. */
const override = z.strictObject({
  consumer: z.string().min(1).max(200).meta({ title: 'Consumer', editor: 'consumer' }),
  requestsPerMinute,
  burstLimit,
})

/** One limit: how often, whose requests are counted together, and what happens beyond. */
const limitFields = {
  strategy: z.enum(rateLimitStrategies).default('token-bucket').meta({ title: 'Strategy' }),
  requestsPerMinute,
  burstLimit,
  countBy,
  key,
  cost,
  mode,
  overrides: z.array(override).max(100).default([]).meta({ title: 'Other limits for consumers' }),
}

const namedLimit = z.strictObject({ name: limitName.meta({ title: 'Name' }), ...limitFields })

/** So many requests in a calendar day or month (UTC). */
const quota = z.strictObject({
  name: limitName.meta({ title: 'Name' }),
  requests: z.int().min(1).max(1_000_000_000).meta({ title: 'Requests' }),
  period: z.enum(quotaPeriods).default('month').meta({ title: 'Per' }),
  countBy,
  key,
  cost,
  mode,
  overrides: z
    .array(
      z.strictObject({
        consumer: z.string().min(1).max(200).meta({ title: 'Consumer', editor: 'consumer' }),
        requests: z.int().min(1).max(1_000_000_000).meta({ title: 'Requests' }),
      }),
    )
    .max(100)
    .default([])
    .meta({ title: 'Other quotas for consumers' }),
})

/** The first limit stands in the fields of the design document; `limits` and `quotas` hold more. All must admit a request. */
export const rateLimit = z.strictObject({
  enabled: z.boolean().default(false).meta({ title: 'Rate limit' }),
  ...limitFields,
  limits: z.array(namedLimit).max(5).default([]).meta({ title: 'Further limits' }),
  quotas: z.array(quota).max(5).default([]).meta({ title: 'Quotas' }),
  failMode: z.enum(['open', 'closed']).default('open').meta({
    title: 'When the limiter cannot be reached',
    description: 'open: requests pass; closed: 503',
  }),
})
export type RateLimit = z.output<typeof rateLimit>
export type RateLimitStrategy = (typeof rateLimitStrategies)[number]
