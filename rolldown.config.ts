import { defineConfig } from 'rolldown'

import { withoutRelationalQueries } from './scripts/lib/without-relational-queries.ts'

/** The Worker as one module. wrangler takes it as it is, so dev, tests and production run the same file. */
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
  plugins: [withoutRelationalQueries()],
  output: {
    dir: 'dist/worker',
    cleanDir: true,
    entryFileNames: '[name].mjs',
    codeSplitting: false,
    minify: true,
    comments: false,
    sourcemap: true,
  },
})
