import {
  type DatabaseQuery,
  type DatabaseRows,
  type Databases,
} from '../integrations/database/types.ts'
import { queryD1 } from './d1-query.ts'
import { queryPostgres } from './postgres-query.ts'

/** What is behind the name of a connection. */
type Connection =
  | { readonly driver: 'd1'; readonly d1: D1Database }
  | { readonly driver: 'postgresql'; readonly url: string }

/**
 * The databases that configurations may use: the bindings that `names` lists. The control database is
 * never one of them, under whatever name it is bound.
 */
export function createDatabases(
  names: readonly string[],
  bindings: Readonly<Record<string, unknown>>,
): Databases {
  const connections = new Map<string, Connection>()
  for (const name of names) {
    const found = connectionOf(bindings[name])
    const isControl = name === 'DB' || bindings[name] === bindings['DB']
    if (found !== undefined && !isControl) connections.set(name, found)
  }
  return {
    refusal(driver, name) {
      const found = connections.get(name)
      if (found === undefined) return unknown(name, [...connections.keys()])
      return found.driver === driver
        ? undefined
        : `${name} is not of this kind; use ${found.driver}`
    },
    query: (query) => run(connections.get(query.connection), query),
  }
}

function run(connection: Connection | undefined, query: DatabaseQuery): Promise<DatabaseRows> {
  if (connection?.driver !== query.driver)
    return Promise.reject(new TypeError(`no connection ${query.connection}`))
  return connection.driver === 'd1'
    ? queryD1(connection.d1, query)
    : queryPostgres(connection.url, query)
}

/** A D1 binding, a Hyperdrive binding, or a variable with a connection string. */
function connectionOf(binding: unknown): Connection | undefined {
  if (typeof binding === 'string') return postgres(binding)
  if (typeof binding !== 'object' || binding === null) return undefined
  if ('connectionString' in binding && typeof binding.connectionString === 'string')
    return postgres(binding.connectionString)
  return 'prepare' in binding ? { driver: 'd1', d1: binding as D1Database } : undefined
}

function postgres(url: string): Connection | undefined {
  return /^postgres(ql)?:\/\//.test(url) ? { driver: 'postgresql', url } : undefined
}

function unknown(name: string, known: readonly string[]): string {
  const advice =
    known.length === 0 ? 'name one in DATABASE_BINDINGS' : `write one of: ${known.join(', ')}`
  return `There is no connection ${name}; ${advice}`
}
