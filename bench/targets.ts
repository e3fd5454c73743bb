import type { EndpointConfigInput } from '#contract/endpoint.ts'

import { largeDocument, orderSchema, smallDocument } from './lab/documents.ts'
import { benchAudience, benchIssuer } from './lab/token.ts'
import type { LimiterCounts, Server, Target, Traffic } from './lab/target.ts'
import { startWorker } from './lab/workerd.ts'
import {
  apiKeys,
  mappedSmall,
  posted,
  renamed,
  small,
  withKey,
  withKeys,
  withToken,
} from './traffic.ts'

/** Ecluse with generated configurations: `{{index}}` in them counts from 0 when there are several. */
function gateway(
  name: string,
  traffic: Traffic,
  config: (originUrl: string) => EndpointConfigInput,
  count = 1,
): Target {
  return {
    name,
    traffic,
    start: (lab) =>
      startWorker({
        entry: 'worker.ts',
        bindings: {
          CONFIG: JSON.stringify(config(lab.originUrl)),
          COUNT: `${count}`,
          KEYS: JSON.stringify(apiKeys),
        },
        objects: { RATE_LIMITER: 'RateLimiter', CIRCUIT_BREAKER: 'CircuitBreaker' },
      }),
  }
}

const proxied = (originUrl: string): EndpointConfigInput => ({
  name: 'Orders',
  method: 'GET',
  path: '/orders/{id}',
  integrations: [
    {
      id: 'orders',
      type: 'http',
      endpoint: `${originUrl}/api/custom/orders/{{ request.params.id }}`,
    },
  ],
})

/** One upstream, streamed through untouched. */
export const passthrough = gateway('passthrough', small, proxied)

/** The same with a circuit breaker, and tried again when the upstream fails. */
export const resilient = gateway('resilient', small, (originUrl) => {
  const config = proxied(originUrl)
  return {
    ...config,
    integrations: (config.integrations ?? []).map((integration) => ({
      ...integration,
      circuitBreaker: { enabled: true },
      retryPolicy: { maxAttempts: 3 },
    })),
  }
})

/** The same behind an API key that is known to the isolate. */
export const apiKey = gateway('api-key', withKey, (originUrl) => ({
  ...proxied(originUrl),
  authentication: { type: 'api-key' },
}))

const benchJwt = {
  type: 'jwt',
  settings: {
    algorithms: ['RS256'],
    keys: { source: 'jwks', url: `${benchIssuer}/jwks` },
    issuer: [benchIssuer],
    audience: [benchAudience],
  },
} as const satisfies EndpointConfigInput['authentication']

/** The same behind a JWT that this isolate has verified before. */
export const jwtCachedToken = gateway('jwt-cached-token', withToken, (originUrl) => ({
  ...proxied(originUrl),
  authentication: benchJwt,
}))

/** A bucket that is never empty. `closed`: what nobody counted must fail the row. */
const unlimited = { enabled: true, requestsPerMinute: 10_000_000, failMode: 'closed' } as const

/** Behind an API key and such a bucket. */
function limited(name: string, traffic: Traffic, config: typeof proxied): Target {
  const target = gateway(name, traffic, (originUrl) => ({
    ...config(originUrl),
    authentication: { type: 'api-key' },
    rateLimit: unlimited,
  }))
  return { ...target, readCounts }
}

async function readCounts(server: Server): Promise<LimiterCounts> {
  const response = await fetch(`${server.url}/counts`)
  return (await response.json()) as LimiterCounts
}

const answered = (): EndpointConfigInput => ({
  name: 'Orders',
  method: 'GET',
  path: '/orders/{id}',
  response: { headers: { 'content-type': 'application/json' }, body: smallDocument },
})

const cachedProxy = (originUrl: string): EndpointConfigInput => ({
  ...proxied(originUrl),
  caching: { enabled: true, ttl: 3_600, ttlMode: 'override', partition: 'shared' },
})

/** One upstream whose answer this isolate remembers. */
export const keyLimitCached = limited('key-limit-cached', withKey, cachedProxy)

/** The same for a caller with a JWT. */
export const jwtLimitCached: Target = {
  ...gateway('jwt-limit-cached', withToken, (originUrl) => ({
    ...cachedProxy(originUrl),
    authentication: benchJwt,
    rateLimit: unlimited,
  })),
  readCounts,
}

/** A constant answer to one busy caller. */
export const keyLimit = limited('key-limit', withKey, answered)
/** One upstream, called for one busy caller. */
export const keyLimitProxied = limited('key-limit-proxied', withKey, proxied)
/** A constant answer to a thousand callers at random. */
export const keyLimit1000Keys = limited('key-limit-1000-keys', withKeys, answered)

const postedProxy = (originUrl: string): EndpointConfigInput => ({
  ...proxied(originUrl),
  method: 'POST',
})

/** A body of 1 KiB, streamed through untouched. */
export const passthroughPost = gateway('passthrough-post', posted, postedProxy)

/** The same with the body checked against a schema of all its fields before it is sent on. */
export const validated = gateway('validated', posted, (originUrl) => ({
  ...postedProxy(originUrl),
  validation: { params: { properties: { id: { type: 'integer' } } }, body: orderSchema },
}))

/** The same with an answer of 100 KiB instead of 1 KiB. */
export const largeBody = gateway(
  'large-body',
  { paths: ['/api/custom/large'], answer: largeDocument },
  (originUrl) => ({
    ...proxied(originUrl),
    path: '/large',
    integrations: [{ id: 'orders', type: 'http', endpoint: `${originUrl}/large` }],
  }),
)

/** The answer parsed, ten fields of it renamed by a JSONata object, and sent as JSON. */
export const mapped = gateway('mapped', mappedSmall, (originUrl) => ({
  ...proxied(originUrl),
  transformations: [
    {
      id: 'rename',
      type: 'map',
      rules: [
        {
          operation: 'set',
          source: `{ ${renamed.map(([name, source]) => `"${name}": ${source}`).join(', ')} }`,
          target: '',
        },
      ],
    },
  ],
}))

/** As many endpoints as asked, each with its own path and upstream, called at random. */
export const endpoints = (count: number): Target =>
  gateway(
    `endpoints-${count}`,
    {
      paths: Array.from({ length: count }, (_, n) => `/api/custom/service-${n}/orders/42`),
      answer: smallDocument,
    },
    (originUrl) => ({ ...proxied(originUrl), path: '/service-{{index}}/orders/{id}' }),
    count,
  )

/** The same endpoints, each with a limit of its own, counted by address. */
export const limitedEndpoints = (count: number): Target => ({
  ...gateway(
    `limited-${count}`,
    endpoints(count).traffic,
    (originUrl) => ({
      ...proxied(originUrl),
      path: '/service-{{index}}/orders/{id}',
      rateLimit: { ...unlimited, countBy: 'ip' },
    }),
    count,
  ),
  readCounts,
})
