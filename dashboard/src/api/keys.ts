/** Cache keys. A change invalidates by prefix: `['endpoints']` covers every filter. */
export const keys = {
  session: ['session'],
  allEndpoints: ['endpoints'],
  endpoints: (query: object) => ['endpoints', query],
  endpoint: (id: string) => ['endpoint', id],
  versions: (id: string) => ['endpoint', id, 'versions'],
  allConsumers: ['consumers'],
  consumers: (query: object) => ['consumers', query],
  consumer: (id: string) => ['consumer', id],
  consumerKeys: (id: string) => ['consumer', id, 'keys'],
  keyUsage: (id: string) => ['key', id, 'usage'],
  failures: ['failures'],
  allAudit: ['audit'],
  audit: (query: object) => ['audit', query],
  users: ['users'],
  tokens: ['tokens'],
  sessions: ['sessions'],
} as const
