// Bundles `pg` into one module of its own, so that only an isolate that asks PostgreSQL loads it
// (docs/decisions/0024-databases.md). Run it again after every update of pg.
import { isBuiltin } from 'node:module'

import { build, type Plugin } from 'esbuild'

import { root } from './lib/paths.ts'

/** Modules of the runtime as imports: a Worker has no require. */
const builtins: Plugin = {
  name: 'builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[a-z_/]+$/ }, ({ path, kind }) =>
      isBuiltin(path) && kind === 'require-call' ? { path, namespace: 'builtin' } : undefined,
    )
    // By way of a CommonJS module: what is required must be the default export, not the namespace.
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = require('default-of:${path}').default`,
    }))
    onResolve({ filter: /^default-of:/ }, ({ path }) => ({ path, namespace: 'default-of' }))
    onLoad({ filter: /.*/, namespace: 'default-of' }, ({ path }) => ({
      contents: `export { default } from 'node:${path.slice('default-of:'.length)}'`,
    }))
    // Passwords in a file of the home directory: a Worker has neither.
    onResolve({ filter: /^(pgpass|pg-native)$/ }, ({ path }) => ({ path, namespace: 'absent' }))
    onLoad({ filter: /.*/, namespace: 'absent' }, () => ({ contents: 'module.exports = {}' }))
  },
}

/** Without its pool: connections cannot outlive a request. */
const parts = `
  export { default as Client } from 'pg/lib/client.js'
  export { default as Query } from 'pg/lib/query.js'
`

await build({
  stdin: { contents: parts, resolveDir: root },
  outfile: `${root}worker/platform/generated/postgres-driver.mjs`,
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'neutral',
  mainFields: ['module', 'main'],
  conditions: ['workerd', 'worker'],
  external: ['node:*', 'cloudflare:*'],
  banner: {
    js: '// Made by `npm run build:postgres-driver` from pg (MIT, github.com/brianc/node-postgres).',
  },
  plugins: [builtins],
})
