/** The parts of pg that are used here: it has no types of its own, and its main module brings the pool along. */
declare module 'pg/lib/client.js' {
  import type { PostgresClient } from '#worker/platform/postgres-driver.ts'

  const Client: new (config: object) => PostgresClient
  export default Client
}

declare module 'pg/lib/query.js' {
  import type { NewQuery } from '#worker/platform/postgres-driver.ts'

  const Query: NewQuery
  export default Query
}
