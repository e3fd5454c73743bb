/** Cache keys. A change invalidates by prefix: `['endpoints']` covers every filter. */
export const keys = {
  session: ['session'],
  allEndpoints: ['endpoints'],
  endpoints: (query: object) => ['endpoints', query],
  endpoint: (id: string) => ['endpoint', id],
  versions: (id: string) => ['endpoint', id, 'versions'],
  webhooks: (id: string) => ['endpoint', id, 'webhooks'],
  cacheUsage: (id: string) => ['endpoint', id, 'cache-usage'],
  breakers: (id: string) => ['endpoint', id, 'breakers'],
  integrationCalls: (id: string, query: object) => ['endpoint', id, 'calls', query],
  purgedBy: (id: string) => ['endpoint', id, 'purged-by'],
  allIntegrations: ['integrations'],
  integrations: (query: object) => ['integrations', query],
  integration: (id: string) => ['integration', id],
  integrationUsage: (id: string) => ['integration', id, 'usage'],
  allConsumers: ['consumers'],
  consumers: (query: object) => ['consumers', query],
  consumer: (id: string) => ['consumer', id],
  allKeys: ['keys'],
  keys: (query: object) => ['keys', query],
  keyUsage: (id: string) => ['key', id, 'usage'],
  failures: (query: object) => ['failures', query],
  rateLimitBlocks: (query: object) => ['rate-limit-blocks', query],
  allAudit: ['audit'],
  audit: (query: object) => ['audit', query],
  users: ['users'],
  secrets: ['secrets'],
  tokens: ['tokens'],
  sessions: ['sessions'],
} as const

/** Everything that tells of the keys of this consumer. */
export const keysOfConsumer = (id: string) => [keys.allKeys, keys.allConsumers, keys.consumer(id)]
