import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

export default defineConfig(async () => ({
  plugins: [
    cloudflareTest({
      main: './worker/index.ts',
      wrangler: { configPath: './wrangler.toml' },
      miniflare: {
        bindings: {
          TEST_MIGRATIONS: await readD1Migrations('./migrations'),
          SETUP_TOKEN: 'test-setup-token-0123456789abcdef',
          MASTER_KEY: '0123456789abcdef'.repeat(4),
          ALLOWED_PRIVATE_HOSTS: '*',
        },
        d1Databases: { SHOP: 'shop' },
        workerLoaders: { LOADER: {} },
        // Whatever a test does not stub ends here: nothing reaches the network.
        outboundService: (req: Request) =>
          new Response(`blocked:${new URL(req.url).host}`, { status: 599 }),
      },
    }),
  ],
  test: {
    // Against hanging only: how fast something is, tests do not say (docs/benchmarks.md).
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['test/contract/**/*.test.ts', 'test/worker/**/*.test.ts', 'test/house.test.ts'],
    setupFiles: ['./test/support/migrate.ts', './test/support/load-expressions.ts'],
  },
}))
