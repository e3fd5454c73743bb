/** The parts of pg that are used here: it has no types of its own, and its main module brings the pool along. */
declare module 'pg/lib/client.js' {
  const Client: new (config: object) => import('#worker/platform/postgres-driver.ts').PostgresClient
  export default Client
}

declare module 'pg/lib/query.js' {
  import type { PostgresQuery, PostgresResult } from '#worker/platform/postgres-driver.ts'

  const Query: new (
    config: object,
    done: (error: Error | null, result: PostgresResult) => void,
  ) => PostgresQuery
  export default Query
}
