import type { Plugin } from 'rolldown'

const relational = {
  'relations.js': [
    'createTableRelationsHelpers',
    'extractTablesRelationalConfig',
    'getOperators',
    'getOrderByOperators',
    'Many',
    'normalizeRelation',
    'One',
  ],
  'sqlite-core/query-builders/query.js': ['RelationalQueryBuilder'],
}

/** What a class of drizzle-orm holds for them cannot be shaken off. */
const method = /\n {2}buildRelationalQuery\(\{.*?\n {2}\}(?=\n)/s

/**
 * Keeps the relational queries of drizzle-orm (`db.query`) out of the bundle: nothing here uses them, and
 * without a schema `drizzle()` offers none. Fails when drizzle-orm is no longer built this way.
 */
export function withoutRelationalQueries(): Plugin {
  return {
    name: 'without-relational-queries',
    load: {
      filter: { id: /\/drizzle-orm\/(relations|sqlite-core\/query-builders\/query)\.js$/ },
      handler(id) {
        const [, names = []] = Object.entries(relational).find(([path]) => id.endsWith(path)) ?? []
        return names.map((name) => `export const ${name} = undefined`).join('\n')
      },
    },
    transform: {
      filter: { id: /\/drizzle-orm\/sqlite-core\/dialect\.js$/ },
      handler(code) {
        if (!method.test(code)) this.error('drizzle-orm has no buildRelationalQuery to leave out')
        return { code: code.replace(method, ''), map: null }
      },
    },
  }
}
