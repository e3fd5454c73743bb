import { defineConfig } from 'rolldown'

import { runtimeModules } from './scripts/lib/runtime-modules.ts'
import { withoutRelationalQueries } from './scripts/lib/without-relational-queries.ts'

/**
 * The Worker: index.mjs and what it imports serve published endpoints, what is imported on demand waits in modules of
 * its own. wrangler takes them as they are, so dev, tests and production run the same files.
 */
export default defineConfig({
  input: 'worker/index.ts',
  platform: 'neutral',
  external: [/^node:/, /^cloudflare:/],
  resolve: {
    conditionNames: ['workerd', 'worker', 'browser', 'import', 'default'],
    mainFields: ['browser', 'module', 'main'],
    // As its authors minified it: 0.8 KiB gzip less than what the bundler makes of it.
    alias: { jsonata: 'jsonata/jsonata.min.js' },
  },
  transform: { target: 'es2024' },
  treeshake: { propertyReadSideEffects: false, unknownGlobalSideEffects: false },
  // workerd takes each export of the entry for a handler or a class.
  preserveEntrySignatures: 'strict',
  plugins: [withoutRelationalQueries(), runtimeModules()],
  output: {
    dir: 'dist/worker',
    cleanDir: true,
    entryFileNames: '[name].mjs',
    // What both load is a chunk that no source names.
    chunkFileNames: ({ isDynamicEntry }) => (isDynamicEntry ? '[name].mjs' : 'shared.mjs'),
    minify: true,
    comments: false,
    sourcemap: true,
  },
})
