import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts', 'test/conformance/**/*.test.ts'],
    globalSetup: ['./test/support/build.ts'],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // Each file starts its own runtime; two at a time is what two cores carry.
    maxWorkers: 2,
  },
})
